"""What may number a paragraph, as written: ``7. (SBU)``, ``¶ 7.A``, ``VII.``, ``A and B:``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reftel.telegram.portion import portion
from reftel.telegram.record import PortionMark, Read, Span
from reftel.telegram.text import placed

USUAL = re.compile(  # with its mark or without, as nearly all are written
    r"(\d{1,3})\.(?: \(([A-Z/]{1,12})\)(?![ \t]*\()|[ \t]{1,12}(?!SBU\))(?=[A-Z][A-Za-z ]))"
)
NUMBER = re.compile(
    r"¶?[ \t]?(?:PARA(?:GRAPH)?[ \t]{1,2})?"
    r"(?P<number>\d{1,3})(?P<letter>[A-Za-z])?[ \t]{0,2}"
    r"(?P<stop>[.)]|[,;:]?(?=[ \t]{0,3}\((?:[UCS]|SBU)[/)]))"  # lost before a mark
    r"[ \t]{0,12}(?:(?P=number)[ \t]{0,2}[.)][ \t]{0,8})?"
    r"(?:\(?(?P<letters>[A-Z])[.)][ \t]{1,4}(?=\())?"
    r"(?:\((?P<mark>[A-Za-z /,\-]{1,40})\)|\((?P<open>SBU|[CSU])(?=[\s:])"
    r"|(?P<shut>SBU|[CSU])\)(?=[ \t]))?"
)
INLINE = re.compile(r"(?P<number>\d{1,3})\.\s?\((?P<mark>[A-Za-z /\-]{1,30})\)\s")
BRACKET = re.compile(r"\((?:(?<= \d\. \()|(?<= \d\d\. \()|(?<= \d{3}\. \())")  # of its mark
ROMAN = re.compile(r"(?P<roman>[IVXLC]{1,8})[.:)]\s{1,4}(?=[A-Z\"(])")
AFTER_ROMAN = frozenset("IVXLC.:)")  # its second sign
LETTERS = re.compile(
    r"(?P<letters>[A-Z](?:(?:,\s?and\s|,\s?|\s?&\s?|\s(?:and|AND|through|THROUGH|thru|to|TO)\s"
    r"|\s?-\s?)[A-Z]\b){0,8})[.:)]\s"
)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
HIGHEST = 199  # a number of 1900 and more at the beginning of a line is a year
BEFORE_LOST = frozenset('.!?)"')
AFTER_LOST = re.compile(r"\.\s{1,3}(?=[A-Z\"(])")


@dataclass(slots=True)
class Candidate:
    """A number, a roman numeral or letters that may begin a paragraph, and what is beside it."""

    kind: str  # "number", "roman", "letters"
    start: int
    text_at: int  # where the text after number and mark begins
    number: int
    written: str
    row: int
    mark: Read[PortionMark] | None = None
    damaged: bool = False
    after_blank: bool = False
    after_colon: bool = False  # asked for where there is no mark
    flowing: bool = False  # as is this: below half a sentence, a month
    quoted: bool = False
    open_quoted: bool = False  # in a quotation that nobody closed
    key: int = 0  # the number that letters belong to


def at_line(text: str, start: int, row: int) -> Candidate | None:
    """The candidate of a line that begins with a number, at ``start``."""
    match = USUAL.match(text, start)
    if match is None:
        return _unusual(text, start, row)
    written, inside = match.groups()
    number, end = int(written), match.end()
    if not 0 < number <= HIGHEST:
        return None
    written = written.lstrip("0")
    if inside is None:
        return Candidate("number", start, end, number, written, row)
    found = portion(inside)
    if found is None:
        return _unusual(text, start, row)
    mark = placed(found[0], match.start(2) - 1, end)
    return Candidate("number", start, end, number, written, row, mark, found[1])


def _unusual(text: str, start: int, row: int) -> Candidate | None:
    """A number without a portion mark, or with one that is damaged or oddly placed."""
    match = NUMBER.match(text, start)
    if match is None:
        return None
    number = int(match["number"])
    if not 0 < number <= HIGHEST:
        return None
    mark = damaged = None
    end = match.end()
    if match["mark"] is not None:
        found = portion(match["mark"])
        if found is not None:
            at = match.start("mark") - 1
            mark, damaged = Read(found[0], Span(at, end)), found[1]
        else:
            end = match.start("mark") - 1
    elif half := match["open"] or match["shut"]:
        found = portion(half)
        if found is not None:
            at = match.start("open") - 1 if match["open"] else match.start("shut")
            mark, damaged = Read(found[0], Span(at, end)), True
    following = text[end : end + 1]
    if mark is None and (
        (match["stop"] != "." or following.islower())
        or (following.isdigit() and text[match.end("stop") : match.end("stop") + 1].isdigit())
    ):
        return None
    letter = match["letter"] or ""
    written = match["number"].lstrip("0") + letter.upper()
    return Candidate("number", start, end, number, written, row, mark, bool(damaged))


def inline(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Numbers with a mark inside a line: ``… End summary. 6. (C) Next``, from re-flowed copies.

    The row of each is left open.
    """
    for bracket in BRACKET.finditer(text, start, end):
        first = at = bracket.start() - len(". ")
        while first > start and at - first < 4 and text[first - 1].isdigit():
            first -= 1
        if first < at and text[first - 1 : first] == " ":
            match = INLINE.match(text, first, end)
            before = text[max(start, first - 4) : first].rstrip()
            found = portion(match["mark"]) if match is not None else None
            if match is not None and found is not None and before and before[-1] in '.!?")-':
                mark = Read(found[0], Span(match.start("mark") - 1, match.end("mark") + 1))
                number = match["number"]
                yield Candidate(
                    "number", first, match.end(), int(number), number, 0, mark, found[1]
                )


def lost(text: str, number: int, start: int, end: int, *, spaced: bool) -> Candidate | None:
    """A number in mid-line that ought to begin one: ``… the end. 5. The next``.

    ``spaced`` asks for two blanks before it. The row is left open.
    """
    written = str(number)
    at = text.find(f" {written}.", start, end) + 1
    while at:
        blanks = 2 if at - 2 >= start and text[at - 2] == " " else 1
        match = AFTER_LOST.match(text, at + len(written), end)
        before = text[at - blanks - 1 : at - blanks]
        if match is not None and before in BEFORE_LOST and (blanks == 2 or not spaced):
            return Candidate("number", at, match.end(), number, written, 0, after_blank=True)
        at = text.find(f" {written}.", at + 1, end) + 1
    return None


def roman(text: str, start: int, row: int) -> Candidate | None:
    """The roman numeral that heads a line at ``start``."""
    match = ROMAN.match(text, start)
    value = roman_value(match["roman"]) if match is not None else 0
    if match is None or not value:
        return None
    return Candidate("roman", start, match.end(), value, match["roman"], row)


def letters(text: str, start: int, row: int) -> Candidate | None:
    """The letters that a line at ``start`` answers to."""
    match = LETTERS.match(text, start)
    if match is None:
        return None
    return Candidate("letters", start, match.end(), 0, match["letters"], row)


def roman_value(written: str) -> int:
    """The number of a roman numeral, 0 where it is none."""
    total = highest = 0
    for digit in reversed(written):
        value = ROMAN_DIGITS[digit]
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total if 0 < total <= HIGHEST else 0
