"""``Classified By: DCM Jane Doe for reasons 1.4 (b) and (d).``: who, and for what reasons.

The letters are those of E.O. 12958 section 1.5 (1995), and of section 1.4 since E.O. 13292
(2003); they come in every kind of bracket, and may be broken over lines.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import ClassifiedBy, Defect, Paragraph, Read
from reftel.telegram.text import trimmed, word_set

LABEL: Final = re.compile(  # a form's, and a hand's behind it
    r"(?:(?:\d{1,2}\s?[.)]\s*)?(?:\([A-Z/]{1,8}\)\s*)?\(?CLASSIFIED(?:\s+BY)?\s*[:;.\-]*\s*){1,2}",
    re.IGNORECASE,
)
REASONS: Final = re.compile(
    r"REASONS?\b|\b\d\s?\.\s?\d\s?(?=[(\s,]*[A-H]\b)|\bE\.?\s?O\.?\s*1\d{4}|DECLASSIFY\s+ON",
    re.IGNORECASE,
)
LINKS: Final = word_set(
    " for per the under section sections by reason reasons and of in accordance with pursuant to"
    " due based on is this are because e.o eo"
)
PART: Final = re.compile(
    r"(?P<section>\b\d\s?\.\s?\d{1,2})|(?P<exempt>\b25X\d)"
    r"|(?<![A-Za-z])(?P<letter>[A-Ha-h])(?![A-Za-z])"
)
ORDER: Final = re.compile(r"\bE\.?\s?O\.?\s{0,2}(?:1\d{4}\b)?", re.IGNORECASE)
STOP: Final = re.compile(r"[A-Za-z)]\s?\.\s|DECLASSIFY\s+ON|DERIVED", re.IGNORECASE)
EXEMPTED: Final = re.compile(r"DECL(?:ASSIFY\s+ON)?\b", re.IGNORECASE)  # from then, not a reason
DERIVED: Final = re.compile(r"\bDERIVED\s+FROM\b", re.IGNORECASE)  # a guide that has the reasons
FIRST: Final = re.compile(r"\(?CLASSIFIED\s+BY\b", re.IGNORECASE)
LONGEST: Final = 200  # letters of a note that is remembered
MOST: Final = 1500  # characters of one such note


def classified_by(
    text: str, start: int, end: int, defects: list[Defect]
) -> Read[ClassifiedBy] | None:
    """The note in ``text[start:end]``, label included."""
    span = trimmed(text, start, min(end, start + MOST))
    label = LABEL.match(text, span.start, span.end)
    at = label.end() if label else span.start
    words = " ".join(text[at : span.end].split())
    if not words:
        return None
    note = _remembered(words) if len(words) <= LONGEST else _read(words)
    if not note.reasons and label is not None and DERIVED.search(words) is None:
        defects.append(Defect(DefectKind.REASONS_MISSING, span))
    return Read(note, span)


def _read(words: str) -> ClassifiedBy:
    reasons_at = REASONS.search(words)
    cut = reasons_at.start() if reasons_at else len(words)
    derived = DERIVED.search(words, 1)
    end = derived.start() if derived and derived.start() < cut else cut
    who = _without_link_words(words[:end])
    return ClassifiedBy(who, _reasons(words[cut:]) if reasons_at else ())


_remembered: Final = lru_cache(maxsize=4096)(_read)  # one officer signs hundreds of telegrams alike


def _without_link_words(who: str) -> str:
    """The name and title, without the words that lead on to the reasons."""
    parts = who.split()
    while parts and parts[-1].strip(" ,.;:(-").lower() in LINKS:
        parts.pop()
    who = " ".join(parts).rstrip(" ,;:(-")
    return who[:-1] if parts and len(parts[-1]) > 3 and who.endswith(".") else who


def _reasons(written: str) -> tuple[str, ...]:
    """``1.4(b)`` for each letter under its section, ``(b)`` where no section is given."""
    found: list[str] = []
    section = ""
    written = ORDER.sub(" ", written)
    for part in PART.finditer(written):
        if part["exempt"]:
            if not found or EXEMPTED.search(written, 0, part.start()) is None:
                found.append(part["exempt"].upper())
        elif part["section"]:
            if found and STOP.search(written, 0, part.start()):
                break
            section = "".join(part["section"].split())
        else:
            if found and STOP.search(written, 0, part.start()):
                break
            found.append(f"{section}({part['letter'].lower()})")
    return tuple(dict.fromkeys(found))


def classified_first(
    text: str, paragraphs: Sequence[Paragraph], defects: list[Defect]
) -> Read[ClassifiedBy] | None:
    """The note as the first paragraph: ``1. (U) Classified by …``. It stays text there."""
    for one in paragraphs[:2]:
        if FIRST.match(one.text):
            at = text.find("lassified", *one.span)
            at = text.find("LASSIFIED", *one.span) if at < 0 else at
            return classified_by(text, max(at - 1, one.span.start), one.span.end, defects)
    return None
