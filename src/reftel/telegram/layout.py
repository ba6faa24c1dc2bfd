"""The lines of a message seen as a whole: numbers, rules, headings, in the order they stand."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from reftel.telegram.ending import FootLine
from reftel.telegram.headings import (
    LONGEST,
    RULE_SIGNS,
    Heading,
    alone,
    before_rule,
    dashed,
    is_rule,
)
from reftel.telegram.numbering import (
    LETTERS,
    ROMAN,
    Candidate,
    Chain,
    at_line,
    inline,
    roman_value,
)
from reftel.telegram.portion import portion
from reftel.telegram.record import Defect, Read, Span
from reftel.telegram.text import word_set

DIGITS = frozenset("0123456789")
ROMANS = frozenset("IVXLC")
AFTER_LETTER = frozenset(".,: -)&")
LETTERED_FROM = 6  # roman numbers below are headings of any report, no keys to questions
MONTHS = tuple(
    name
    for month in word_set(
        "January February March April May June July August September October November December"
    )
    for name in (month, month.upper())
)
REFLOWED = 120  # letters of a line, on the average; the wire has 69 at most
SHOUTED_SAMPLE = 400
MOST_WORDS_SHOUTED = 6


@dataclass(slots=True)
class Title:
    """A heading: its words, their span, and the stretch that it takes up with its rules."""

    start: int
    end: int
    text: str
    span: Span


@dataclass(slots=True)
class Layout:
    """What stands where in ``text[start:end]``."""

    text: str
    start: int
    end: int
    quoted: Sequence[Span]
    opened: Sequence[Span] = ()  # quotations without an end
    raws: list[str] = field(default_factory=list[str])
    texts: list[str] = field(default_factory=list[str])
    starts: list[int] = field(default_factory=list[int])
    rules: list[int] = field(default_factory=list[int])
    lone: list[int] = field(default_factory=list[int])
    reflowed: bool = False  # lines are as long as paragraphs: each line's end is one
    candidates: list[Candidate] = field(default_factory=list[Candidate])
    events: list[Candidate | Title] = field(default_factory=list["Candidate | Title"])
    defects: list[Defect] = field(default_factory=list[Defect])

    def read(self) -> "Layout":
        """Find everything; afterwards ``events`` holds numbers and headings in order."""
        self._lines()
        self._scan()
        self._inline()
        chain = Chain(self.candidates)
        accepted = chain.walked()
        self.defects = chain.defects
        numbers = [one for one in accepted if one.kind != "roman"]
        titles = self._titles(accepted)
        covered = {title.start for title in titles}
        self.events = [one for one in numbers if one.start not in covered]
        if titles:
            self.events += titles
            self.events.sort(key=lambda event: event.start)
        return self

    def foot(self, most: int) -> list[FootLine]:
        """The last lines that are not empty, at most ``most`` of them, in order."""
        found: list[FootLine] = []
        for row in range(len(self.texts) - 1, -1, -1):
            written = self.texts[row]
            if written:
                at = self._at(row)
                spaced = row > 0 and not self.texts[row - 1]
                found.append(FootLine(at, at + len(written), written, spaced))
                if len(found) == most:
                    break
        found.reverse()
        return found

    def _lines(self) -> None:
        self.raws = raws = self.text[self.start : self.end].split("\n")
        self.texts = [raw.strip() for raw in raws]
        filled = sum(map(bool, self.texts))
        self.reflowed = filled > 0 and sum(map(len, self.texts)) > REFLOWED * filled
        self.starts = list(accumulate([len(raw) + 1 for raw in raws], initial=self.start))

    def _at(self, row: int) -> int:
        raw = self.raws[row]
        return self.starts[row] + len(raw) - len(raw.lstrip())

    def _row_end(self, row: int) -> int:
        return self._at(row) + len(self.texts[row])

    def _scan(self) -> None:
        """One pass over the lines: numbers, romans, letters, rules, and lines that stand alone."""
        texts = self.texts
        last = len(texts) - 1
        keyed = False
        above = ""
        for row, written in enumerate(texts):
            if not written:
                above = ""
                continue
            first = written[0]
            found: Candidate | None = None
            if first in DIGITS or first == "¶" or (first == "P" and written[:4].upper() == "PARA"):
                found = at_line(self.text, self._at(row), row)
            elif first in RULE_SIGNS:
                if is_rule(written):
                    self.rules.append(row)
            elif keyed and written[1:2] in AFTER_LETTER and first.isupper():
                found = self._letters(row)  # one letter is no roman numeral here
            elif first in ROMANS and (roman := self._roman(row)):
                found = roman
                keyed = keyed or roman.number >= LETTERED_FROM
            if found is not None:
                self._candidate(found, row, above)
            elif not above and (row == last or not texts[row + 1] or texts[row + 1][0] in DIGITS):
                self.lone.append(row)
            above = written

    def _candidate(self, found: Candidate, row: int, above: str) -> None:
        found.after_blank = not above or above[0] in RULE_SIGNS or self.reflowed
        before = above
        back = row - 1
        while not before and back >= 0 and row - back < 9:
            before = self.texts[back]
            back -= 1
        found.after_colon = before.endswith(":")
        mid_sentence = bool(above) and above[-1].isalnum() and not self.reflowed
        found.flowing = mid_sentence or before.endswith(MONTHS)
        found.quoted = self._in_quotation(found.start)
        found.open_quoted = bool(self.opened) and found.start > self.opened[0].start
        self.candidates.append(found)

    def _in_quotation(self, at: int) -> bool:
        if not self.quoted:
            return False
        place = bisect_right(self.quoted, at, key=lambda span: span.start) - 1
        return place >= 0 and self.quoted[place].start < at < self.quoted[place].end

    def _roman(self, row: int) -> Candidate | None:
        match = ROMAN.match(self.text, self._at(row))
        if match is None:
            return None
        value = roman_value(match["roman"])
        if not value:
            return None
        return Candidate("roman", match.start(), match.end(), value, match["roman"], row)

    def _letters(self, row: int) -> Candidate | None:
        match = LETTERS.match(self.text, self._at(row))
        if match is None:
            return None
        return Candidate("letters", match.start(), match.end(), 0, match["letters"], row)

    def _inline(self) -> None:
        """Numbers inside a line join the candidates in their place."""
        known = {at for one in self.candidates for at in range(one.start, one.text_at)}
        found = [
            (at, match) for at, match in inline(self.text, self.start, self.end) if at not in known
        ]
        for at, match in found:
            read = portion(match["mark"])
            if read is None:
                continue
            row = bisect_right(self.starts, at) - 1
            mark = Read(read[0], Span(match.start("mark") - 1, match.end("mark") + 1))
            one = Candidate(
                "number", at, match.end(), int(match["number"]), match["number"], row, mark, read[1]
            )
            one.quoted = self._in_quotation(at)
            self.candidates.append(one)
        lost = self._lost()
        if found or lost:
            self.candidates += lost
            self.candidates.sort(key=lambda one: one.start)

    def _lost(self) -> list[Candidate]:
        """Numbers that begin no line though their neighbours do: ``… the end. 5. The next``.

        The last number has no neighbour below; two blanks before it stand for one.
        """
        places: dict[int, list[int]] = {}
        for one in self.candidates:
            if one.kind == "number" and not one.quoted and (one.mark or one.after_blank):
                places.setdefault(one.number, []).append(one.start)
        found: list[Candidate] = []
        for number in range(2, max(places, default=0) + 2):
            if number in places or number - 1 not in places:
                continue
            above = places[number - 1][-1]
            below = next((at for at in places.get(number + 1, ()) if at > above), None)
            last = below is None and number - 1 == max(places)
            if below is None and not last:
                continue
            blanks = " " if last else " ?"
            match = re.compile(rf"(?<=[.!?)\"]) {blanks}{number}\.\s{{1,3}}(?=[A-Z\"(])").search(
                self.text, above, below or self.end
            )
            if match is not None:
                start = match.start() + match.group().index(str(number))
                row = bisect_right(self.starts, start) - 1
                one = Candidate("number", start, match.end(), number, str(number), row)
                one.after_blank = True
                found.append(one)
        return found

    def _titles(self, accepted: Sequence[Candidate]) -> list[Title]:
        taken = frozenset(one.row for one in accepted)
        titles = [
            self._title(heading.first, heading.last, heading.title_first, heading.title_last)
            for heading in self._dashed(taken)
        ]
        rows = {row for one in titles for row in self._rows_of(one)}
        for one in accepted:
            if one.kind == "roman":
                last = one.row
                while last + 1 < len(self.texts) and self.texts[last + 1] and last - one.row < 3:
                    last += 1
                titles.append(self._title(one.row, last, one.row, last))
        titles += [
            self._title(row, row, row, row)
            for row in self._alone(taken, rows)
            if row not in rows and row not in taken
        ]
        titles += self._reflowed(taken)
        titles += self._numbered(accepted)
        titles.sort(key=lambda title: title.start)
        return titles

    def _numbered(self, accepted: Sequence[Candidate]) -> list[Title]:
        """``1. SUMMARY`` between two rules: a heading that has the number of its paragraph."""
        rules = set(self.rules)
        found: list[Title] = []
        for one in accepted:
            if one.kind != "number" or one.row - 1 not in rules or one.row + 1 not in rules:
                continue
            span = Span(one.text_at, self._row_end(one.row))
            words = " ".join(self.text[span.start : span.end].split())
            if words and len(words) < LONGEST:
                found.append(Title(self._at(one.row - 1), one.start, words, span))
                one.text_at = self._row_end(one.row + 1)
        return found

    def _dashed(self, taken: frozenset[int]) -> list[Heading]:
        return dashed(self.texts, self.rules, taken) if self.rules else []

    def _rows_of(self, title: Title) -> range:
        return range(
            bisect_right(self.starts, title.start) - 1, bisect_right(self.starts, title.end)
        )

    def _title(self, first: int, last: int, title_first: int, title_last: int) -> Title:
        words = " ".join(text for text in self.texts[title_first : title_last + 1] if text)
        span = Span(self._at(title_first), self._row_end(title_last))
        title = " ".join(words.split())
        return Title(self._at(first), self._row_end(last), title.strip("/ ") or title, span)

    def _alone(self, taken: frozenset[int], dashed_rows: set[int]) -> list[int]:
        """Lines that are headings by their looks; none in a quotation, none in a list."""
        middle = (self.start + self.end) // 2
        shouted = self.text[middle : min(self.end, middle + SHOUTED_SAMPLE)].isupper()
        lone = set(self.lone)
        found: set[int] = set()
        for row in reversed(self.lone):
            written = self.texts[row]
            below = row + 1
            while below < len(self.texts) and not self.texts[below]:
                below += 1
            numbered = below in taken
            if below >= len(self.texts) or (below == row + 1 and not numbered):
                continue
            above = row - 1
            while above >= 0 and not self.texts[above]:
                above -= 1
            before = self.texts[above] if above >= 0 else ""
            sure = numbered and (not before or before[-1] in '.!?)"”:-=')
            if not alone(written, sure=sure) or self._in_quotation(self.starts[row] + 1):
                continue
            over_heading = below in dashed_rows or (below in found and self.texts[below].isupper())
            if below in lone and not numbered and not over_heading:
                continue
            if shouted and (not numbered or len(written.split()) > MOST_WORDS_SHOUTED):
                continue
            if before.endswith((":", ",")) and not numbered:
                continue
            found.add(row)
        return sorted(found)

    def _reflowed(self, taken: frozenset[int]) -> list[Title]:
        """``OVERVIEW --------`` on one line, in copies that lost their line ends."""
        found: list[Title] = []
        ends = [row for row, written in enumerate(self.texts) if written.endswith("---")]
        for row in ends:
            written = self.texts[row]
            if row in taken or written[0] in RULE_SIGNS:
                continue
            title = before_rule(written)
            if title is not None:
                at = self._at(row)
                span = Span(at, at + len(title))
                found.append(Title(at, at + len(written), " ".join(title.split()), span))
        return found
