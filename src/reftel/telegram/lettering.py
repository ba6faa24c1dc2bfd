"""The labels of REF items: ``A.``, ``(B)``, ``C:``, doubled ones, ``A-B.`` for two, and ``1.``."""

import re
from typing import Final, NamedTuple

from reftel.telegram.appended import MONTH

LABEL: Final = re.compile(
    r"[(\[]\s?(?P<round>[A-Za-z])\s?\.?\s?[)\]][:.)]?"
    r"|(?<![\w'&/.\-])(?P<first>[A-Z])\s?(?:-|\bAND\b|&)\s?(?P<last>[A-Z])\s?[.):](?!\w)"
    r"|(?<![\w'&/.\-])(?P<point>[A-Za-z])(?:\s?[.):](?!\w)|\s?\)|\.(?=(?:\d\d)?\s?[A-Z]{3})|-(?=\s))"
    r"|(?<=\d\d)(?P<glued>[A-Z])\.(?=\s{1,3}(?:\d\d\s{1,3})?[A-Z]{3})"  # 98C. ROME 99
    r"|(?<![\w'&/.\-])(?P<bare>[A-Z])(?=\s+(?:\d\d\s+)?[A-Z]{3})"
)
NUMBERED: Final = re.compile(r"(?<![\w'&/.\-])\(?(\d{1,2})[.)](?=\s)")
ONLY_A_YEAR: Final = re.compile(r"\s{0,3}(?:19|20)\d\d\b(?!\s{1,3}[A-Z.]{3,20}\s{1,3}\d)")
A_DAY: Final = re.compile(rf"\b{MONTH}\s{{1,3}}\d{{1,2}},?\s{{0,8}}$", re.IGNORECASE)
BEFORE_LABELS: Final = re.compile(r"[ :.\n\r\t]+")
NOT_BLANK: Final = re.compile(r"\S")


class Lettered(NamedTuple):
    """A label in its place: ``letters`` are more than one where it stands for several items.

    ``doubled`` tells that a form set a letter and a hand its own: ``A. (A)``.
    """

    letters: tuple[str, ...]
    start: int
    end: int
    doubled: bool = False


def lettering(text: str, start: int, end: int) -> list[Lettered]:
    """The labels in order: A, B, C …; a letter that is not the next one is none."""
    opened = BEFORE_LABELS.match(text, start, end)
    begin = opened.end() if opened else start
    if text[begin : begin + 2].lstrip("(")[:1] == "1":
        return _numbers(text, begin, end)
    found: list[Lettered] = []
    last = ""
    for match in LABEL.finditer(text, start, end):
        letters = _letters(match)
        letter = letters[0]
        first = not found and match.start() <= begin
        right_behind = found and NOT_BLANK.search(text, found[-1].end, match.start()) is None
        if right_behind and (letter == last or letter == _next_by_hand(found)):
            found[-1] = found[-1]._replace(letters=letters, end=match.end(), doubled=True)
            continue  # A. A. or A. (A); and D. (C), where the form gave a letter to a wrapped line
        follows = last and 1 <= ord(letter) - ord(last) <= 2
        if not (first or follows or (not found and letter == "A")):
            continue
        if _inside_date(text, start, match):
            continue  # MAY 4 / C. 2007: a form set a letter before the line on which it goes on
        if match["bare"] and not _ends_item(text, start, match.start()):
            continue
        found.append(Lettered(letters, *match.span()))
        last = letters[-1]
    return found


def _next_by_hand(found: list[Lettered]) -> str | None:
    """The letter that a hand sets next, where the form's letters are doubled."""
    last = next((one.letters[-1] for one in reversed(found) if one.doubled), None)
    return None if last is None else chr(ord(last) + 1)


def _inside_date(text: str, start: int, label: re.Match[str]) -> bool:
    """Whether a label parts the day of a date from its year."""
    if ONLY_A_YEAR.match(text, label.end()) is None:
        return False
    return A_DAY.search(text[max(start, label.start() - 30) : label.start()]) is not None


def _letters(match: re.Match[str]) -> tuple[str, ...]:
    """The letter of a label, or all of them from the first of a range to its last."""
    if match["first"] is None:
        letter = match["round"] or match["point"] or match["glued"] or match["bare"]
        return (letter.upper(),)
    first, last = ord(match["first"]), ord(match["last"])
    return tuple(map(chr, range(first, last + 1))) or (match["last"],)


def _numbers(text: str, begin: int, end: int) -> list[Lettered]:
    """Numbers for letters: 1, 2, 3 …, where the first item has a 1."""
    found: list[Lettered] = []
    for match in NUMBERED.finditer(text, begin, end):
        if int(match[1]) == len(found) + 1 and (found or match.start() == begin):
            found.append(Lettered((match[1],), *match.span()))
    return found


def _ends_item(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 12) : at].rstrip()
    return not before or before[-1] in ";,)" or before[-1].isdigit()
