"""What was public of a cable before is what editions showed since it was withdrawn last."""

from datetime import date, timedelta
from pathlib import Path
from typing import Never

import pytest
from tests.holdings import NOW, ONE, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.compression import zstd
from reftel.edition import catalogue
from reftel.edition.build import PARTIAL
from reftel.edition.chronicle import Chronicle, Event
from reftel.edition.live import open_live
from reftel.edition.past import Change, Text, What
from reftel.edition.verify import verify
from reftel.redaction.values import Mark, Veil
from reftel.vault import decisions, publication, register
from reftel.vault.decisions import Ground
from reftel.vault.histories import Decided, Followed, history
from reftel.vault.models import Address, Publication

PUBLIC = Audience.PUBLIC
FIRST = date(2026, 3, 1)


def decided(*words: str) -> list[Decided]:
    """Decisions written short: "release A", "withdraw"; a day apart."""
    steps = [one.partition(" ") for one in words]
    return [
        Decided(number, verb, FIRST + timedelta(number), f"Because {number}.", digest, "")
        for number, (verb, _, digest) in enumerate(steps, start=1)
    ]


def veiled(number: int, digest: str, *roots: int, redacted: str | None = None) -> Decided:
    """A release under a veil of marks with these roots."""
    marks = [Mark.at("We met Doe.", 7, 10)._replace(root=root) for root in roots]
    written = Veil.of(marks).written if marks else ""
    return Decided(number, "release", FIRST, "", digest, "", written, redacted)


@pytest.mark.parametrize(
    ("steps", "texts", "changes"),
    [
        pytest.param([veiled(1, "A"), veiled(2, "A", 7)], [2], 2, id="marked: cut"),
        pytest.param([veiled(1, "A", 7), veiled(2, "A")], [1, 2], 2, id="lifted: shown as it was"),
        pytest.param(
            [veiled(1, "A"), veiled(2, "A", 7), veiled(3, "B")], [2, 3], 3,
            id="lifted: what was cut stays cut",
        ),
        pytest.param([veiled(1, "A", 7), veiled(2, "B", 7)], [1, 2], 2, id="marked in both"),
        pytest.param([veiled(1, "A", 7), veiled(2, "B", 7, 8)], [2], 2, id="one mark more"),
        pytest.param([veiled(1, "A", 7), veiled(2, "A", 7)], [1], 1, id="the same again"),
        pytest.param(
            [veiled(1, "A", 7, redacted="X"), veiled(2, "B", 7, redacted="X")], [1], 1,
            id="differ in what is held back alone",
        ),
        pytest.param(
            [veiled(1, "A", 7, redacted="X"), veiled(2, "B", 7, redacted="")], [], 2,
            id="a veil that cannot be laid",
        ),
    ],
)  # fmt: skip
def test_a_veil_cuts_off_what_showed_more(
    steps: list[Decided], texts: list[int], changes: int
) -> None:
    found = history(steps, Followed((1, 2, 3), (1, 2, 3)))

    assert [one.decided.id for one in found.texts] == texts
    assert len(found.changes) == changes


@pytest.mark.parametrize(
    ("steps", "followed", "texts", "changes"),
    [
        pytest.param(["release A"], {}, [(None, "A")], [(None, "added")], id="first"),
        pytest.param(["release A"], {7: 1}, [(7, "A")], [(7, "added")], id="second edition"),
        pytest.param(
            ["release A", "release B"],
            {1: 1},
            [(1, "A"), (None, "B")],
            [(1, "added"), (None, "changed")],
            id="corrected",
        ),
        pytest.param(
            ["release A", "release B"], {}, [(None, "B")], [(None, "added")], id="never shown"
        ),
        pytest.param(
            ["release A", "release B", "release C"],
            {1: 1, 2: 1, 4: 3},
            [(1, "A"), (4, "C")],
            [(1, "added"), (4, "changed")],
            id="one never shown",
        ),
        pytest.param(
            ["release A", "release A"], {1: 1}, [(1, "A")], [(1, "added")], id="the same again"
        ),
        pytest.param(
            ["release A", "withdraw"], {1: 1}, [], [(1, "added"), (None, "withdrawn")], id="gone"
        ),
        pytest.param(
            ["release A", "withdraw", "release B"],
            {1: 1},
            [(None, "B")],
            [(1, "added"), (None, "changed")],
            id="withdrawn between two editions",
        ),
        pytest.param(
            ["release A", "release B", "withdraw", "release C", "release D"],
            {1: 1, 2: 2, 3: 3, 4: 4, 5: 5},
            [(4, "C"), (5, "D")],
            [(1, "added"), (2, "changed"), (3, "withdrawn"), (4, "added"), (5, "changed")],
            id="withdrawn, and back",
        ),
        pytest.param(["release A", "withdraw"], {}, [], [], id="never was to be seen"),
        pytest.param(["withhold", "release A"], {1: 1}, [(None, "A")], [(None, "added")], id="let"),
        pytest.param(["release A", "release "], {1: 1}, [], [(1, "added"), (None, "withdrawn")],
                     id="a text that is no more"),
    ],
)  # fmt: skip
def test_a_history_is_what_editions_showed(
    steps: list[str],
    followed: dict[int, int],
    texts: list[tuple[int | None, str]],
    changes: list[tuple[int | None, str]],
) -> None:
    found = history(decided(*steps), Followed(tuple(followed), tuple(followed.values())))

    assert [(one.edition, one.decided.digest) for one in found.texts] == texts
    assert [(one.edition, one.what) for one in found.changes] == changes
    assert (found.withdrawn is not None) == (steps[-1] == "withdraw")


