"""Where the words of a clause stand in plain text, with no index needed.

A word is found by its first letters and only then looked at, so that most of a text is passed
over at the speed of ``str.find``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple, Protocol

from reftel.search.card import BETWEEN
from reftel.search.clauses import Fuzzy, Near, Prefix, Textual, Words
from reftel.search.folding import WORD
from reftel.search.slips import within
from reftel.search.stems import leads, stem

Place = tuple[int, int]  # from where to where in a text

# What is not ASCII in plain text is part of a word.
_PARTED = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))


class Find(NamedTuple):
    """A place where something of a clause stands; clauses are numbered by whoever asks."""

    start: int
    end: int
    clause: int


class Lamp(Protocol):
    """One clause, ready to be looked for."""

    def finds(self, text: str, most: int) -> Iterable[Place]:
        """Where its words stand; no more than ``most`` of each way to begin one."""
        ...


def finds(text: str, lamps: Iterable[tuple[int, Lamp]], most: int) -> list[Find]:
    """Where the words of all clauses stand in plain text, in order."""
    found = [
        Find(start, end, clause) for clause, lamp in lamps for start, end in lamp.finds(text, most)
    ]
    found.sort()
    return found


def lamp(clause: Textual) -> Lamp | None:
    """What looks for a clause; None for words that no index keeps, being too long."""
    match clause:
        case Prefix(letters):
            return _Run((letters,), ("",), _nothing)
        case Fuzzy(word, distance):
            return _Nearly(word, distance)
        case Words(words, _, exact):
            if not all(map(stem, words)):
                return None
            return _Run(words[:1], words, _itself) if exact else _run(tuple(map(stem, words)))
        case Near(words, between):
            stems = tuple(map(stem, words))
            return _Together.of(stems, between) if all(stems) else None


@dataclass(frozen=True, slots=True)
class _Run:
    """Words side by side. ``begins`` are how the first may begin; ``form`` is what is compared."""

    begins: tuple[str, ...]
    wanted: tuple[str, ...]
    form: Callable[[str], str]

    def finds(self, text: str, most: int) -> Iterator[Place]:
        for begin in self.begins:
            at = text.find(begin)
            for _ in range(most):
                if at < 0:
                    break
                end = 0 if at and text[at - 1].isalnum() else self._end(text, at)
                if end:
                    yield at, end
                at = text.find(begin, max(end, at + 1))

    def _end(self, text: str, at: int) -> int:
        """Where the words that begin at ``at`` end; 0 where they are not there."""
        end = at
        for wanted in self.wanted:
            word = WORD.search(text, end)
            if word is None or BETWEEN in text[end : word.start()]:
                return 0
            if self.form(word.group()) != wanted:
                return 0
            end = word.end()
        return end


def _run(stems: tuple[str, ...]) -> _Run:
    return _Run(leads(stems[0]), stems, stem)


def _itself(word: str) -> str:
    return word


def _nothing(word: str) -> str:
    """Nothing is left of a word to compare, unless it is too long to be kept."""
    return "" if stem(word) else word


@dataclass(frozen=True, slots=True)
class _Nearly:
    """Any word a few letters away."""

    word: str
    distance: int

    def finds(self, text: str, most: int) -> Iterator[Place]:
        for word in set(text.encode().translate(_PARTED).decode().split()):
            if _fits(word, self.word, self.distance):
                yield from _Run((word,), (word,), _itself).finds(text, most)


@lru_cache(maxsize=20_000)
def _fits(word: str, wanted: str, distance: int) -> bool:
    return within(word, wanted, distance)


class _Placed(NamedTuple):
    start: int
    end: int
    run: int  # which word it is
    at: int  # how many words stand before it


@dataclass(frozen=True, slots=True)
class _Together:
    """Several words in any order, any two of them at most ``reach`` places apart."""

    runs: tuple[_Run, ...]  # each of another word
    pairs: frozenset[tuple[int, int]]  # of runs that have to stand near each other
    reach: int

    @classmethod
    def of(cls, stems: tuple[str, ...], between: int) -> "_Together":
        each = list(dict.fromkeys(stems))
        numbers = sorted(map(each.index, stems))
        runs = tuple(_run((one,)) for one in each)
        return cls(runs, frozenset(combinations(numbers, 2)), len(stems) - 1 + between)

    def finds(self, text: str, most: int) -> Iterator[Place]:
        """The words that stand near another one, in each paragraph where all of them do."""
        for _, paragraph in groupby(self._placed(text, most), key=itemgetter(0)):
            yield from self._near([placed for _, placed in paragraph])

    def _placed(self, text: str, most: int) -> Iterator[tuple[int, _Placed]]:
        """Each word with the number of its paragraph."""
        every = enumerate(self.runs)
        places = sorted((*place, run) for run, one in every for place in one.finds(text, most))
        done = at = paragraph = 0
        for start, end, run in places:
            paragraph += text.count(BETWEEN, done, start)
            at += len(WORD.findall(text[done:start]))
            yield paragraph, _Placed(start, end, run, at)
            done, at = end, at + 1

    def _near(self, places: list[_Placed]) -> list[Place]:
        met = set[tuple[int, int]]()
        near = set[Place]()
        for one, other in self._neighbours(places):
            met.add((min(one.run, other.run), max(one.run, other.run)))
            near |= {(one.start, one.end), (other.start, other.end)}
        return sorted(near) if self.pairs <= met else []

    def _neighbours(self, places: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
        for number, one in enumerate(places, 1):
            for other in places[number : number + self.reach]:
                if other.at - one.at > self.reach:
                    break
                yield one, other
