"""What a mirror says of itself: nonsense is refused in our words, whoever wrote it."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.mirrored import FILES, lay, served

from reftel.errors import ArchiveError
from reftel.mirror import notices
from reftel.mirror.claim import Claim, Folder, saved
from reftel.mirror.fetching import Host, NotThere, Unanswered
from reftel.mirror.manifest import NAME
from reftel.mirror.standard import Archive, standard

HALF = "\ud800"  # half a character: JSON can say it, and no UTF-8 can
NOTICE = {"id": "08EXAMPLETOWN7", "day": "2026-01-02", "reason": "Asked for.", "edition": 2}


@pytest.mark.parametrize("field", ["archive", "address", "made_at", "audit_head"])
def test_a_manifest_with_half_a_character_is_refused(tmp_path: Path, field: str) -> None:
    lay(tmp_path)
    entry = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    (tmp_path / NAME).write_text(json.dumps({**entry, field: HALF}))

    with pytest.raises(ArchiveError, match=r"mirror\.json cannot be read: 'utf-8' codec"):
        Claim.of(Folder(tmp_path))


@pytest.mark.parametrize(
    "wrong", [{"edition": float("inf")}, {"id": HALF}, {"day": HALF}, {"reason": HALF}]
)
def test_a_list_of_withdrawals_with_nonsense_is_refused(wrong: dict[str, Any]) -> None:
    entry = {"format": 1, "cables": [{**NOTICE, **wrong}], "texts": []}

    with pytest.raises(ValueError, match=r"it is no list of withdrawals|'utf-8' codec"):
        notices.read(json.dumps(entry).encode())


@pytest.mark.parametrize("wrong", [{"number": float("inf")}, {"made": HALF}])
def test_a_list_of_editions_with_nonsense_tells_none(tmp_path: Path, wrong: dict[str, Any]) -> None:
    edition = {"number": 1, "made": "2026-01-01", **wrong}
    lay(tmp_path / "m", FILES | {"editions.json": json.dumps({"editions": [edition]}).encode()})

    with served(tmp_path / "m") as host, Host(host.address, connections=1) as source:
        claim = Claim.of(source)
        known = standard(Archive(), [(host.address, claim)], tmp_path / "lists")

    assert known.made == {1: "2026-01-01T00:00:00+00:00"}  # what its manifest says


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a disk")
def test_a_full_disk_where_a_copy_is_written_is_no_fault_of_the_folder_that_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_text("content")
    (tmp_path / "b.new").symlink_to("/dev/full")

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        saved(Folder(tmp_path), "a", tmp_path / "b", "0" * 64, at_most=7)


def test_a_folder_tells_what_is_not_there_from_what_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("content")

    with pytest.raises(Unanswered, match="longer than the 6 bytes"):
        Folder(tmp_path).content("a", at_most=6)
    for nothing in ("b", "a/b", "."):
        with pytest.raises(NotThere):
            Folder(tmp_path).content(nothing, at_most=7)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such a file")
def test_a_folder_that_cannot_be_read_to_the_end_gives_no_answer() -> None:
    """As on a stick with a broken sector: this file of the system opens, and cannot be read."""
    with pytest.raises(Unanswered, match=os.strerror(errno.EIO)):
        Folder(Path("/proc/self")).content("mem", at_most=7)
