"""The candidates: each number, roman numeral or letter of a message that may begin a paragraph."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from reftel.telegram.headings import RULE_SIGNS, is_rule
from reftel.telegram.numbering import unbroken
from reftel.telegram.numerals import AFTER_ROMAN, Candidate, at_line, inline, letters, lost, roman
from reftel.telegram.quotations import Quotations
from reftel.telegram.rows import Rows
from reftel.telegram.text import word_set

DIGITS: Final = frozenset("0123456789")
ROMANS: Final = frozenset("IVXLC")
FIRST_SIGNS: Final = frozenset("¶P") | DIGITS | ROMANS | RULE_SIGNS  # of more than text
AFTER_LETTER: Final = frozenset(".,: -)&")
LETTERED_FROM: Final = 6  # roman numbers below are headings of any report, no keys to questions
MONTHS: Final = tuple(
    name
    for month in word_set(
        "January February March April May June July August September October November December"
    )
    for name in (month, month.upper())
)
START: Final = attrgetter("start")
FAR_ABOVE: Final = 8  # rows in which the line above a number is looked for


class Candidates(NamedTuple):
    """The candidates in order, and of the rows beside them the rules and those that stand alone.

    ``sound`` tells that the candidates number the paragraphs beyond a doubt.
    """

    found: list[Candidate]
    rules: list[int]
    lone: list[int]
    sound: bool


def candidates(rows: Rows, quoted: Quotations) -> Candidates:
    """Find them at the beginnings of the rows, and then in mid-line."""
    found, rules = _at_lines(rows)
    inside = _inline(rows, found)
    lone = _lone(rows, found)
    if quoted.found:
        for one in found:
            one.open_quoted = quoted.opened_above(one.start)
        for one in (*found, *inside):
            one.quoted = quoted.holds(one.start)
    sound = not inside and unbroken(found)
    if sound:
        inside = _next(rows, found)
    else:
        for one in found:
            if one.kind == "number":
                _see_above(rows, one)
        inside += _lost(rows, [*found, *inside])
    if inside:
        for one in inside:
            one.row = rows.row_of(one.start)
        found += inside
        found.sort(key=START)
    return Candidates(found, rules, lone, sound)


def _at_lines(rows: Rows) -> tuple[list[Candidate], list[int]]:
    """The numbers that begin a row, roman numerals with their letters; and rules."""
    texts = rows.texts
    found: list[Candidate] = []
    rules: list[int] = []
    keyed = len(texts)  # the row below which letters may answer a roman numeral
    for row, written in enumerate(texts):
        if not written or written[0] not in FIRST_SIGNS:
            continue  # as most
        if written[0] in RULE_SIGNS:
            if is_rule(written):
                rules.append(row)
        else:
            one = _at_line(rows, row, written, below_key=row > keyed)
            if one is not None:
                one.row = row
                found.append(one)
                if one.kind == "roman" and one.number >= LETTERED_FROM:
                    keyed = min(keyed, row)
    if keyed < len(texts):
        found += _lettered(rows, keyed + 1)
        found.sort(key=START)
    return found, rules


def _at_line(rows: Rows, row: int, written: str, *, below_key: bool) -> Candidate | None:
    """The number or roman numeral that begins a row; below a key one letter is no numeral."""
    if written[0] in ROMANS:
        if written[1:2] not in AFTER_ROMAN or (below_key and written[1] in AFTER_LETTER):
            return None
        return roman(rows.text, rows.at(row))
    if written[0] == "P" and written[:4].upper() != "PARA":
        return None
    one = at_line(rows.text, rows.at(row))
    if one is not None and one.mark is None:
        one.after_blank = _below_blank(rows, row)
    return one


def _below_blank(rows: Rows, row: int) -> bool:
    """Whether a row stands below an empty one or a rule."""
    above = rows.texts[row - 1] if row else ""
    return not above or above[0] in RULE_SIGNS or rows.reflowed


def _see_above(rows: Rows, one: Candidate) -> None:
    """What stands above a number: asked where the numbers alone leave a doubt."""
    one.after_blank = _below_blank(rows, one.row)
    if one.mark is None:
        above = rows.texts[one.row - 1] if one.row else ""
        before = rows.above(one.row, FAR_ABOVE)
        one.after_colon = before.endswith(":")
        mid_sentence = bool(above) and above[-1].isalnum() and not rows.reflowed
        one.flowing = mid_sentence or before.endswith(MONTHS)


def _lone(rows: Rows, found: Sequence[Candidate]) -> list[int]:
    """Rows between blank ones, or between a blank one and a number."""
    texts = rows.texts
    taken = {one.row for one in found}
    last = len(texts) - 1
    lone: list[int] = []
    for above in (-1, *rows.blank):
        row = above + 1
        if row > last or not texts[row] or row in taken:
            continue
        below = texts[row + 1] if row < last else ""
        if not below or below[0] in DIGITS:
            lone.append(row)
    return lone


def _lettered(rows: Rows, first: int) -> Iterator[Candidate]:
    for row in range(first, len(rows.texts)):
        written = rows.texts[row]
        if written[1:2] in AFTER_LETTER and written[0].isupper():
            one = letters(rows.text, rows.at(row))
            if one is not None:
                one.row = row
                yield one


def _inline(rows: Rows, found: Sequence[Candidate]) -> list[Candidate]:
    """Numbers with a mark inside a line."""
    inside = list(inline(rows.text, rows.start, rows.end))
    if inside:
        known = {at for one in found for at in range(one.start, one.text_at)}
        inside = [one for one in inside if one.start not in known]
    return inside


def _next(rows: Rows, found: Sequence[Candidate]) -> list[Candidate]:
    """The number below the last of a sound series, where it begins no line."""
    if not found:
        return []
    last = found[-1]
    one = lost(rows.text, last.number + 1, last.start, rows.end, spaced=True)
    return [] if one is None else [one]


def _lost(rows: Rows, found: Sequence[Candidate]) -> list[Candidate]:
    """Numbers that begin no line though their neighbours do.

    The last number has no neighbour below; two blanks before it stand for one.
    """
    sure = [
        one
        for one in found
        if one.kind == "number" and not one.quoted and (one.mark or one.after_blank)
    ]
    last = {one.number: one.start for one in sure}
    highest = max(last, default=0)
    more: list[Candidate] = []
    for number in sorted({known + 1 for known in last} - last.keys()):
        above, below = last[number - 1], rows.end
        if number < highest:
            neighbours = (one.start for one in sure if one.number == number + 1)
            below = next((at for at in neighbours if at > above), above)  # else there is none
        number_lost = lost(rows.text, number, above, below, spaced=number > highest)
        if number_lost is not None:
            more.append(number_lost)
    return more
