"""Headings: one or two short lines beside a rule of dashes, or alone between blank lines."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from reftel.telegram.text import word_set

RULE: Final = re.compile(r"(?:[-=_*~]\s{0,3}){3,}$")  # also ``- - - -``
TRAILING_RULE: Final = re.compile(r"(?P<title>[^\n]{2,150}?)\s{1,3}-{4,}(?:\s{1,2}-+)?$")
FRAMED: Final = re.compile(
    r"-{4,}\s{1,3}(?P<title>[^\s\-][^\n]{1,120}?)\s{1,3}-{4,}(?:\s{1,2}-+)?$"
)
RULE_SIGNS: Final = frozenset("-=_*~")
NOT_A_HEADING: Final = re.compile(
    r"(?:END\b|BEGIN\b|SENSITIVE\s+BUT|NOT\s+FOR\s+INTERNET|GP-\d|UNCLAS|CONFIDENTIAL|SECRET"
    r"|SIPDIS|NOFORN|NNNN|--|\*|-\s|•|\(|>|http|www\.|\[|X{4,}\s*$"
    r"|(?:MRS?|MS|DR)\.\s[^\s]{1,20}(?:\s[^\s]{1,20}){0,2}$)",
    re.IGNORECASE,
)
ANNOUNCED: Final = re.compile(  # headings that are their own words in a message of capitals too
    r"(?:BEGIN\s+)?(?:EXECUTIVE\s+)?(?:SUMMARY|COMMENT|INTRODUCTION|BACKGROUND|CONCLUSIONS?)"
    r"\s?:?$",
    re.IGNORECASE,
)
SMALL: Final = word_set(
    "a about after against an and as at be but by can de do for from has have how in into is it"
    " its no not of off on or our out over so than that the their this to under up us vs was we"
    " were what why will with without"
)
LONGEST: Final = 100
MOST_LINES: Final = 3  # of a heading between rules
MOST_WORDS: Final = 14
COLUMNS: Final = "    "  # between the columns of a table
FARTHEST: Final = 8  # rows between a heading and a rule that belongs to it


class Heading(NamedTuple):
    """Rows ``first`` to ``last``, rules included; ``title`` spans the words alone."""

    first: int
    last: int
    title_first: int
    title_last: int


def is_rule(line: str) -> bool:
    """Whether a line is drawn: of signs alone, as nearly all are, or with blanks between them."""
    return (len(line) > 2 and not line.strip("-=_*~")) or RULE.match(line) is not None


def dashed(texts: Sequence[str], rules: Sequence[int], taken: set[int]) -> list[Heading]:
    """The headings that stand beside rules, in the stripped lines ``texts``.

    ``rules`` are the rows that are rules, ascending; ``taken`` those that begin a paragraph.
    """
    found: list[Heading] = []
    known = set(rules)
    used = -1
    for place in rules:
        if place <= used:
            continue
        heading = (
            _above(texts, place, known, taken, used)
            or _between(texts, place, known, taken)
            or _below(texts, place, known, taken)
            or _far_above(texts, place, known, taken, used)
        )
        if heading is not None:
            found.append(heading)
            used = heading.last
    return found


def _words(texts: Sequence[str], first: int, last: int) -> bool:
    """Whether the rows read like a title: short, begun by no bullet, ended by no full stop."""
    for row in range(first, last + 1):
        if len(texts[row]) > LONGEST or NOT_A_HEADING.match(texts[row]):
            return False
    ends = texts[last]
    if ends.endswith((".", ",", ";")) and not ends.endswith("..."):
        return ends.isupper() or len(ends.split()) <= 4
    return True


def _between(texts: Sequence[str], place: int, rules: set[int], taken: set[int]) -> Heading | None:
    """Rule, one to three lines (blank ones between them do not count), rule."""
    first = last = -1
    blanks = 0
    for row in range(place + 1, min(len(texts), place + 9)):
        if row in rules:
            if first < 0:
                return None
            return Heading(place, row, first, last) if _words(texts, first, last) else None
        if row in taken:
            return None
        if not texts[row]:
            blanks += 1
            if blanks > 3:
                return None
            continue
        first = row if first < 0 else first
        last = row
        if last - first >= MOST_LINES + blanks:
            return None
    return None


def _above(
    texts: Sequence[str], place: int, rules: set[int], taken: set[int], used: int
) -> Heading | None:
    """One or two lines with the rule right below; above them a blank line, or a sentence's end."""
    last = place - 1
    if last <= used or last < 0 or not texts[last] or last in taken or last in rules:
        return None
    first = last
    while first - 1 > used and texts[first - 1] and first - 1 not in rules and last - first < 2:
        first -= 1
    if first < last and (last - first > 1 or first in taken):
        if not _fits(texts, last, place):
            return None
        first = last
    goes_on = first - 1 == used >= 0  # each line of the heading has a rule of its own
    if not _words(texts, first, last) or (texts[first][0].islower() and not goes_on):
        return None
    return Heading(first, place, first, last)


