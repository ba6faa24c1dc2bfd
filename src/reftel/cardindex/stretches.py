"""The stretches: the words and values of 4,096 cables, gathered by a process of its own.

What is gathered is told word by word in order, to be put together with others, and so are the
lines that results show. Nothing here hangs on any other cable: so a stretch is gathered in as
much memory as it takes, and stands for as long as its cables say the same.
"""

import struct
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import orjson

from reftel.cardindex.blocks import SIZE, block
from reftel.edition.program import program
from reftel.edition.read import Edition
from reftel.search.card import BETWEEN, Card, card
from reftel.search.fields import ValueField
from reftel.search.folding import WORD, key, one_line, words
from reftel.search.stems import stem
from reftel.telegram.cable import CableRecord

LINES, IN_FOLDER = 32, 512  # cables of a file of lines, and of a folder of these
SUBJECT = 10  # the weight from which on a word is in the subject
WEIGHED = SIZE // 8  # cables of a block, beyond which a word weighs too little to be weighed
MINUTE = len("2008-02-29T05:44")
LONGEST = 300  # characters of a subject or an origin in a line

# Parts of the alphabet: a word and its stem begin with the same letter, so lie in the same one.
# Of one letter each, as the first drawer of a part is told by one.
BEGINS = ("", "1", "2", "a", "b", "c", "d", "e", "f", "h", "j", "m", "n", "p", "r", "s", "t", "u")
STEMS, FORMS, VALUES = "stems", "forms", "values"
COUNTED = (ValueField.ORIGIN, ValueField.TAG, ValueField.CLASSIFICATION)
YEAR = "year"
COUNTERS = (*(field.value for field in COUNTED), YEAR)
PARTS = (
    *((STEMS, begin) for begin in BEGINS),
    *((FORMS, begin) for begin in BEGINS),
    (VALUES, ""),
    *((name, "") for name in COUNTERS),
    ("lines", ""),
)
SHOWN = len(PARTS) - 1  # the part of the lines
ENTRY = struct.Struct("<IHH")  # bytes of the word, cables, bytes of the block

Places: TypeAlias = "array[int]"

_ORDINARY = 500  # words of a cable that is neither long nor short
_ORDINARY_SUBJECT = 9
_MUCH = 0.6
_TOLD = (0.41, 0.51)
_OFTEN = 64  # as often as that a word stands in a cable, or more


@dataclass(slots=True)
class _Gathered:
    """Places in the stretch, by word; those of stems with the weight below the place."""

    words: dict[str, tuple[str, Places]] = field(default_factory=dict)  # with their stems
    stems: defaultdict[str, Places] = field(default_factory=lambda: defaultdict(_places))
    values: dict[str, Places] = field(default_factory=dict)
    counters: dict[str, dict[str, Places]] = field(
        default_factory=lambda: {name: {} for name in COUNTERS}
    )

    def met(self, word: str) -> tuple[str, Places]:
        """The stem and the places of a word that is met for the first time."""
        held = self.words[word] = (stem(word), _places())
        return held


def _places() -> Places:
    return array("H")


def gathered(edition: Path, places: Sequence[int]) -> tuple[bytes, ...]:
    """Each of PARTS, of the cables of these places in the order of ids; 0 is where none is."""
    found, lines = _Gathered(), list[bytes]()
    records = _opened(edition).placed([place for place in places if place])
    for at, place in enumerate(places):
        if not place:
            lines.append(b"null")
            continue
        record = next(records)
        made = card(record)
        _add_words(found, at, made)
        _add_values(found, at, made)
        lines.append(orjson.dumps(_line(record)))
    return (*_told(found), b"\n".join(lines))


def basis(edition: Path, places: Sequence[int]) -> bytes:
    """What a stretch is gathered from, as a digest: this program, and its cables as they stand."""
    found = sha256(_program())
    records = _opened(edition).blobs([place for place in places if place])
    for place in places:
        blob = next(records) if place else b""
        found.update(len(blob).to_bytes(8, "little") + blob)
    return found.digest()


@cache
def _program() -> bytes:
    """The digest of all that decides what is gathered of a cable."""
    found = sha256(program().encode())
    for path in sorted(files("reftel.cardindex").iterdir(), key=lambda one: one.name):
        if path.name.endswith(".py"):
            found.update(path.read_bytes())
    return found.digest()


@lru_cache(maxsize=1)
def _opened(edition: Path) -> Edition:
    return Edition(edition)


