"""Where the transmission lines end and the body (FL 12) begins, when no source tells."""

import re
from typing import Final

from reftel.telegram.envelope import DTG, EXTRACT, KEYWORD, PAGE, PASSED_OVER
from reftel.telegram.heading_line import classified
from reftel.telegram.page_marks import PRINTED
from reftel.telegram.text import lines

FIRST_LINES: Final = re.compile(
    r"(?:VZCZC|ZCZC|DE R[A-Z]{3,7}\b|ZN[RY] [A-Z]{5}|(?:ZZ|OO|PP|RR) R[A-Z]{3})"
)
BODY: Final = re.compile(r"(?:E\.?\s?O\.?\s?\d{5}|TAGS?\s?:|SUBJ(?:ECT)?\s?:|1\.\s)", re.IGNORECASE)
SEPARATION: Final = "BT"
MOST_LINES: Final = 600  # a book message to every post has about three hundred addressees
MOST_BEFORE: Final = 40  # lines that may stand before the first transmission line


def seam(text: str) -> int:
    """The offset at which the body begins; 0 where there are no transmission lines."""
    first = _first_line(text)
    if first is None:
        return 0
    addressed = blank = page = False
    for number, (at, written) in enumerate(lines(text, first, len(text))):
        if number > MOST_LINES:
            return 0
        if not written:
            blank = not page  # the blank line below a page mark parts nothing
            continue
        page = PAGE.match(written) is not None
        if written == SEPARATION:
            below = text.find("\n", at)
            return len(text) if below < 0 else below + 1
        if KEYWORD.match(written):
            addressed = True
        elif EXTRACT.match(written):
            addressed = True  # of a note that stands for all the lines
        elif not _transmission(written) and _begins_body(written, addressed=addressed, blank=blank):
            return at
        blank = False
    return len(text) if addressed else 0


def _begins_body(written: str, *, addressed: bool, blank: bool) -> bool:
    """Whether a line that is no transmission line is one of the body; ``blank`` stood above."""
    if BODY.match(written):
        return True
    if addressed and blank:
        return PASSED_OVER.match(written) is None
    return (addressed or blank) and classified(written) is not None


def _first_line(text: str) -> int | None:
    """Where the first transmission line stands, unless a line of the body comes before it."""
    for number, (at, written) in enumerate(lines(text, 0, len(text))):
        if number > MOST_BEFORE:
            return None
        keyword = KEYWORD.match(written)
        if (keyword and keyword[1] and written.isupper()) or _transmission(written):
            return at
        if BODY.match(written):
            return None
        numbered = number > 0 or any(map(str.isdecimal, written))
        if numbered and written not in PRINTED and classified(written):
            return None
    return None


def _transmission(written: str) -> bool:
    return bool(FIRST_LINES.match(written) or DTG.match(written) or EXTRACT.match(written))
