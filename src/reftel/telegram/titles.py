"""The titles in a message: what the headings' looks tell, with their words and stretches."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from reftel.telegram.candidates import Candidates
from reftel.telegram.headings import ANNOUNCED, LONGEST, RULE_SIGNS, alone, before_rule, dashed
from reftel.telegram.numerals import Candidate
from reftel.telegram.quotations import Quotations
from reftel.telegram.record import Read
from reftel.telegram.rows import Rows
from reftel.telegram.text import placed

SHOUTED_SAMPLE: Final = 400
MOST_WORDS_SHOUTED: Final = 6
MOST_BELOW_ROMAN: Final = 3  # rows of a roman heading below its first
DRAWN: Final = "----"  # the shortest rule in the line of its title
BEHIND_WORDS: Final = re.compile(r"----(?<=[^\S\n]----)")  # one with a blank before it
START: Final = attrgetter("start")


class Title:
    """A heading: its words, and the stretch that it takes up with its rules."""

    __slots__ = ("end", "start", "words")

    def __init__(self, start: int, end: int, words: Read[str]) -> None:
        self.start = start
        self.end = end
        self.words = words


def titles(
    rows: Rows, candidates: Candidates, accepted: Sequence[Candidate], quoted: Quotations
) -> list[Title]:
    """The titles in order; ``accepted`` number paragraphs, and may lose their text to a title."""
    rules = candidates.rules
    taken = {one.row for one in accepted}
    headings = dashed(rows.texts, rules, taken) if rules else []
    found = [_title(rows, *heading) for heading in headings]
    covered = {row for heading in headings for row in range(heading.first, heading.last + 1)}
    if not candidates.sound:
        found += [_roman(rows, one) for one in accepted if one.kind == "roman"]
    if candidates.lone:
        lone = _alone(rows, candidates.lone, taken, covered, quoted)
        found += [_title(rows, row, row, row, row) for row in lone]
    found += _before_rules(rows, rules, taken)
    if len(rules) > len(headings):
        found += _numbered(rows, [row for row in rules if row not in covered], accepted)
    found.sort(key=START)
    return found


def _title(rows: Rows, first: int, last: int, title_first: int, title_last: int) -> Title:
    title = rows.texts[title_first]
    if title_first < title_last:
        title = " ".join(rows.texts[title_first : title_last + 1])
    title = " ".join(title.split())
    words = placed(title.strip("/ ") or title, rows.at(title_first), rows.stop(title_last))
    start = words.span.start if first == title_first else rows.at(first)
    return Title(start, words.span.end if last == title_last else rows.stop(last), words)


def _roman(rows: Rows, one: Candidate) -> Title:
    """``VII. MILITARY`` and the lines right below it."""
    texts, last = rows.texts, one.row
    while last + 1 < len(texts) and texts[last + 1] and last - one.row < MOST_BELOW_ROMAN:
        last += 1
    return _title(rows, one.row, last, one.row, last)


def _numbered(rows: Rows, rules: Sequence[int], accepted: Sequence[Candidate]) -> list[Title]:
    """``1. SUMMARY`` between two rules: a heading that has the number of its paragraph."""
    if len(rules) < 2:
        return []
    known = set(rules)
    found: list[Title] = []
    for one in accepted:
        if one.kind != "number" or one.row - 1 not in known or one.row + 1 not in known:
            continue
        end = rows.stop(one.row)
        words = " ".join(rows.text[one.text_at : end].split())
        if words and len(words) < LONGEST:
            heading = placed(words, one.text_at, end)
            found.append(Title(rows.at(one.row - 1), one.start, heading))
            one.text_at = rows.stop(one.row + 1)
    return found


def _alone(
    rows: Rows,
    lone: Sequence[int],
    taken: set[int],
    covered: set[int],
    quoted: Quotations,
) -> list[int]:
    """Lines that are headings by their looks; none in a quotation, none in a list."""
    texts = rows.texts
    shouted = _shouted(rows)
    known = set(lone)
    found: set[int] = set()
    for row in reversed(lone):
        written = texts[row]
        below = row + 1
        while below < len(texts) and not texts[below]:
            below += 1
        numbered = below in taken
        if below >= len(texts) or (below == row + 1 and not numbered):
            continue
        above = row - 1
        while above >= 0 and not texts[above]:
            above -= 1
        before = texts[above] if above >= 0 else ""
        sure = numbered and (not before or before[-1] in '.!?)"”:-=')
        if not alone(written, sure=sure) or quoted.holds(rows.begins(row) + 1):
            continue
        over_heading = below in covered or (below in found and texts[below].isupper())
        doubted = (
            (below in known and not numbered and not over_heading)
            or (shouted and (not numbered or len(written.split()) > MOST_WORDS_SHOUTED))
            or (before.endswith((":", ",")) and not numbered)
        )
        if not doubted or ANNOUNCED.match(written):
            found.add(row)
    return sorted(found - covered - taken)


def _shouted(rows: Rows) -> bool:
    """Whether the message is in capitals throughout, as before 1990, by a sample of its middle."""
    middle = (rows.start + rows.end) // 2
    return rows.text[middle : min(rows.end, middle + SHOUTED_SAMPLE)].isupper()


def _before_rules(rows: Rows, rules: Sequence[int], taken: set[int]) -> Iterator[Title]:
    """``OVERVIEW --------`` on one line, in copies that lost their line ends."""
    first = rows.text.find(DRAWN, rows.start, rows.end)
    if first < 0:
        return  # as in most
    known = set(rules)
    behind = BEHIND_WORDS.finditer(rows.text, first, rows.end)
    for row in sorted({rows.row_of(rule.start()) for rule in behind} - known):
        written = rows.texts[row]
        if written[-1:] != "-":
            continue
        begins = row not in taken and written[0] not in RULE_SIGNS
        match = before_rule(written, begins=begins)
        if match is not None:
            at = rows.at(row)
            words = " ".join(match["title"].split())
            heading = placed(words, at + match.start("title"), at + match.end("title"))
            yield Title(at + match.start(), at + len(written), heading)