def _add_words(found: _Gathered, at: int, made: Card) -> None:
    times = Counter(WORD.findall(BETWEEN.join(made.body)))
    stems: dict[str, int] = {}
    known = found.words
    for word, count in times.items():
        stemmed, places = known.get(word) or found.met(word)
        if stemmed:  # else it is too long to be a word
            places.append(at)
            stems[stemmed] = stems.get(stemmed, 0) + count
    plain, beside = _levels(times.total())
    subject = Counter(map(stem, WORD.findall(made.subject)))
    length = subject.total()
    for stemmed, count in stems.items():
        often = min(_OFTEN, count)
        if stemmed in subject:
            weight = SUBJECT + 2 * _of_subject(subject[stemmed], length) + beside[often]
        else:
            weight = plain[often]
        found.stems[stemmed].append(at << 4 | weight)


@lru_cache(maxsize=10_000)
def _levels(words: int) -> tuple[list[int], list[int]]:
    """How much a cable of so many words is about one that stands in it so often, as weights.

    The first for a word that is not in the subject, the second for one that is; of BM25.
    """
    shortness = 1.2 * (0.25 + 0.75 * words / _ORDINARY)
    shares = [often / (often + shortness) for often in range(_OFTEN + 1)]
    return [int(SUBJECT * share) for share in shares], [int(share > _MUCH) for share in shares]


@lru_cache(maxsize=10_000)
def _of_subject(times: int, words: int) -> int:
    """How much a subject of so many words tells of one that stands in it so often: 0 to 2."""
    return bisect_right(_TOLD, times / (times + 1.2 * (0.25 + 0.75 * words / _ORDINARY_SUBJECT)))


def _add_values(found: _Gathered, at: int, made: Card) -> None:
    """Each value as it is counted, as a whole, and by its words: ``tag:doe john``, ``tag/doe``."""
    asked: dict[str, None] = {}
    of_field = {one.value: made.values[one] for one in COUNTED} | {YEAR: made.year}
    for name, values in of_field.items():
        for value in values:
            _of(found.counters[name], one_line(value)).append(at)
            asked[f"{name}:{key(value)}"] = None
            asked |= {f"{name}/{word}": None for word in words(value) if stem(word)}
    for one in asked:
        _of(found.values, one).append(at)


def _of(places: dict[str, Places], word: str) -> Places:
    held = places.get(word)
    if held is None:
        held = places[word] = _places()
    return held


def _line(record: CableRecord) -> list[str]:
    """What a result shows of a cable: id, subject, origin, creation, classification."""
    subject, origin = one_line(record["subject"]), one_line(record["origin"])
    created, level = (record["created"] or "")[:MINUTE], one_line(record["classification"])
    return [record["id"], subject[:LONGEST], origin[:LONGEST], created, level[:LONGEST]]


def _told(found: _Gathered) -> Iterator[bytes]:
    by_kind: Mapping[str, Mapping[str, Places]] = {
        STEMS: found.stems,
        FORMS: {word: places for word, (stemmed, places) in found.words.items() if stemmed},
        VALUES: found.values,
        **found.counters,
    }
    for kind, some in _in_parts(by_kind):
        packed = _weighed if kind == STEMS else block
        yield b"".join(_entries(by_kind[kind], some, packed))


def part_of(word: str) -> int:
    """Which of BEGINS a word, or a stem, lies in."""
    return bisect_right(BEGINS, word) - 1


def _in_parts(by_kind: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, list[str]]]:
    """The words of each of PARTS, in order."""
    parts: list[list[str]] = [[] for _ in BEGINS]
    for kind, held in by_kind.items():
        if kind not in {STEMS, FORMS}:
            yield kind, sorted(held)
            continue
        for some in parts:
            some.clear()
        for word in sorted(held):
            parts[part_of(word)].append(word)
        yield from ((kind, some) for some in parts)


def _entries(
    held: Mapping[str, Places], some: list[str], packed: Callable[[Sequence[int]], bytes]
) -> Iterator[bytes]:
    for word in some:
        name, places = word.encode(), held[word]
        content = packed(places)
        yield ENTRY.pack(len(name), len(places), len(content)) + name + content


def _weighed(postings: Sequence[int]) -> bytes:
    """The block of a stem, and its weights; of a frequent one of those with it in their subject."""
    places = [one >> 4 for one in postings]
    if len(places) <= WEIGHED:
        weights = [one & 15 for one in postings]
        pairs = zip(weights[::2], [*weights[1::2], 0], strict=False)
        return block(places) + bytes(one | other << 4 for one, other in pairs)
    subjects = [one for one in postings if one & 15 >= SUBJECT]
    if len(subjects) > WEIGHED:
        return block(places) + block([one >> 4 for one in subjects])
    return block(places) + (_weighed(subjects) if subjects else b"\0")
