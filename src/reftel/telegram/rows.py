"""The lines of a message, split once for all who look at them, and where each stands."""

import re
from bisect import bisect_right
from typing import Final

from reftel.telegram.record import Read
from reftel.telegram.text import placed

# How the lines begin that break into a message: marks and headings of the transmission, …
OF_TRANSMISSION: Final[tuple[str, ...]] = (
    "SIPDIS", "NOFORN", "EXDIS", "NODIS", "STADIS", "LIMDIS", "NNN", "BT", "#", "UNCLAS",
    "CONFIDENTIAL", "SECRET", "C O N F", "S E C R", "LIMITED O",
)  # fmt: skip
OF_TABLE: Final = re.compile(r"\"?\d{1,6}\"?[ ,\t]{1,3}\"?\d{4}-")  # … and dated rows of a table
FIRST_SIGNS: Final = frozenset('0123456789"') | {word[0] for word in OF_TRANSMISSION}
ASCII: Final = "\x7f"  # its last sign: digits of other scripts come after it
REFLOWED: Final = 120  # letters of a line, on the average; the wire has 69 at most


class Rows:
    """The lines of ``text[start:end]``; ``texts`` are without the white space around them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        written = text[start:end]
        self._raws = raws = written.split("\n")
        self._begins: list[int] = []
        at = start
        for raw in raws:
            self._begins.append(at)
            at += len(raw) + 1
        self.texts = texts = [raw.strip() for raw in raws]
        self.blank = [row for row, written in enumerate(texts) if not written]
        most = REFLOWED * (len(texts) - len(self.blank))
        # lines are as long as paragraphs: each line's end is one
        self.reflowed = 0 < most < end - start and sum(map(len, texts)) > most

    def interrupted(self) -> bool:
        """Whether a line may be no part of the message, by how it begins; in most none may."""
        for written in [one for one in self.texts if one[:1] in FIRST_SIGNS or one > ASCII]:  # few
            if written[0].isdecimal() or written[0] == '"':
                if "." not in written[:4] and OF_TABLE.match(written):
                    return True
            elif written.startswith(OF_TRANSMISSION):
                return True
        return False

    def at(self, row: int) -> int:
        """Where the words of a row begin."""
        raw, written = self._raws[row], self.texts[row]
        begin = self._begins[row]
        return begin if raw is written else begin + raw.index(written[:1])

    def stop(self, row: int) -> int:
        """Where the words of a row end."""
        return self.at(row) + len(self.texts[row])

    def begins(self, row: int) -> int:
        """Where a row begins, white space included."""
        return self._begins[row]

    def row_of(self, at: int) -> int:
        """The row in which an offset lies."""
        return bisect_right(self._begins, at) - 1

    def above(self, row: int, most: int) -> str:
        """The next line above that is not empty, at most ``most`` rows away."""
        for before in range(row - 1, max(row - most, 0) - 1, -1):
            if self.texts[before]:
                return self.texts[before]
        return ""

    def read(self, row: int) -> Read[str]:
        """The words of a row, in their place."""
        at = self.at(row)
        return placed(self.texts[row], at, at + len(self.texts[row]))

    def foot(self, most: int) -> list[int]:
        """The last rows that are not empty, at most ``most`` of them, in order."""
        found: list[int] = []
        for row in range(len(self.texts) - 1, -1, -1):
            if self.texts[row]:
                found.append(row)
                if len(found) == most:
                    break
        found.reverse()
        return found
