"""What a release works out: what changed, and all of it where what was kept is not sound."""

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import basis, build, workings
from reftel.edition.live import open_live
from reftel.edition.manifest import Manifest
from reftel.edition.prepared import Prepared
from reftel.edition.verify import verify
from reftel.vault import decisions, publication
from reftel.vault.audit import Hand
from reftel.vault.decisions import Ground
from reftel.vault.preparation import Chosen
from reftel.vault.rereading import reread

GROUND = Ground(on=DAY, reason="It was asked for.")
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
CABLES = 6


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cables were worked out, batch by batch."""
    counted: list[int] = []
    really = publication.prepared

    def counting(batch: list[Chosen]) -> list[Prepared]:
        counted.append(len(batch))
        return really(batch)

    monkeypatch.setattr(publication, "prepared", counting)
    return counted


@pytest.fixture
def released(vault: ArchiveFolder, tmp_path: Path, prepared: list[int]) -> ArchiveFolder:
    """An archive whose editions show all cables but the last."""
    take_in(vault, lines(tmp_path / "a.jsonl", *map(line, range(CABLES))))
    decisions.release(vault, [id_(number) for number in range(CABLES - 1)], GROUND)
    for audience in Audience:
        publish(vault, audience)
    prepared.clear()
    return vault


def id_(number: int) -> str:
    return f"08EXAMPLETOWN{number}"


def publish(archive: ArchiveFolder, audience: Audience = PUBLIC) -> Manifest:
    manifest = publication.publish(archive, audience=audience, made_at=NOW)
    folder = open_live(archive, audience=audience).folder
    assert verify(folder) == ()
    return manifest


def ids(archive: ArchiveFolder, audience: Audience = PUBLIC) -> list[str]:
    return [record["id"] for record in open_live(archive, audience=audience).records()]


def test_a_release_works_out_what_it_releases(released: ArchiveFolder, prepared: list[int]) -> None:
    decisions.release(released, [id_(CABLES - 1)], GROUND)

    publish(released)

    assert sum(prepared) == 1
    assert len(ids(released)) == CABLES


def test_a_withdrawal_works_out_nothing(released: ArchiveFolder, prepared: list[int]) -> None:
    decisions.withdraw(released, [id_(2)], GROUND)

    publish(released)

    assert sum(prepared) == 0
    assert ids(released) == [id_(number) for number in (0, 1, 3, 4)]


def test_a_correction_works_out_the_cable_and_keeps_its_earlier_text(
    released: ArchiveFolder, tmp_path: Path, prepared: list[int]
) -> None:
    text = line(2, "The harvest was poor.", released="2011-09-02T00:00Z")
    take_in(released, lines(tmp_path / "b.jsonl", text))
    decisions.release(released, [id_(2)], Ground(on=DAY, notice="It was not good."))
    publish(released)
    decisions.release(released, [id_(CABLES - 1)], GROUND)

    publish(released)

    assert sum(prepared) == 2, "the corrected one, and the one that came after"
    past = open_live(released, audience=PUBLIC).chronicle.past(id_(2), 9)
    assert [text.notice for text in past.texts] == ["", "It was not good."]


def test_the_staff_see_a_text_that_came_in(
    released: ArchiveFolder, tmp_path: Path, prepared: list[int]
) -> None:
    take_in(released, lines(tmp_path / "b.jsonl", line(2, "The harvest was poor."), line(7)))

    publish(released, STAFF)

    assert sum(prepared) == 2
    assert len(ids(released, STAFF)) == CABLES + 1


def test_after_another_program_all_is_worked_out(
    released: ArchiveFolder, prepared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basis, "program", lambda: "another")
    decisions.withdraw(released, [id_(2)], GROUND)

    publish(released)

    assert sum(prepared) == CABLES - 2


def test_where_the_edition_before_is_damaged_all_is_worked_out(
    released: ArchiveFolder, prepared: list[int]
) -> None:
    path = open_live(released, audience=PUBLIC).folder / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    decisions.withdraw(released, [id_(2)], GROUND)

    publish(released)

    assert sum(prepared) == CABLES - 2


@pytest.mark.parametrize(
    ("words", "others"),
    [(b'"held":[[0,1,2,3,4]]', b'"held":[[0,2,1,3,4]]'), (b'"2008-02"', b'"2008-03"')],
)
def test_where_the_last_lines_of_what_was_kept_are_changed_all_is_worked_out(
    released: ArchiveFolder, prepared: list[int], words: bytes, others: bytes
) -> None:
    """Which cables a part of the index holds, and what a number of a shelf stands for."""
    path = next(released.workings(audience=PUBLIC).iterdir())
    *lines_of_cables, told, last, _ = path.read_bytes().split(b"\n")
    assert words in told
    path.write_bytes(b"\n".join((*lines_of_cables, told.replace(words, others), last, b"")))
    decisions.withdraw(released, [id_(2)], GROUND)

    publish(released)

    assert sum(prepared) == CABLES - 2


def test_where_what_was_kept_cannot_be_read_a_withdrawal_is_published_all_the_same(
    released: ArchiveFolder, prepared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = workings.Kept.cables

    def unread(kept: workings.Kept) -> Iterator[workings.Worked]:
        monkeypatch.setattr(Path, "open", failing)
        return really(kept)

    opened = Path.open

    def failing(path: Path, *how: object, **more: object) -> object:
        if "workings" in path.parts and path.suffix != build.PARTIAL and how == ("rb",):
            raise OSError(errno.EIO, "Input/output error")
        return opened(path, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(workings.Kept, "cables", unread)
    decisions.withdraw(released, [id_(2)], GROUND)

    publish(released)

    assert sum(prepared) == CABLES - 2
    assert id_(2) not in ids(released)


def test_where_nothing_changed_the_files_are_looked_through_once(
    released: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    really = basis.damaged_files

    def counted(folder: Path, made: Manifest) -> Iterator[str]:
        looked.append(folder)
        return iter(list(really(folder, made)))

    for module in (basis, build):
        monkeypatch.setattr(module, "damaged_files", counted)

    assert publish(released).number == 1
    assert looked == [open_live(released, audience=PUBLIC).folder]


def test_what_was_worked_out_is_forgotten_when_everything_is_read_again(
    released: ArchiveFolder,
) -> None:
    reread(released, workers=0, hand=Hand("", NOW))

    assert [list(released.workings(audience=audience).iterdir()) for audience in Audience] == [
        [],
        [],
    ]


def test_what_is_decided_meanwhile_is_in_the_next_edition(
    released: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody withdraws a cable on another connection while cables are being read."""
    really = publication.cables

    def interrupted(**choices: object) -> Iterator[Prepared]:
        coming = really(**choices)  # type: ignore[arg-type]
        yield next(coming)
        database = sqlite3.connect(released.database)
        database.execute(
            'INSERT INTO vault_decision (cable_id, verb, "on", batch, reason, notice, author) '
            "VALUES (?, 'withdraw', '2026-03-02', '', 'Gone.', '', '')",
            (id_(3),),
        )
        database.commit()
        database.close()
        yield from coming

    decisions.withdraw(released, [id_(2)], GROUND)
    with monkeypatch.context() as patch:
        patch.setattr(publication, "cables", interrupted)
        publish(released)

    assert id_(3) in ids(released)
    assert not publication.is_followed(released)
    publish(released)
    assert ids(released) == [id_(0), id_(1), id_(4)]