def _far_above(
    texts: Sequence[str], place: int, rules: set[int], taken: set[int], used: int
) -> Heading | None:
    """One or two lines between blank ones, then a rule alone above a number: a page began there."""
    below, last = place + 1, place - 1
    while below < len(texts) and not texts[below]:
        below += 1
    while last > used and not texts[last]:
        last -= 1
    if below not in taken or not used < last < place - 1 or place - last > FARTHEST:
        return None
    first = last
    while first - 1 > used and texts[first - 1] and last - first < 2:
        first -= 1
    rows = range(first, last + 1)
    if last - first > 1 or any(row in taken or row in rules for row in rows):
        return None
    whole = not texts[last].endswith((".", "!", "?", ":", '"')) and not texts[first][0].islower()
    return Heading(first, place, first, last) if whole and _words(texts, first, last) else None


def _fits(texts: Sequence[str], row: int, rule: int) -> bool:
    """Whether a line below a finished sentence is a title: the rule is drawn to its length."""
    finished = texts[row - 1].endswith((".", "!", "?", '"', ")", ":"))
    return finished and abs(len(texts[rule]) - len(texts[row])) <= 3


def _below(texts: Sequence[str], place: int, rules: set[int], taken: set[int]) -> Heading | None:
    """The rule, then one or two lines right below it, then a blank line or a number."""
    first = place + 1
    if first >= len(texts) or not texts[first] or first in rules or first in taken:
        return None
    last = first
    while last + 1 < len(texts) and texts[last + 1] and last + 1 not in taken:
        last += 1
        if last - first > 1 or last in rules:
            return None
    if not _words(texts, first, last) or texts[first][0].islower():
        return None
    return Heading(place, last, first, last)


def before_rule(line: str, *, begins: bool) -> re.Match[str] | None:
    """The title of a re-flowed line that ends in its own rule: ``OVERVIEW --------``.

    Between two rules it may stand behind text too; ``begins`` tells that it need not.
    """
    match = FRAMED.search(line, max(0, len(line) - 3 * LONGEST))
    if match is None and begins and len(line) <= 3 * LONGEST:
        match = TRAILING_RULE.match(line)
    return match if match is not None and alone(match["title"]) else None


def alone(line: str, *, sure: bool = False) -> bool:
    """Whether a line between blank lines is a heading by its looks alone.

    ``sure`` tells that a numbered paragraph follows, so that capitals are not asked for.
    """
    words = line.strip("/\"'“” ")
    if not words or len(line) > LONGEST or not words[0].isalnum() or words[0].islower():
        return False
    if ANNOUNCED.match(line):
        return True
    parts = words.split()
    if (line[-1] in ".,;-" and line[-3:] != "...") or COLUMNS in words:
        return False
    if len(parts) > MOST_WORDS or sum(map(len, parts)) < 3:
        return False
    if words.upper() == words:
        return NOT_A_HEADING.match(words) is None and any(letter.isalpha() for letter in words)
    return NOT_A_HEADING.match(words) is None and (sure or _capitalised(parts))


def _capitalised(parts: Sequence[str]) -> bool:
    """Whether all but the small words begin with a capital, one in five at most excepted."""
    long = [word for word in parts if word[0].isalpha() and word.lower() not in SMALL]
    capitals = sum(word[0].isupper() for word in long)
    return bool(long) and capitals * 10 >= len(long) * 8
