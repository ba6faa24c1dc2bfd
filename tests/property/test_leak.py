"""The leak property: what was never public leaves no trace in what is.

Two archives live through the same events. They hold the same, but for what is held back:
other words stand there, longer or shorter, and cables that are never public are not there at
all in the one. Readers are shown the same, byte for byte; and no word that is held back
stands in any byte of the edition.
"""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db.models import Max
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.holdings import DAY, lines, open_vault, take_in
from tests.leak import in_terms, leaks
from tests.reader import reader
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import catalogue
from reftel.edition.live import open_live
from reftel.redaction.values import Kind, Veil
from reftel.site import database
from reftel.telegram.cable import as_json
from reftel.vault import decisions, marking, publication
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.marking import By
from reftel.vault.models import Decision, Revision, Verb
from reftel.vault.originals import Originals
from reftel.vault.veils import current

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BY = By(author="doe", at=NOON, reason="qzreason")
GROUND = Ground(on=DAY, reason="qznote", notice="Corrected.", author="doe", at=NOON)
TAKEN_BACK = Ground(on=DAY, reason="Taken back.", author="doe", at=NOON)
CABLES = (1, 2, 3)
VERSIONS = ("2010-12-01T00:00Z", "2011-08-26T00:00Z")  # of a text, by the day of its release
SLOTS = ("sender", "tag", "subject", "name", "again", "row", "paragraph", "signer")
Slot = tuple[int, int, str]  # a cable, a version, a place in it
Step = tuple[str, int, str]
CABLE, VERSION, PLACE = st.sampled_from(CABLES), st.integers(0, 1), st.sampled_from(SLOTS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), CABLE, VERSION.map(str)),
        st.tuples(st.just("mark"), CABLE, PLACE),
        st.tuples(st.just("lift"), CABLE, st.integers(0, 3).map(str)),
        st.tuples(st.sampled_from(["release", "withhold", "withdraw"]), CABLE, st.just("")),
        st.tuples(st.just("release all"), st.just(0), st.just("")),
        st.tuples(st.just("publish"), st.just(0), st.just("")),
    ),
    min_size=4,
    max_size=16,
)


NUMBERS = count(1)


class World(NamedTuple):
    """An archive's share of what differs: what stands in each slot, and which cables there are."""

    words: dict[Slot, str]
    cables: frozenset[int] = frozenset(CABLES)


def canary(slot: Slot) -> str:
    """A word found nowhere else, for each slot; in some another one in the later text."""
    cable, version, place = slot
    later = version and place in {"again", "row"}
    return f"Qz{place}{'abc'[cable - 1]}{'later' if later else 'x'}"


EVERY = [(cable, version, place) for cable in CABLES for version in (0, 1) for place in SLOTS]
CANARIES = {slot: canary(slot) for slot in EVERY}
SHAPES = (
    "Zw{0}",
    "Zwlonglonglonglonglonglonglong{0} zwvon{0} zwder{0} zwlonger{0}",
    "Zw{0} zwo{0}",
)


