"""Notes and comments in brackets that are never closed: ``(Note: … End note``."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Span

OPENING = re.compile(  # looked for by its colon: brackets are many
    r":(?:(?<=([(\[](?:Note|NOTE|note):))|(?<=([(\[](?:Comment|COMMENT|comment):)))"
)
BRACKETS = re.compile(r"[()\[\]]")


def openings(text: str, start: int, end: int) -> list[Span]:
    """Where a note or comment opens with a bracket, in order."""
    places = [match.span(match.lastindex or 0) for match in OPENING.finditer(text, start, end)]
    return [Span(*place) for place in places if place[0] >= start]


def unclosed(text: str, notes: Sequence[Span], start: int, end: int) -> list[Defect]:
    """Of the notes that open between ``start`` and ``end``, the first that nothing closes.

    A new paragraph closes an open note; a closing bracket of either kind closes it before.
    """
    found: list[Defect] = []
    for note in notes[bisect_left(notes, (start,)) : bisect_left(notes, (end,))]:
        depth = 0
        for bracket in BRACKETS.finditer(text, note.start, end):
            depth += 1 if bracket.group() in "([" else -1
            if not depth:
                break
        if depth:
            found.append(Defect(DefectKind.NOTE_UNCLOSED, note))
            break
    return found
