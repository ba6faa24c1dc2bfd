"""What somebody pasted, read as a quotation: its pieces, without what page and paper add.

Nothing raises: what cannot be looked for is left out, and said to be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reftel.analysis.forms import Word, words
from reftel.telegram.page_marks import blanked, page_marks

MOST_CHARACTERS = 3_000
MOST_PIECES = 12

_ELLIPSIS = re.compile(
    r"[\[(]\s{0,9}(?:…|\.{2,6}|\.\s\.\s\.)\s{0,9}[\])]|…|\.\s?\.\s?\.|\*\s?\*\s?\*"
)
_MARKS = re.compile(r"[“„«\"](?P<said>[^“”„«»\"]{1,3000})[”“»\"]")


class Piece(NamedTuple):
    """Words that stand together, between two ellipses; places are in the text of the quotation."""

    words: tuple[Word, ...]

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words]

    def written(self, text: str) -> str:
        """The piece as it stands in the text of its quotation."""
        return text[self.words[0].start : self.words[-1].end]


@dataclass(frozen=True)
class Quotation:
    """``text`` is what is looked for, in which words have their places; ``cut`` what was too long.

    >>> [piece.forms for piece in Quotation.read("“The harvest … was good”").pieces]
    [['the', 'harvest'], ['was', 'good']]
    """

    text: str
    cut: bool = False

    @classmethod
    def read(cls, pasted: str) -> "Quotation":
        """What was pasted, as far as a quotation may go."""
        text = pasted.strip()
        cut = len(text) > MOST_CHARACTERS
        if cut:
            end = max(text.rfind(" ", 0, MOST_CHARACTERS), text.rfind("\n", 0, MOST_CHARACTERS))
            text = text[: end if end > 0 else MOST_CHARACTERS]
        return cls(text, cut)

    @cached_property
    def bare(self) -> str:
        """The text with page marks overwritten by blanks."""
        marks = page_marks(self.text, 0, len(self.text), "")
        return blanked(self.text, [mark.span for mark in marks])

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its pieces in order, as many as are looked for; those without words are none."""
        return tuple(self._pieces())[:MOST_PIECES]

    @property
    def length(self) -> int:
        """Its words."""
        return sum(len(piece.words) for piece in self.pieces)

    def marked(self) -> "Quotation | None":
        """The longest of what stands in quotation marks in it; None where all or nothing does."""
        said = max((found["said"] for found in _MARKS.finditer(self.text)), key=len, default="")
        inner = Quotation(said.strip(), self.cut)
        return inner if said and inner.length < self.length else None

    def _pieces(self) -> Iterator[Piece]:
        text = self.bare
        bounds = [found.span() for found in _ELLIPSIS.finditer(text)]
        starts = [0, *(end for _, end in bounds)]
        ends = [*(start for start, _ in bounds), len(text)]
        every = words(text)
        at = 0
        for start, end in zip(starts, ends, strict=True):
            inside: list[Word] = []
            while at < len(every) and every[at].start < end:
                if every[at].start >= start:
                    inside.append(every[at])
                at += 1
            if inside:
                yield Piece(tuple(inside))