def others(shown: set[str]) -> dict[Slot, str]:
    """Other words in the slots whose own were never shown: longer, or more."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(CANARIES.values()))}
    return {
        slot: word if word in shown else SHAPES[numbers[word] % 3].format(f"v{numbers[word]}")
        for slot, word in CANARIES.items()
    }


def text(cable: int, version: int, words: dict[Slot, str]) -> tuple[str, str]:
    """Header and text of a cable, with its words in their slots, set as telegrams are."""
    at = {place: words[cable, version, place] for place in SLOTS}
    header = f"R 040544Z JAN 08\nFM AMEMBASSY EXAMPLETOWN\nTO {at['sender'].upper()}\nTO BONN"
    told = textwrap.fill(
        f"1. (C) In version {version + 1} we met {at['name']} of the ministry, who said that the"
        f" harvest was good; {at['again']} was not there. See EXAMPLETOWN {cable % 3 + 1}.", 62,
    )  # fmt: skip
    subject = textwrap.fill(f"SUBJECT: BARLEY {cable} AND {at['subject']} IN THE NORTH", 62)
    held = textwrap.fill(f"3. (C) {at['paragraph']}", 62)
    wide = max(len(at["row"]), 8) + 3
    rows = f"{at['row']:<{wide}}Minister   1\n{'ANNA DOE':<{wide}}Deputy     2"
    body = (
        f"C O N F I D E N T I A L EXAMPLETOWN {cable:06}\n\nSIPDIS\n\nE.O. 12958: N/A\n"
        f"TAGS: PGOV, ({at['tag'].upper()}), ECON\n{subject}\n\n{told}\n\n2. (U) A list:\n\n{rows}"
        f"\n\n{held}\n\n4. (U) The end.\n\n{at['signer'].upper()}\n"
    )
    return header, body


class Life:
    """An archive that lives through events, and tells what came of each."""

    def __init__(self, archive: ArchiveFolder, world: World) -> None:
        self.archive, self._world = archive, world
        self._sources = archive.root.parent
        self.shown: set[str] = set()  # what of what differs any edition had to show
        self.now: set[str] = set()  # the last one
        self.ever: set[str] = set()  # cables of which an edition had a text
        self._showed: dict[str, dict[int, tuple[frozenset[int], set[str]]]] = {}

    def live(self, steps: Iterable[Step]) -> list[str]:
        """What came of each step that is about a cable which is there, and of a last edition."""
        told = [self._told(step) for step in steps if step[1] in {0, *self._world.cables}]
        return [*told, self._told(("publish", 0, ""))]

    def _told(self, step: Step) -> str:
        try:
            return self._do(*step)
        except UndecidableError as refused:
            return refused.happened.partition(":")[0]

    def _do(self, verb: str, cable: int, detail: str) -> str:
        ids = [f"08EXAMPLETOWN{cable}"]
        if verb == "import":
            self._import(cable, int(detail))
        elif verb == "mark":
            return self._mark(ids[0], cable, detail)
        elif verb == "lift":
            return self._lift(ids[0], int(detail))
        elif verb == "release":
            return str(decisions.release(self.archive, ids, GROUND))
        elif verb == "withhold":
            decisions.withhold(self.archive, ids, GROUND)
        elif verb == "withdraw":
            decisions.withdraw(self.archive, ids, TAKEN_BACK)
        elif verb == "release all":
            decisions.release_all(self.archive, GROUND)
        else:
            self._publish()
        return verb

    def _import(self, cable: int, version: int) -> None:
        header, body = text(cable, version, self._world.words)
        dates = [{"kind": "released", "value": VERSIONS[version], "source": "page-2011"}]
        record = cable_record(f"08EXAMPLETOWN{cable}", header=header, text=body, dates=dates)
        take_in(self.archive, lines(self._sources / f"qzfile{cable}.jsonl", as_json(record)))

    def _mark(self, id_: str, cable: int, place: str) -> str:
        """Mark what stands in a slot of the text that the cable has now, wherever it stands."""
        whole = current(id_).whole
        for version in (0, 1):
            words = self._world.words[cable, version, place]
            for form in (words, words.upper()):
                pattern = " ".join(form.split())
                flat = whole.replace("\n", " ")
                if pattern in flat:
                    at = flat.index(pattern)
                    kind = Kind.PARAGRAPH if place == "paragraph" else Kind.WORDS
                    marking.mark(id_, at, at + len(pattern), by=BY, code="B6", kind=kind)
                    return f"marked {version}"
        return "nothing to mark"

    def _lift(self, id_: str, number: int) -> str:
        rows = [row for row in marking.marks(id_) if row.state in {"standing", "adrift"}]
        if number >= len(rows):
            return "nothing to lift"
        marking.lift(rows[number].pk, by=BY)
        return rows[number].state

    def _publish(self) -> None:
        publication.publish(self.archive, audience=Audience.PUBLIC, made_at=NOON, author="doe")
        self.now = set()
        for decision in Decision.objects.standing().filter(verb=Verb.RELEASE):
            self.ever.add(decision.cable_id)
            self.now |= self._open(decision)
        self.shown |= self.now

    def _open(self, decision: Decision) -> set[str]:
        """The words that a release shows, and those of the earlier texts that it leaves there."""
        veil = Veil.read(decision.veil.marks) if decision.veil else Veil(())
        cable = int(decision.cable_id[-1])
        text = Revision.objects.get(cable=decision.cable, witnesses__original=decision.original)
        words = [self._world.words[cable, VERSIONS.index(text.released), place] for place in SLOTS]
        held = " ".join(mark.words for mark in veil.marks).lower()
        mine = {word for word in words if word.lower() not in held}
        showed = self._showed.setdefault(decision.cable_id, {})
        showed[decision.pk] = (veil.roots, mine)
        back = Decision.objects.filter(cable=decision.cable, verb=Verb.WITHDRAW)
        since = back.aggregate(last=Max("pk"))["last"] or 0
        kept = [(pk, *one) for pk, one in showed.items() if pk > since]
        return {word for _, roots, words in kept if veil.roots <= roots for word in words}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive that holds nothing yet, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Originals, "settle", lambda _: None)  # nothing here has to last
        root = tmp_path_factory.mktemp("leak") / "empty"
        with open_vault(root):
            pass
        yield root


def lived(empty: Path, name: str, world: World, steps: Sequence[Step]) -> tuple[Life, list[str]]:
    """A copy of the empty archive, after the events."""
    root = empty.parent / f"{name}{next(NUMBERS)}" / "archive"
    shutil.copytree(empty, root)
    archive = ArchiveFolder(root)
    database.open_vault(archive)
    try:
        life = Life(archive, world)
        return life, life.live(steps)
    finally:
        database.close_vault()


def pages(archive: ArchiveFolder) -> dict[str, bytes]:
    """Every page that links lead to."""
    return {
        address: answer.body
        for address, answer in reader(archive).walk(one_in=50)
        if not address.startswith("/static/")
    }


REDACTED = [
    ("import", 1, "0"), ("import", 2, "0"), ("import", 3, "0"),
    *(("mark", 1, place) for place in SLOTS),
    ("release all", 0, ""), ("publish", 0, ""),
    ("import", 1, "1"), ("mark", 2, "name"), ("mark", 2, "tag"), ("lift", 1, "0"), ("lift", 1, "0"),
    ("lift", 1, "0"), ("release", 1, ""), ("release", 2, ""), ("publish", 0, ""),
    ("withdraw", 3, ""), ("publish", 0, ""), ("release", 3, ""),
]  # fmt: skip


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@example(steps=REDACTED)
@given(steps=STEPS)
def test_what_was_never_public_leaves_no_trace(empty: Path, steps: list[Step]) -> None:
    mine, told = lived(empty, "mine", World(CANARIES), steps)
    ever = frozenset(cable for cable in CABLES if f"08EXAMPLETOWN{cable}" in mine.ever)
    theirs, also = lived(empty, "theirs", World(others(mine.shown)), steps)
    without, _ = lived(empty, "without", World(others(mine.shown), ever), steps)

    assert told == also
    kept = [content(life.archive) for life in (mine, theirs, without)]
    assert kept[0] == kept[1] == kept[2]
    assert pages(mine.archive) == pages(without.archive)
    live = open_live(mine.archive, audience=Audience.PUBLIC)
    secret = sorted(set(CANARIES.values()) - mine.now)
    assert leaks(live.folder, [*secret, "qzreason", "qznote", "qzfile"]) == []
    assert in_terms(live.searcher, secret) == []


def content(archive: ArchiveFolder) -> bytes:
    """The catalogue of the live edition, as it lies on the disk."""
    return (open_live(archive, audience=Audience.PUBLIC).folder / catalogue.NAME).read_bytes()
