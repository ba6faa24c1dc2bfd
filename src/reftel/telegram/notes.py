"""Notes and comments in brackets that are never closed: ``(Note: … End note``."""

import re
from collections.abc import Iterable

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Span

WORDS = ("ote:", "OTE:", "omment:", "OMMENT:")
OPENING = re.compile(r"[(\[](?:Note|NOTE|note|Comment|COMMENT|comment):$")
LONGEST = len("(Comment:")
BRACKETS = re.compile(r"[()\[\]]")


def openings(text: str, start: int, end: int) -> list[Span]:
    """Where a note or comment opens with a bracket, in order."""
    found: list[Span] = []
    for word in WORDS:
        at = text.find(word, start, end)
        while at >= 0:
            stop = at + len(word)
            match = OPENING.search(text, max(start, stop - LONGEST), stop)
            if match is not None:
                found.append(Span(match.start(), stop))
            at = text.find(word, stop, end)
    found.sort()
    return found


def unclosed(text: str, notes: Iterable[Span], end: int) -> list[Defect]:
    """A new paragraph closes an open note; a closing bracket of either kind closes it before."""
    found: list[Defect] = []
    for note in notes:
        depth = 0
        for bracket in BRACKETS.finditer(text, note.start, end):
            depth += 1 if bracket.group() in "([" else -1
            if not depth:
                break
        if depth:
            found.append(Defect(DefectKind.NOTE_UNCLOSED, note))
            break
    return found
