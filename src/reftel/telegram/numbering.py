"""Which numbers at the beginning of a line number a paragraph, and which are text.

The chain rises by one; a portion mark speaks for a number, a quotation or a list after a
colon against it. A roman heading takes part in the count where it stands for a number of
the instruction that the message answers, and its letters are then its paragraphs.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reftel.telegram.defects import DefectKind
from reftel.telegram.numerals import Candidate
from reftel.telegram.record import Defect, Span

WINDOW: Final = 80  # candidates looked ahead at
LETTER_GAP: Final = 3  # answers left out between two letters


def unbroken(candidates: Sequence[Candidate]) -> bool:
    """Whether all of them number a paragraph beyond a doubt: 1, 2, 3 … in the outer text.

    So it is in most messages; what ``Chain`` weighs does not arise there.
    """
    number = 1
    for one in candidates:
        if one.number != number or one.kind != "number":
            return False
        if one.damaged or one.quoted or one.open_quoted or not (one.mark or one.after_blank):
            return False
        number += 1
    return True


class Chain:
    """Walks the candidates in order and keeps those that number a paragraph."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.last_at: dict[int, int] = {}
        self.last_marked: dict[int, int] = {}
        self.last_spaced: dict[int, int] = {}  # below a blank line
        numbers = marks = 0  # outside quotations
        spaced: list[int] = []
        for place, one in enumerate(candidates):
            if one.kind != "number":
                continue
            self.last_at[one.number] = place
            if one.mark is not None:
                self.last_marked[one.number] = place
            if one.after_blank:
                self.last_spaced[one.number] = place
            if not one.quoted:
                numbers += 1
                marks += one.mark is not None
                if one.after_blank:
                    spaced.append(one.number)
        self.marked = marks >= 2 or 0 < marks == numbers
        self.ascending = (
            not self.marked and len(spaced) > 3 and all(a < b for a, b in pairwise(spaced))
        )
        self.contents = self._contents()
        self.accepted: list[Candidate] = []
        self.seen: set[int] = set()
        self.defects: list[Defect] = []
        self.last: int = 0
        self.nested: int = 0
        self.key: int = 0  # the roman number that letters now belong to
        self.letter = ""

    def _contents(self) -> int:
        """How many candidates at the head are a table of contents.

        That is 1, 2, 3 on lines running, without a mark, and again a 1 and a 2 below.
        """
        first = 0
        for place, one in enumerate(self.candidates[:WINDOW]):
            if one.kind != "number" or one.number != place + 1 or one.mark is not None:
                break
            if place and one.row != self.candidates[place - 1].row + 1:
                break
            first = place + 1
        again = first >= 3 and self.last_at.get(1, 0) >= first and self.last_at.get(2, 0) >= first
        return first if again else 0

    def walked(self) -> list[Candidate]:
        for place, one in enumerate(self.candidates):
            if one.kind == "roman":
                self._roman(place, one)
            elif one.kind == "letters":
                self._letters(one)
            elif place >= self.contents:
                self._number(place, one)
        return self.accepted

    def _accept(self, one: Candidate, number: int, kind: DefectKind | None = None) -> None:
        self.accepted.append(one)
        self.seen.add(one.number)
        if kind is not None:
            self._defect(kind, one)
        if one.damaged and one.mark is not None:
            self._defect(DefectKind.MARK_DAMAGED, one, one.mark.span)
        self.last, self.nested, self.key = number, 0, 0

    def _defect(self, kind: DefectKind, one: Candidate, span: Span | None = None) -> None:
        where = span or Span(one.start, max(one.start + 1, one.start + len(one.written)))
        self.defects.append(Defect(kind, where, f"{one.written} after {self.last}"))

    def _number(self, place: int, one: Candidate) -> None:
        number = one.number
        if one.flowing and one.mark is None and self._again_below(place, one):
            return
        if one.quoted and (one.mark is None or number != self.last + 1):
            return
        if one.open_quoted and not self.last and one.mark is None:
            return  # nothing was numbered above: the numbers are the quoted text's own
        if self.nested and number == self.nested + 1 and not self._outer(place, one):
            self.nested = number
        elif number == self.last + 1:
            if self._next(place, one):
                self._accept(one, number)
        elif one.mark is not None:
            self._marked(one)
        elif number == 1 or not self.last:
            self._first(place, one)
        elif not self.marked and one.after_blank:
            self._unmarked(place, one)

    def _again_below(self, place: int, one: Candidate) -> bool:
        """Whether the number comes again below a blank line, or cannot be next at all."""
        again = self.last_spaced.get(one.number, -1) > place
        return again or one.number != self.last + 1

    def _outer(self, place: int, one: Candidate) -> bool:
        """Whether a number that would go on in the inner list is the outer chain's next."""
        if one.number != self.last + 1:
            return False
        if one.mark is not None:
            return True
        return not self.marked and self.last_at[one.number] == place and not one.after_colon

    def _next(self, place: int, one: Candidate) -> bool:
        """Whether the next number may be taken: not where a marked one of its number follows."""
        if one.mark is not None:
            return True
        if not one.after_blank and self._again_below(place, one):
            return False  # the day of a date, where a line happened to end
        if not self.marked:
            return True
        return self.last_marked.get(one.number, -1) < place and (
            one.after_blank or not one.after_colon
        )

    def _marked(self, one: Candidate) -> None:
        """A number out of the chain, with a portion mark: a paragraph all the same."""
        number = one.number
        if number == self.last:
            self._accept(one, number, DefectKind.NUMBER_REPEATED)
        elif number == 1 and self.last > 1:
            self._accept(one, number, DefectKind.NUMBER_RESTARTED)
        elif number > self.last:
            self._accept(one, number, DefectKind.NUMBER_GAP)
        else:
            self._accept(one, self.last + 1, DefectKind.NUMBER_GAP)

    def _unmarked(self, place: int, one: Candidate) -> None:
        """A number out of the chain where no paragraph has a mark: one lost, or two exchanged."""
        missing = self.last + 1
        following = self.candidates[place + 1] if place + 1 < len(self.candidates) else None
        exchanged = following is not None and following.number == missing == one.number - 1
        if (
            exchanged
            or (self.ascending and one.number > missing)
            or (missing < one.number <= missing + 2 and self.last_spaced.get(missing, -1) < place)
        ):
            self._accept(one, one.number, DefectKind.NUMBER_GAP)
        elif one.number == self.last - 1 and one.number not in self.seen:
            self._accept(one, self.last, DefectKind.NUMBER_GAP)
        elif one.number == self.last and (following is None or following.number == missing):
            self._accept(one, one.number, DefectKind.NUMBER_REPEATED)

    def _first(self, place: int, one: Candidate) -> None:
        """A 1 below other numbers begins an inner list, or a second series of paragraphs."""
        if not self.last:
            if one.after_blank and self.last_at.get(1, -1) < place and one.number <= 9:
                self._accept(one, one.number, DefectKind.NUMBER_GAP)
            return
        if self.marked or one.after_colon or not one.after_blank or self._resumes(place):
            self.nested = 1
            return
        self._accept(one, 1, DefectKind.NUMBER_RESTARTED)

    def _resumes(self, place: int) -> bool:
        """Whether the outer chain goes on below the list that begins here."""
        top = 1
        for one in self.candidates[place + 1 : place + WINDOW]:
            if one.kind != "number" or one.quoted:
                continue
            if one.number == top + 1 and one.number != self.last + 1:
                top = one.number
            elif one.number == self.last + 1:
                return True
        return top == 1

    def _roman(self, place: int, one: Candidate) -> None:
        """A roman heading counts where it goes on from the numbers above, with letters below."""
        follows = self.key > 0 and one.number == self.key + 1
        begins = self.last > 0 and one.number > self.last + 1 and one.number > 5
        if one.quoted or not (follows or begins) or not self._lettered(place):
            return
        one.key = one.number
        self.accepted.append(one)
        self.last = self.key = one.number
        self.nested = 0
        self.letter = ""

    def _lettered(self, place: int) -> bool:
        for one in self.candidates[place + 1 : place + 4]:
            if one.kind == "letters":
                return True
            if one.kind == "number":
                return False
        return False

    def _letters(self, one: Candidate) -> None:
        if not self.key or one.quoted:
            return
        first, last = one.written[0], one.written[-1]
        after = self.letter or "@"  # the sign before A
        if ord(after) < ord(first) <= ord(after) + LETTER_GAP:
            one.key = self.key
            self.accepted.append(one)
            self.letter = last
