"""What the desk has done by processes of its own."""

import errno
import threading

import pytest

from reftel.archive import ArchiveFolder
from reftel.desk.house import RELEASE
from reftel.site import errands
from reftel.site.errands import Errands


def test_who_keeps_the_time_goes_on_where_the_machine_was_short_of_something(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.vault.batches import running  # noqa: PLC0415 -- models need Django set up

    tried: list[list[str]] = []
    again = threading.Event()

    def start(command: list[str], **_: object) -> None:
        tried.append(command[-2:])
        if len(tried) == 1:
            raise OSError(errno.EAGAIN, "no process can be started now")
        again.set()
        threading.Event().wait()  # nothing more in this test

    monkeypatch.setattr(errands, "EVERY_S", 0.01)
    monkeypatch.setattr(running, "is_anything_to_do", lambda *_: True)
    monkeypatch.setattr(errands.subprocess, "Popen", start)
    Errands(archive).keep_time()

    assert again.wait(20)
    assert tried == [list(RELEASE)] * 2
