"""Marks and veils: what is held back of a text, as values.

Offsets are in code points into ``header + SEAM + text`` of a record, as those of defects are.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from reftel.telegram.text import trimmed

AROUND = 80  # characters on each side of a mark that tell it from others of the same words


class Kind(StrEnum):
    """What a mark covers: the code is that of the vault's rows."""

    WORDS = "words"
    PARAGRAPH = "paragraph"  # all behind its number and its portion mark


class Mark(NamedTuple):
    """A stretch of a text that the public is not to read.

    ``root`` is the same for a mark and for those that carry it on into later texts.
    """

    start: int
    end: int
    kind: Kind
    code: str  # shown to readers: B6, 1.4(c); or empty
    words: str
    before: str
    after: str
    root: int

    @classmethod
    def at(
        cls, text: str, start: int, end: int, *, kind: Kind = Kind.WORDS, code: str = ""
    ) -> "Mark":
        """A mark over these characters, less the white space at their two ends."""
        start, end = trimmed(text, start, end)
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return cls(start, end, kind, code, text[start:end], before, after, 0)

    def stands_in(self, text: str) -> bool:
        """Whether it stands in a text just where it says."""
        return (
            text[self.start : self.end] == self.words
            and text[max(0, self.start - AROUND) : self.start] == self.before
            and text[self.end : self.end + AROUND] == self.after
        )


@dataclass(frozen=True)
class Veil:
    """The marks under which a text is released, in the order of the text."""

    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Veil":
        return cls(tuple(sorted(marks)))

    @classmethod
    def read(cls, written: str) -> "Veil":
        """What ``written`` wrote."""
        return cls(tuple(_mark(**one) for one in json.loads(written)))

    @cached_property
    def written(self) -> str:
        """Canonical JSON, in ASCII: half a surrogate pair can be written so."""
        entries = [mark._asdict() for mark in self.marks]
        return json.dumps(entries, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.written.encode()).hexdigest()

    @property
    def roots(self) -> frozenset[int]:
        return frozenset(mark.root for mark in self.marks)


def _mark(*, kind: str, **rest: Any) -> Mark:
    return Mark(kind=Kind(kind), **rest)
