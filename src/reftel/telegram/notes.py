"""Notes and comments in brackets that are never closed: ``(Note: … End note``."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Span

OPENED: Final = frozenset(
    bracket + word
    for bracket in "(["
    for word in ("Note", "NOTE", "note", "Comment", "COMMENT", "comment")
)
LENGTHS: Final = (len("(Note"), len("(Comment"))
BRACKETS: Final = re.compile(r"[()\[\]]")


def openings(text: str, start: int, end: int) -> list[Span]:
    """Where a note or comment opens with a bracket, in order."""
    found: list[Span] = []
    colon = text.find(":", start, end)  # of which there are fewer than brackets
    while colon >= 0:
        for length in LENGTHS:
            at = colon - length
            if at >= start and text[at:colon] in OPENED:
                found.append(Span(at, colon + 1))
        colon = text.find(":", colon + 1, end)
    return found


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
