"""What is published is the same whichever process works it out, and nothing if that fails."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, line, lines, open_vault, take_in

from reftel import crew
from reftel.archive import ArchiveFolder, Audience
from reftel.crew import WORTH_IT
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.edition.prepared import Prepared
from reftel.errors import ReftelError
from reftel.vault import decisions, publication
from reftel.vault.preparation import Chosen

CABLES = 40
GROUND = decisions.Ground(on=DAY)
ODD = 'He said "released":null in Zürich, \ud800 and \U0001f33e.'


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArchiveFolder]:
    """A vault of released cables, many enough for workers, in batches of five."""
    monkeypatch.setattr(publication, "READ_AT_ONCE", 5)
    texts = [line(n, f"{ODD} {n}", released="2010-12-01" if n % 3 else None) for n in range(CABLES)]
    with open_vault(tmp_path / "archive") as archive:
        take_in(archive, lines(tmp_path / "dump.jsonl", *texts))
        decisions.release_all(archive, GROUND)
        yield archive


def published(archive: ArchiveFolder, workers: int) -> Manifest:
    return publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW, workers=workers)


def everything(archive: ArchiveFolder) -> list[list[tuple[object, ...]]]:
    """All rows of the live edition's catalogue, but for the list of editions that were."""
    folder = open_live(archive, audience=Audience.PUBLIC).folder
    database = sqlite3.connect(folder / "catalogue.sqlite")
    names = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'edition'"
        )
    ]
    rows = [database.execute(f"SELECT * FROM {name}").fetchall() for name in names]  # noqa: S608
    database.close()
    return rows


def test_an_edition_is_the_same_whatever_the_number_of_workers(held: ArchiveFolder) -> None:
    made = []
    for workers in (0, 2):
        held.pointer(audience=Audience.PUBLIC).unlink(missing_ok=True)
        manifest = published(held, workers)
        made.append((manifest.content_digest, manifest.counts, everything(held)))

    assert made[0] == made[1]
    assert made[0][1]["cables"] == CABLES
    assert manifest.number == 2, "it was made twice"


def test_few_cables_are_worked_out_without_workers(
    held: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers take 0.3 s to start; that many cables are worked out sooner here."""
    monkeypatch.setattr(publication, "READ_AT_ONCE", CABLES // (WORTH_IT - 1) + 1)
    monkeypatch.setattr(crew, "_shared", None)

    assert published(held, 2).counts["cables"] == CABLES


def test_a_build_that_fails_ends_its_workers_and_leaves_the_old_edition(
    held: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(held, 2)
    take_in(held, lines(held.root / "more.jsonl", line(CABLES)))
    decisions.release_all(held, GROUND)
    monkeypatch.setattr(publication, "build", _failing)

    with pytest.raises(ReftelError, match="after ten cables"):
        published(held, 2)

    assert open_live(held, audience=Audience.PUBLIC).manifest == before


def _failing(*given: Iterator[object], **_: object) -> Manifest:
    assert len(list(islice(given[1], 10))) == 10
    raise ReftelError("The disk failed after ten cables.", "", "")


def test_the_memory_that_cables_on_the_way_take_has_a_limit(
    held: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []

    def measured(batch: list[Chosen]) -> list[Prepared]:
        sizes.append(len(batch))
        return []

    monkeypatch.setattr(publication, "BYTES_AT_ONCE", 1)
    monkeypatch.setattr(publication, "prepared", measured)

    published(held, 0)

    assert sizes == [1] * CABLES


def test_plates_that_cannot_be_removed_stop_no_withdrawal(held: ArchiveFolder) -> None:
    publication.follow(held, made_at=NOW)
    (held.plates / "000000.sqlite").mkdir(parents=True)
    decisions.withdraw(held, ["08EXAMPLETOWN7"], decisions.Ground(on=DAY, reason="Taken back."))

    with pytest.raises(ReftelError, match=r"000000\.sqlite holds pages of a former edition"):
        publication.follow(held, made_at=NOW)

    live = open_live(held, audience=Audience.PUBLIC)
    assert (live.manifest.number, live.record("08EXAMPLETOWN7")) == (2, None)
    assert [one.name for one in held.editions(audience=Audience.PUBLIC).iterdir()] == ["000002"]
