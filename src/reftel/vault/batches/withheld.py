"""The withheld: what a rehearsal looks for, told from the vault and not from the edition.

Of the cables that an edition changes everything is looked at; of those that are held only a
sample, another for each edition. A word is withheld if it stands under a mark or in a text
that is not public, and in nothing that is: not in the texts that these cables show, and in
no other cable of the live edition, whose index says how many have it. What the new edition
says does not count: a leak would excuse itself.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.standing import Standing
from reftel.errors import ReftelError
from reftel.search.card import card
from reftel.search.clauses import Match, Or, Value, Words
from reftel.search.fields import ValueField
from reftel.search.folding import words
from reftel.search.query import Query
from reftel.telegram.cable import CableRecord
from reftel.vault.batches import everyday
from reftel.vault.batches.texts import Texts, texts
from reftel.vault.models import Cable, Decision, DecisionQuerySet, Verb

AT_ONCE = 200
HELD = 200  # cables that are held, of which all words are looked at
MOST_WORDS = 200_000
_SHORTEST = 3
_DIGITS = 5  # figures under a mark have to be as many: shorter numbers are everywhere
_ID = re.compile(r"[0-9]{2}[a-z]+[0-9]+")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words that stand in nothing public, by cable phrases that no public text of it has, and
    ids of cables that are held and that nothing public names.
    """  # noqa: D205 -- one sentence

    words: frozenset[str] = frozenset()
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[str, ...] = ()


class _Gathered:
    """The words of the cables that are looked at, by where they stand."""

    def __init__(self) -> None:
        self.marked: set[str] = set()
        self.closed: set[str] = set()
        self.open: set[str] = set()
        self.had: Counter[str] = Counter()  # in how many of these cables, as they are live now

    def take(self, found: Texts) -> None:
        self.marked |= found.marked
        self.closed |= found.closed
        self.open |= found.open


def withheld(archive: ArchiveFolder, candidate: Edition, changed: Sequence[str]) -> Withheld:
    """What must not be found in an edition that is to follow the live one."""
    live, gathered, own = _live(archive), _Gathered(), dict[str, tuple[str, ...]]()
    for some in _some(changed):
        for id_, found in texts(some).items():
            gathered.take(found)
            if found.phrases:
                own[id_] = found.phrases
        for record in live.some(some) if live else ():
            gathered.had.update(_said(record))
    written = everyday.of_keepers(archive)
    held = _held(candidate, written.text)
    for some in _some(held):
        for found in texts(some).values():
            gathered.closed |= found.closed
    if live is None and _released().count() > len(changed):
        return Withheld(own=own, held=held)  # nobody knows what the others say
    closed = {word for word in gathered.closed if not word.isdigit()}
    asked = gathered.marked | (closed - written.words - _notices())
    asked -= gathered.open | everyday.of_program()
    asked -= everyday.of_shelves(live, changed) if live else set()
    asked -= _once_public(asked)
    secret = [word for word in sorted(asked) if _tells(word)]
    there = live.searcher.standing(secret) if live else set()
    kept = (
        word for word in secret if word not in there or _elsewhere(live, word) <= gathered.had[word]
    )
    return Withheld(frozenset(islice(kept, MOST_WORDS)), own, held)


def strangers(candidate: Edition) -> Iterator[str]:
    """The cables of an edition that nobody released: of all that it holds, not of a sample."""
    released = set(_released().values_list("cable_id", flat=True).iterator())
    every = candidate.released(1, candidate.manifest.counts["cables"])
    return (id_ for id_, _ in every if id_ not in released)


def _released() -> DecisionQuerySet:
    return Decision.objects.standing().filter(verb=Verb.RELEASE)


def _live(archive: ArchiveFolder) -> Edition | None:
    try:
        live = open_live(archive, audience=Audience.PUBLIC)
        live.searcher  # noqa: B018 -- raises where it cannot be asked
    except ReftelError:
        return None
    return live


def _said(record: CableRecord) -> set[str]:
    """The words of a cable, of its text and of each value that search knows of it."""
    held = card(record)
    return set(chain.from_iterable(map(words, chain(held.body, *held.values.values()))))


def _elsewhere(live: Edition | None, word: str) -> int:
    """In how many cables of the live edition a word stands, whatever the field."""
    if live is None:
        return 0
    in_values = (Value(field, word, Match.WORDS) for field in ValueField)
    asked = Or((Words((word,), exact=True), *in_values))
    return live.searcher.find(Query(word, asked), limit=0).total


def _held(candidate: Edition, written: str) -> tuple[str, ...]:
    """Some cables that never were public and that nothing public names."""
    public = Decision.objects.filter(verb__in=[Verb.RELEASE, Verb.WITHDRAW]).values("cable")
    ids = list(Cable.objects.exclude(id__in=public).order_by("id").values_list("id", flat=True))
    chance = random.Random(candidate.manifest.number)  # noqa: S311 -- a sample, no secret
    some = chance.sample(ids, min(HELD, len(ids)))
    absent = {Standing.CITED, Standing.CARD}
    named = {id_ for id_, how in candidate.standing(some).items() if how in absent}
    return tuple(id_ for id_ in some if id_ not in named and id_ not in written)


def _notices() -> set[str]:
    """The words that readers were ever told by people, of releases and withdrawals."""
    notices = Decision.objects.exclude(notice="").values_list("notice", flat=True)
    reasons = Decision.objects.filter(verb=Verb.WITHDRAW).values_list("reason", flat=True)
    return set(chain.from_iterable(map(words, chain(notices.distinct(), reasons.distinct()))))


def _once_public(asked: Iterable[str]) -> set[str]:
    """The ids among some words of cables that are, or were, public: their notices have them."""
    ids = [word.upper() for word in asked if _ID.fullmatch(word)]
    public = set[str]()
    for some in _some(ids):
        decided = Decision.objects.filter(cable__in=some, verb__in=[Verb.RELEASE, Verb.WITHDRAW])
        public.update(id_.lower() for id_ in decided.values_list("cable_id", flat=True))
    return public


def _tells(word: str) -> bool:
    return len(word) >= (_DIGITS if word.isdigit() else _SHORTEST)


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
