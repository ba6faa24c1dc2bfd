"""A text with each run of white space as one blank, and the way back to where it stood."""

import re
from array import array
from dataclasses import dataclass

from reftel.telegram.record import Span

BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Flat:
    """``text`` is flat; ``offsets`` has the place of each of its characters, and the end."""

    text: str
    offsets: "array[int]"

    @classmethod
    def of(cls, text: str) -> "Flat":
        pieces: list[str] = []
        offsets = array("L")
        at = 0
        for blank in BLANKS.finditer(text):
            pieces += (text[at : blank.start()], " ")
            offsets.extend(range(at, blank.start() + 1))
            at = blank.end()
        pieces.append(text[at:])
        offsets.extend(range(at, len(text) + 1))
        return cls("".join(pieces), offsets)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the flat text stands; it neither begins nor ends with a blank."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def flat(text: str) -> str:
    """The flat text alone."""
    return BLANKS.sub(" ", text)