# ---- Through vault and edition


def ground(day: int, notice: str = "") -> Ground:
    return Ground(on=FIRST + timedelta(day), reason="Qwertyfoo", notice=notice)


@pytest.fixture
def corrected(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """Two editions: the second corrects one cable of two."""
    take_in(vault, lines(tmp_path / "a.jsonl", line(1, "Xyzzy grew."), line(2, released=None)))
    decisions.release_all(vault, ground(0))
    publish(vault)
    take_in(vault, lines(tmp_path / "b.jsonl", line(1, "Rye grew.", released="2012-01-01T00:00Z")))
    decisions.release_all(vault, ground(1, "A misprint."))
    publish(vault)
    return vault


def publish(archive: ArchiveFolder) -> int:
    return publication.publish(archive, audience=PUBLIC, made_at=NOW).number


def chronicle(archive: ArchiveFolder) -> Chronicle:
    return open_live(archive, audience=PUBLIC).chronicle


def words(archive: ArchiveFolder) -> bytes:
    """All bytes of the live edition, its records opened."""
    folder = open_live(archive, audience=PUBLIC).folder
    edition = open_live(archive, audience=PUBLIC)
    opened = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    with edition._connections.one() as database:
        for table in ("record", "earlier"):
            rows = database.execute(f"SELECT json FROM {table}")  # noqa: S608 -- two words
            opened += [zstd.decompress(blob) for (blob,) in rows]
    return b"".join(opened).lower()


def test_the_text_before_stays_with_what_readers_are_told(corrected: ArchiveFolder) -> None:
    found = chronicle(corrected)

    past = found.past(ONE)
    assert past.texts == (Text(1, "2026-03-01", ""), Text(2, "2026-03-02", "A misprint."))
    assert past.events == (
        Event(1, What.ADDED, "2026-03-01"),
        Event(2, What.CHANGED, "2026-03-02"),
    )
    assert "Xyzzy" in found.earlier(ONE, [1])[1]["text"]
    assert [(one.number, one.total, one.cables) for one in found.issues] == [(1, 2, 2), (2, 1, 2)]
    assert found.issues[0].digest != found.issues[1].digest
    assert verify(open_live(corrected, audience=PUBLIC).folder) == ()


def test_a_note_that_was_not_to_be_public_is_in_no_edition(corrected: ArchiveFolder) -> None:
    assert b"misprint" in words(corrected)
    assert b"qwertyfoo" not in words(corrected)


def test_withdrawn_and_released_again_nothing_of_before_is_shown(
    corrected: ArchiveFolder, tmp_path: Path
) -> None:
    """The way to correct a cable without showing what was there."""
    take_in(corrected, lines(tmp_path / "c.jsonl", line(1, "Oats.", released="2013-01-01T00:00Z")))
    decisions.withdraw(corrected, [ONE], Ground(on=FIRST, reason="To take a name out."))
    decisions.release(corrected, [ONE], ground(2, "A name was taken out."))
    assert publish(corrected) == 3

    past = chronicle(corrected).past(ONE)

    assert past.texts == (Text(3, "2026-03-03", "A name was taken out."),)
    assert [(one.edition, one.what) for one in past.events] == [
        (1, What.ADDED),
        (2, What.CHANGED),
        (3, What.CHANGED),
    ]
    assert past.at(2) is None
    assert past.was_public(2)
    for word in (b"xyzzy", b"rye grew", b"misprint", b"to take a name out"):
        assert word not in words(corrected)


def test_what_is_withdrawn_is_an_id_in_the_lists_of_editions(corrected: ArchiveFolder) -> None:
    decisions.withdraw(corrected, [ONE], Ground(on=FIRST, reason="Asked for."))
    publish(corrected)

    found = chronicle(corrected)
    assert [(one.edition, one.what, one.id, one.subject) for one in found.changes((1, 9))] == [
        (1, What.ADDED, ONE, None),
        (1, What.ADDED, "08EXAMPLETOWN2", "BLUE BARLEY"),
        (2, What.CHANGED, ONE, None),
        (3, What.WITHDRAWN, ONE, None),
    ]
    assert [one.cables for one in found.issues] == [2, 2, 1]


def test_the_staff_see_every_text_that_is_held(corrected: ArchiveFolder) -> None:
    publication.publish(corrected, audience=Audience.STAFF, made_at=NOW)

    found = open_live(corrected, audience=Audience.STAFF).chronicle
    assert found.past(ONE).texts == (Text(1, "2011-08-26", ""), Text(2, "2012-01-01", ""))
    assert "Xyzzy" in found.earlier(ONE, [1])[1]["text"]


def test_editions_that_are_lost_are_told_of_again_and_no_number_comes_twice(
    corrected: ArchiveFolder,
) -> None:
    before = chronicle(corrected)
    told, past, text = before.issues, before.past(ONE), before.earlier(ONE, [1])[1]["text"]
    for folder in corrected.editions(audience=PUBLIC).iterdir():
        folder.rename(corrected.root / f"lost-{folder.name}")
    corrected.pointer(audience=PUBLIC).unlink()

    assert publish(corrected) == 3

    after = chronicle(corrected)
    assert after.issues[:2] == told
    assert after.issues[2].digest == told[1].digest, "they say the same"
    assert after.past(ONE) == past
    assert after.earlier(ONE, [1])[1]["text"] == text


# ---- The register


def test_a_list_that_was_public_and_is_no_more_is_gone_and_its_words_with_it(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    odd = line(1).replace(b"SUBJECT: BLUE BARLEY", b"TAGS: XYZZY\\nSUBJECT: BLUE BARLEY")
    take_in(vault, lines(tmp_path / "a.jsonl", odd, line(2)))
    decisions.release_all(vault, ground(0))
    publish(vault)
    assert Address.objects.filter(kind="tag", key="XYZZY").count() == 1
    decisions.withdraw(vault, [ONE], Ground(on=FIRST, reason="Asked for."))
    publish(vault)

    found = chronicle(vault)
    assert found.gone("tag", "XYZZY")
    assert not found.gone("tag", "ECON")
    assert not found.gone("origin", "embassy-exampletown"), "it is here"
    assert b"xyzzy" not in words(vault)

    decisions.release(vault, [ONE], ground(1))
    publish(vault)
    assert not chronicle(vault).gone("tag", "XYZZY"), "it is back"


def test_an_edition_that_says_the_same_as_the_live_one_is_not_made_again(
    corrected: ArchiveFolder,
) -> None:
    assert publish(corrected) == 2
    assert Publication.objects.filter(live=True).count() == 2


class Killed(BaseException):
    pass


def publish_killed(archive: ArchiveFolder, patch: pytest.MonkeyPatch, *, flipped: bool) -> None:
    """Between writing down and going live, or between going live and writing that down."""
    really = Path.rename

    def killed(*_: object, **__: object) -> Never:
        raise Killed

    def killed_when_whole(path: Path, to: Path) -> Path:
        return killed() if path.parent.name == "unfinished" else really(path, to)

    with patch.context() as one:
        if flipped:
            one.setattr(register, "confirm", killed)
        else:
            one.setattr(Path, "rename", killed_when_whole)
        with pytest.raises(Killed):
            publish(archive)


round_the_flip = pytest.mark.parametrize(
    "flipped", [False, True], ids=["before it went live", "after"]
)


@round_the_flip
def test_killed_round_the_flip_the_register_knows_which_editions_were_public(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, flipped: bool
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1), line(2)))
    decisions.release(vault, [ONE], ground(0))
    publish_killed(vault, monkeypatch, flipped=flipped)
    assert list(Publication.objects.values_list("number", "live")) == [(1, False)]

    decisions.release_all(vault, ground(1))
    assert publish(vault) == 2
    assert [one.number for one in chronicle(vault).issues] == ([1, 2] if flipped else [2])
    events = chronicle(vault).past(ONE).events
    assert events == (Event(1 if flipped else 2, What.ADDED, "2026-03-01"),)
    assert not list(vault.editions(audience=PUBLIC).glob(f"*{PARTIAL}"))


