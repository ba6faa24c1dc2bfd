"""Where a transmission page begins in mid-body: marks that are no part of the message.

Three families (ACP 127 section 208): the marks of the site's copies, the Department's page
lines with the classification lines of the printer around them, and captions of a section's
own heading that its removal left behind; also the end marks, FL 13 to 16.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reftel.telegram.attention import is_caption
from reftel.telegram.labels import labels
from reftel.telegram.record import Read, Span
from reftel.telegram.text import lines, placed

SECTION_MARK: Final = re.compile(
    r"\d{5,8}[ ]{1,4}\d{3}(?:\.\d)?[ ]{1,3}OF[ ]{1,3}(?:\d{3}|\d{0,2}\.{3})", re.IGNORECASE
)
OF: Final = frozenset((" OF ", " of "))
STATION: Final = re.compile(r"[A-Za-z][A-Za-z.'\- ]{0,14}$")
CUT_NAME: Final = 10  # a mark gives the first ten letters of the station
DEPARTMENT_MARK: Final = re.compile(
    r"PAGE[ ][01]\d[ ]{1,12}[A-Z][A-Z .]{1,12}?[ ]{1,10}\d{4,6}"
    r"(?:[ ]{1,6}\d\d[ ]OF[ ]\d\d)?[ ]{1,6}\d{6}Z"
)
PRINTED: Final = frozenset(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE", "BT"))
OF_THE_OPENING: Final = frozenset(("eo", "tags", "subject"))
MOST_REPEATED: Final = 600  # characters of the opening below the heading of a section
MOST_WRAPPED: Final = 3  # lines of a field below its first
AROUND: Final = 200  # characters about a page line in which the printer's lines stand
STRAY: Final = re.compile(
    r"\n[ \t]*(?=[#BCELNSU][A-Z \d])(?:(?P<mark>"
    r"SIPDIS(?:[ ]{1,3}(?:NOFORN|SENSITIVE|EXDIS|NODIS))?|NOFORN|EXDIS|NODIS"
    r"|STADIS|LIMDIS|N{3,4}(?:MAFVVZCZ)?|BT|\#\d{4}|(?P<heading>(?:UNCLAS|CONFIDENTIAL|SECRET"
    r"|C O N F I D E N T I A L|S E C R E T|LIMITED OFFICIAL USE)[ ]{1,3}"
    r"(?:[A-Z]{2,9}[ ]{1,3})?(?:FINAL[ ])?SECTION[ ]\d?\d?[ ]?OF[ ]\d\d?[ ][^\n]{3,60}))"
    r"[ \t\r]*(?=\n|\Z)"
    # a caption glued to the line below it; prose about the caption is none
    r"|(?P<glued>SIPDIS)(?=[ ]{1,3}(?!(?:NOFORN|SENSITIVE|EXDIS|NODIS)\b)[A-Za-z])"
    r"(?!\s(?i:caption|cable|channel|distribution|list|line|message|telegram|traffic|web)))"
)


def page_marks(text: str, start: int, end: int, station: str) -> list[Read[str]]:
    """The marks in ``text[start:end]``, in order and apart.

    ``station`` is the sender's name as its own MRN line prints it: it tells where a mark
    begins that stands inside a line.
    """
    found = {*_section_marks(text, start, end, station), *_department_marks(text, start, end)}
    return sorted(found, key=lambda mark: mark.span)


def stray_marks(text: str, start: int, end: int) -> list[Read[str]]:
    """Captions, section headings and end marks on a line of their own, below ``start``.

    A caption may have lost its line end and stand before the text of its line.
    """
    marks: set[Read[str]] = set()
    for match in STRAY.finditer(text, max(start - 1, 0), end):
        mark = "mark" if match["glued"] is None else "glued"
        marks.add(placed(match[mark], *match.span(mark)))
        if match["heading"]:
            marks.update(_repeated(text, match.end("mark"), end))
    return sorted(marks, key=lambda mark: mark.span)


def _repeated(text: str, start: int, end: int) -> Iterator[Read[str]]:
    """The captions, E.O., TAGS and SUBJECT lines that stand once more below a section's heading."""
    wrapped = 0  # lines that a field may still have
    for at, line in lines(text, start, min(end, start + MOST_REPEATED)):
        if not line:
            wrapped = 0
            continue
        found = labels(at, line)
        if found and found[0].kind in OF_THE_OPENING:
            wrapped = MOST_WRAPPED
        elif not is_caption(line):
            if not wrapped or line[0].isdecimal():
                break
            wrapped -= 1
        span = Span(at, at + len(line))
        yield Read(text[span.start : span.end], span)


def blanked(text: str, cuts: Sequence[Span]) -> str:
    """The text with each stretch overwritten by spaces: offsets stay what they were."""
    if not cuts:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in cuts:
        pieces += (text[at:start], " " * (end - max(at, start)))
        at = max(at, end)
    pieces.append(text[at:])
    return "".join(pieces)


def _section_marks(text: str, start: int, end: int, station: str) -> Iterator[Read[str]]:
    """``RIO DE JAN 00000329  003.2 OF 004``, on its own line or, re-flowed, inside one."""
    cut = station[:CUT_NAME].rstrip().upper()
    digit = start + len(" OF ") - 1
    while (digit := text.find("0", digit + 1, end)) >= 0:  # in a message it is rare
        if text[digit - 4 : digit] not in OF:
            continue
        match = SECTION_MARK.search(text, max(digit - 22, start), min(digit + 8, end))
        if match is None:
            continue
        line = text.rfind("\n", max(match.start() - 60, start), match.start()) + 1
        before = text[max(line, match.start() - 60, start) : match.start()]
        name = before.rstrip()
        if cut and name.upper().endswith(cut):
            begin = match.start() - len(before) + len(name) - len(cut)
        elif (own := STATION.match(name.lstrip())) and line:
            begin = match.start() - len(before) + (len(before) - len(before.lstrip()))
            del own
        else:
            begin = match.start() - len(before) + name.rfind(" ") + 1
        yield Read(text[begin : match.end()], Span(begin, match.end()))


def _department_marks(text: str, start: int, end: int) -> Iterator[Read[str]]:
    """``PAGE 02  STATE 022222  010101Z``, with the printer's classification lines around it."""
    at = start - 1
    while (at := text.find("PAGE", at + 1, end)) >= 0:
        match = DEPARTMENT_MARK.match(text, at, end)
        if match is None:
            continue
        for begin, stop in _lines_around(text, match.start(), match.end(), start, end):
            yield Read(text[begin:stop], Span(begin, stop))
        yield Read(match.group(), Span(*match.span()))


def _lines_around(
    text: str, begin: int, stop: int, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The printer's classification lines about a page line: the foot of a page, the head of one."""
    at = begin
    for line in reversed(text[max(start, begin - AROUND) : begin].split("\n")[1:]):
        at -= len(line) + 1
        if line.strip() in PRINTED:
            yield _words(line, at + 1)
        elif line.strip():
            break
    at = stop
    for line in text[stop : min(end, stop + AROUND)].split("\n"):
        if line.strip() in PRINTED:
            yield _words(line, at)
        elif line.strip():
            break
        at += len(line) + 1


def _words(line: str, at: int) -> tuple[int, int]:
    """Where the words of a line stand that begins at ``at``."""
    first = at + len(line) - len(line.lstrip())
    return first, first + len(line.strip())
