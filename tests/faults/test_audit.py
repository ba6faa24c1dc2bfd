"""A decision and its entry in the log stand together, or not at all."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.holdings import DAY, DECLARED, line, lines, open_vault, take_in

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.site import database
from reftel.vault import audit, decisions
from reftel.vault.models import AuditEntry, Decision
from reftel.vault.proof import proof

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


def test_on_a_full_disk_nothing_is_decided_and_nothing_told(tmp_path: Path) -> None:
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "many.jsonl", *(line(n) for n in range(200))))
        before = audit.head()
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(ArchiveError, match="no space left"):
            decisions.release_all(archive, decisions.Ground(on=DAY, reason="x" * 10_000))

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
        assert Decision.objects.count() == 0
        assert audit.head() == before
        assert decisions.release_all(archive, decisions.Ground(on=DAY)) == 200
        assert proof([]).faults == []


def test_after_a_power_cut_at_any_point_the_log_holds_and_answers_for_all(tmp_path: Path) -> None:
    """What the write-ahead log holds is cut off anywhere; no decision is left without its entry."""
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "many.jsonl", *(line(n) for n in range(12))))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(12):
            decisions.withhold(archive, [f"08EXAMPLETOWN{number}"], decisions.Ground(on=DAY))
        log = archive.database.with_name(archive.database.name + "-wal").read_bytes()
        whole = archive.database.read_bytes()

    found = set()
    for cut in range(0, len(log) + 1, max(1, len(log) // 40)):
        after = ArchiveFolder(tmp_path / f"cut-{cut}")
        after.create(DECLARED)
        after.database.write_bytes(whole)
        after.database.with_name(archive.database.name + "-wal").write_bytes(log[:cut])
        database.open_vault(after)
        decided = Decision.objects.count()
        assert proof([]).faults == [], cut
        assert audit.head().number == 2 + decided
        found.add(decided)
        database.close_vault()
    assert {0, 11} <= found
    assert len(found) > 6