@round_the_flip
def test_an_address_is_gone_only_if_the_edition_that_had_it_went_live(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, flipped: bool
) -> None:
    odd = line(1).replace(b"SUBJECT: BLUE BARLEY", b"TAGS: XYZZY\\nSUBJECT: BLUE BARLEY")
    take_in(vault, lines(tmp_path / "a.jsonl", odd, line(2)))
    decisions.release_all(vault, ground(0))
    publish_killed(vault, monkeypatch, flipped=flipped)

    decisions.withdraw(vault, [ONE], Ground(on=FIRST, reason="Asked for."))
    publish(vault)
    assert chronicle(vault).gone("tag", "XYZZY") is flipped


def test_a_damaged_edition_that_went_live_stands_in_no_ones_way(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(vault, lines(tmp_path / "a.jsonl", line(1)))
    decisions.release_all(vault, ground(0))
    publish_killed(vault, monkeypatch, flipped=True)
    (vault.editions(audience=PUBLIC) / "000001" / catalogue.NAME).write_bytes(b"no catalogue")

    assert publish(vault) == 2
    assert [one.number for one in chronicle(vault).issues] == [1, 2]


@pytest.mark.usefixtures("corrected")
def test_a_change_is_told_once_whatever_follows() -> None:
    (prepared, _) = publication.cables(audience=PUBLIC)

    assert prepared.changes == (
        Change(1, What.ADDED, "2026-03-01"),
        Change(2, What.CHANGED, "2026-03-02"),
    )
