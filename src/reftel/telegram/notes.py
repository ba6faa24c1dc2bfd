"""Notes and comments in brackets that are never closed: ``(Note: … End note``."""

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Span

OPENINGS = ("(Note:", "(NOTE:", "[Note:", "[note:", "(Comment:", "(COMMENT:", "[Comment:")
BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}


def unclosed_notes(text: str, start: int, end: int) -> list[Defect]:
    """A new paragraph closes an open note; any closing bracket closes a note of either kind."""
    found: list[Defect] = []
    for word in OPENINGS:
        at = text.find(word, start, end)
        while at >= 0:
            depth = 0
            for letter in text[at:end]:
                depth += BRACKETS.get(letter, 0)
                if depth == 0:
                    break
            if depth:
                found.append(Defect(DefectKind.NOTE_UNCLOSED, Span(at, at + len(word))))
                break
            at = text.find(word, at + 1, end)
    return found
