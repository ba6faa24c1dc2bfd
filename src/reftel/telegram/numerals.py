"""What may number a paragraph, as written: ``7. (SBU)``, ``¶ 7.A``, ``VII.``, ``A and B:``."""

import re
from collections.abc import Iterator
from typing import Final

from reftel.telegram.portion import portion
from reftel.telegram.record import PortionMark, Read, Span
from reftel.telegram.text import placed

USUAL: Final = re.compile(  # with its mark or without, as nearly all are written
    r"(\d{1,3})\.(?: \(([A-Z/]{1,12})\)(?![ \t]*\()|[ \t]{1,12}(?!SBU\))(?=[A-Z][A-Za-z ]))"
)
NUMBER: Final = re.compile(
    r"¶?[ \t]?(?:PARA(?:GRAPH)?[ \t]{1,2})?"
    r"(?P<number>\d{1,3})(?P<letter>[A-Za-z])?[ \t]{0,2}"
    r"(?P<stop>[.)]|[,;:]?(?=[ \t]{0,3}\((?:[UCS]|SBU)[/)]))"  # lost before a mark
    r"[ \t]{0,12}(?:(?P=number)[ \t]{0,2}[.)][ \t]{0,8})?"
    r"(?:\(?(?P<letters>[A-Z])[.)][ \t]{1,4}(?=\())?"
    r"(?:\((?P<mark>[A-Za-z /,\-]{1,40})\)|\((?P<open>SBU|[CSU])(?=[\s:])"
    r"|(?P<shut>SBU|[CSU])\)(?=[ \t]))?"
)
INLINE: Final = re.compile(r"(?P<number>\d{1,3})\.\s?\((?P<mark>[A-Za-z /\-]{1,30})\)\s")
ROMAN: Final = re.compile(r"(?P<roman>[IVXLC]{1,8})[.:)]\s{1,4}(?=[A-Z\"(])")
AFTER_ROMAN: Final = frozenset("IVXLC.:)")  # its second sign
LETTERS: Final = re.compile(
    r"(?P<letters>[A-Z](?:(?:,\s?and\s|,\s?|\s?&\s?|\s(?:and|AND|through|THROUGH|thru|to|TO)\s"
    r"|\s?-\s?)[A-Z]\b){0,8})[.:)]\s"
)
ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
HIGHEST: Final = 199  # a number of 1900 and more at the beginning of a line is a year
BEFORE_LOST: Final = frozenset('.!?)"')
AFTER_LOST: Final = re.compile(r"\.\s{1,3}(?=[A-Z\"(])")


class Candidate:
    """A number, a roman numeral or letters that may begin a paragraph, and what is beside it."""

    __slots__ = (
        "after_blank", "after_colon", "damaged", "flowing", "key", "kind", "mark", "number",
        "open_quoted", "quoted", "row", "start", "text_at", "written",
    )  # fmt: skip

    def __init__(self, kind: str, start: int, text_at: int, number: int, written: str) -> None:
        self.kind = kind  # "number", "roman", "letters"
        self.start = start
        self.text_at = text_at  # where the text after number and mark begins
        self.number = number
        self.written = written
        self.row = 0  # told by who asked for it
        self.mark: Read[PortionMark] | None = None
        self.damaged = False
        self.after_blank = False
        self.after_colon = False  # asked for where there is no mark
        self.flowing = False  # as is this: below half a sentence, a month
        self.quoted = False
        self.open_quoted = False  # in a quotation that nobody closed
        self.key = 0  # the number that letters belong to


def at_line(text: str, start: int) -> Candidate | None:
    """The candidate of a line that begins with a number, at ``start``."""
    match = USUAL.match(text, start)
    if match is None:
        return _unusual(text, start)
    written, inside = match.groups()
    number, end = int(written), match.end()
    if not 0 < number <= HIGHEST:
        return None
    written = written.lstrip("0")
    one = Candidate("number", start, end, number, written)
    if inside is None:
        return one
    found = portion(inside)
    if found is None:
        return _unusual(text, start)
    one.mark = placed(found[0], match.start(2) - 1, end)
    one.damaged = found[1]
    return one


def _unusual(text: str, start: int) -> Candidate | None:
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
    one = Candidate("number", start, end, number, written)
    one.mark, one.damaged = mark, bool(damaged)
    return one


def inline(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Numbers with a mark inside a line: ``… End summary. 6. (C) Next``, from re-flowed copies."""
    bracket = text.find("(", start, end)  # of its mark
    while bracket >= 0:
        first = at = bracket - len(". ")
        if text[at:bracket] == ". " and " " in text[max(at - 4, 0) : at]:  # a number in mid-line
            while first > start and at - first < 4 and text[first - 1].isdigit():
                first -= 1
            if first < at and text[first - 1 : first] == " ":
                one = _marked_inline(text, first, start, end)
                if one is not None:
                    yield one
        bracket = text.find("(", bracket + 1, end)


def _marked_inline(text: str, first: int, start: int, end: int) -> Candidate | None:
    """The number at ``first``, where a mark stands behind it and the end of a sentence before."""
    match = INLINE.match(text, first, end)
    before = text[max(start, first - 4) : first].rstrip()
    found = portion(match["mark"]) if match is not None else None
    if match is None or found is None or not before or before[-1] not in '.!?")-':
        return None
    one = Candidate("number", first, match.end(), int(match["number"]), match["number"])
    one.mark = Read(found[0], Span(match.start("mark") - 1, match.end("mark") + 1))
    one.damaged = found[1]
    return one


def lost(text: str, number: int, start: int, end: int, *, spaced: bool) -> Candidate | None:
    """A number in mid-line that ought to begin one: ``… the end. 5. The next``.

    ``spaced`` asks for two blanks before it.
    """
    written = str(number)
    at = text.find(f" {written}.", start, end) + 1
    while at:
        blanks = 2 if at - 2 >= start and text[at - 2] == " " else 1
        match = AFTER_LOST.match(text, at + len(written), end)
        before = text[at - blanks - 1 : at - blanks]
        if match is not None and before in BEFORE_LOST and (blanks == 2 or not spaced):
            one = Candidate("number", at, match.end(), number, written)
            one.after_blank = True
            return one
        at = text.find(f" {written}.", at + 1, end) + 1
    return None


def roman(text: str, start: int) -> Candidate | None:
    """The roman numeral that heads a line at ``start``."""
    match = ROMAN.match(text, start)
    value = roman_value(match["roman"]) if match is not None else 0
    if match is None or not value:
        return None
    return Candidate("roman", start, match.end(), value, match["roman"])


def letters(text: str, start: int) -> Candidate | None:
    """The letters that a line at ``start`` answers to."""
    match = LETTERS.match(text, start)
    if match is None:
        return None
    return Candidate("letters", start, match.end(), 0, match["letters"])


def roman_value(written: str) -> int:
    """The number of a roman numeral, 0 where it is none."""
    total = highest = 0
    for digit in reversed(written):
        value = ROMAN_DIGITS[digit]
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total if 0 < total <= HIGHEST else 0
