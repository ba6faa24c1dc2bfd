"""The workings: what was worked out of each cable of an edition, kept for the next one.

They lie behind the wall, since their keys stand for texts that may never be public. They can be
lost at any time: the next edition is then made from nothing.

Two lines a cable, in the order of ids, the second with the facts of its entry for the index.
Then a line with what they are of, the shelves by the numbers that stand for them, which cables
each part of the index holds, and the sum of all before; and one that says where that begins.
"""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

import orjson

from reftel.edition.past import BasisError, Change, Text
from reftel.edition.places import Place
from reftel.edition.prepared import Prepared
from reftel.edition.row import Row
from reftel.search.embedded import NO_WORDS

_LAST = len(f"{0:016x}\n")
AT_ONCE = 1 << 16  # bytes


class Worked(NamedTuple):
    """What is known of a cable but for what was decided about it."""

    key: str  # stands for all that it was worked out of
    sha256: str
    earlier: tuple[str, ...]  # the sha256 of each earlier text
    row: Row
    places: tuple[Place, ...]
    targets: tuple[str, ...]
    facts: bytes

    @classmethod
    def of(cls, cable: Prepared) -> Self:
        earlier = tuple(text.sha256 for text in cable.texts[:-1])
        row, places = cable.row, cable.places
        return cls(cable.key, cable.sha256, earlier, row, places, cable.targets, cable.facts)

    @classmethod
    def read(cls, line: bytes, facts: bytes, shelves: Sequence[Place]) -> Self:
        key, sha256, earlier, row, places, targets = orjson.loads(line)
        return cls(
            key,
            sha256,
            tuple(earlier),
            Row(*row),
            tuple(map(shelves.__getitem__, places)),
            tuple(targets),
            facts[:-1],
        )

    def as_before(
        self, number: int, texts: tuple[Text, ...], changes: tuple[Change, ...] = ()
    ) -> Prepared:
        """The cable for the next edition, without what the catalogue has under its number.

        ``texts`` are those that they were, with what is told of them now.
        """
        return Prepared(
            id=self.row.id,
            sha256=self.sha256,
            blob=b"",
            row=self.row,
            places=self.places,
            targets=self.targets,
            words=NO_WORDS,
            facts=self.facts,
            texts=texts,
            changes=changes,
            key=self.key,
            before=number,
        )

    def written(self, shelves: "_Numbered") -> bytes:
        """Its two lines; shelves are written by their number."""
        key, sha256, earlier, row, places, targets, facts = self
        numbers = list(map(shelves.__getitem__, places))
        told = key, sha256, earlier, tuple(row), numbers, targets
        return b"%b\n%b\n" % (orjson.dumps(told), facts)


class _Numbered(dict[Place, int]):
    """Gives each shelf that is asked for a number."""

    def __missing__(self, shelf: Place) -> int:
        number = self[shelf] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of some cables, read where their workings lie as often as they are asked for."""

    path: Path
    ends: "array[int]"
    sizes: "array[int]"

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=AT_ONCE) as file:
            for end, size in zip(self.ends, self.sizes, strict=True):
                file.seek(end - size)
                yield file.read(size)


class Workings:
    """Workings in the making, in a new file.

    Takes cables in the order of ids, then gives the facts of each.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb", buffering=AT_ONCE)
        self._sum = hashlib.sha256()
        self._shelves = _Numbered()
        self._ends = array("Q")  # of the facts of each cable
        self._sizes = array("I")
        self._end = 0

    def add(self, cable: Prepared) -> None:
        written = Worked.of(cable).written(self._shelves)
        self._file.write(written)
        self._sum.update(written)
        self._end += len(written)
        self._ends.append(self._end - 1)
        self._sizes.append(len(cable.facts))

    def facts(self, places: "array[int]") -> Facts:
        """The facts of the cables at these places, once all are in."""
        self._file.flush()
        ends = array("Q", map(self._ends.__getitem__, places))
        return Facts(self.path, ends, array("I", map(self._sizes.__getitem__, places)))

    def finish(self, of: Mapping[str, object], held: Sequence["array[int]"]) -> None:
        """Say of what they are, and by place which cables each part of the index holds."""
        told = {
            **of,
            "shelves": list(self._shelves),
            "held": [list(places) for places in held],
        }
        self._sum.update(orjson.dumps(told))
        written = orjson.dumps({**told, "sum": self._sum.hexdigest()})
        self._file.write(b"%b\n%016x\n" % (written, self._end))
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class Kept:
    """The workings of the edition before. Raises BasisError where there are none, or others."""

    def __init__(self, path: Path, of: Mapping[str, object]) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                told, self._end = _told(file)
            self._sum = told.pop("sum")
            self._told = orjson.dumps(told)  # as it was written: keys stay in their order
            self._shelves: tuple[Place, ...] = tuple(map(tuple, told.pop("shelves")))
            self.held = tuple(array("I", places) for places in told.pop("held"))
        except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
            raise BasisError(f"{path} cannot be read: {error}") from error
        if told != of:
            raise BasisError(f"{path} are the workings of another edition")

    def cables(self) -> Iterator[Worked]:
        """Each cable, in the order of ids.

        BasisError, at the latest at the end, where a byte was changed, one of the shelves and
        parts too, or cannot be read.
        """
        found = hashlib.sha256()
        for line, facts in self._lines():
            found.update(line + facts)
            try:
                worked = Worked.read(line, facts, self._shelves)
            except (ValueError, TypeError, IndexError) as error:
                raise BasisError(f"{self._path} is damaged: {error}") from error
            yield worked
        found.update(self._told)
        if found.hexdigest() != self._sum:
            raise BasisError(f"{self._path} is damaged")

    def _lines(self) -> Iterator[tuple[bytes, bytes]]:
        """The two lines of each cable."""
        left = self._end
        try:
            with self._path.open("rb", buffering=AT_ONCE) as file:
                while left > 0:
                    line, facts = file.readline(), file.readline()
                    left -= len(line) + len(facts)
                    yield line, facts
        except OSError as error:  # of reading: what becomes of a line is not done in here
            raise BasisError(f"{self._path} cannot be read: {error}") from error


def _told(file: IO[bytes]) -> tuple[dict[str, Any], int]:
    file.seek(-_LAST, 2)
    end = int(file.read(), 16)
    file.seek(end)
    told = orjson.loads(file.readline())
    return dict(told), end
