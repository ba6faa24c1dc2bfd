"""A decision and its entry in the log stand together, or not at all."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.holdings import DAY, line, lines, open_vault, take_in

from reftel.site import database
from reftel.vault import audit, decisions
from reftel.vault.models import AuditEntry, Decision

DECIDE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from reftel.archive import ArchiveFolder
from reftel.site import database

archive = ArchiveFolder(Path(sys.argv[1]))
database.open_vault(archive)
from reftel.vault import audit, decisions

append = audit.append

def killed(*words, **more):
    if sys.argv[2] == "after":
        append(*words, **more)
    os.kill(os.getpid(), signal.SIGKILL)

audit.append = killed
decisions.release_all(archive, decisions.Ground(on=date(2026, 3, 1)))
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_between_the_decision_and_the_end_of_its_entry_nothing_was_decided(
    tmp_path: Path, moment: str
) -> None:
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "two.jsonl", line(1), line(2)))
        before = audit.head()
    script = tmp_path / "decide.py"
    script.write_text(DECIDE, encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, str(script), str(archive.root), moment], check=False, timeout=60
    )

    assert ended.returncode == -signal.SIGKILL
    database.open_vault(archive)
    assert Decision.objects.count() == 0
    assert audit.head() == before
    assert decisions.release_all(archive, decisions.Ground(on=DAY)) == 2
    assert AuditEntry.objects.get(number=before.number + 1).act == "release"
    database.close_vault()
