"""A raw telegram as plain text, transmission lines and all or only its body.

A file may hold several, one after another: each becomes a reading of its own. The sections
of one telegram, which repeat its date-time group and sender, stay together.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from reftel.sources import marks
from reftel.sources.encoding import decoded, settled
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.telegram.record import Published

# A message begins at FL 1, or at a date-time group with a sender and an addressee under it;
# FL 2 to 4 may stand above that. It ends after NNNN, which the next one's start may touch.
BEGINNING: Final = re.compile(
    r"^(?:V?ZCZC[A-Z]{3}\S*[ \t]*$"
    r"|(?:(?:[ZOPR]{2} R[A-Z]{4,6}|DE R[A-Z]{4,6}|ZN[RY] [A-Z]{5})[^\n]{0,80}\n"
    r"(?:R[A-Z]{4,6}\b[^\n]{0,80}\n){0,40}){0,3}"
    rf"{marks.DTG}[^\n]{{0,80}}\n\s{{0,4}}FM [^\n]{{2,80}}\n\s{{0,4}}TO )",
    re.MULTILINE,
)
ENDING: Final = re.compile(r"^[ \t]*NNNN?(?:[ \t]*|[A-Z]{4,12}[ \t]*)$\n?", re.MULTILINE)
SHORTEST: Final = 12  # characters of a telegram, cut short though it be
OPENING: Final = 8192  # characters in which a telegram shows what it is
STAMP: Final = re.compile(
    rf"^[ \t]*({marks.DTG})[^\n]{{0,80}}\n\s{{0,4}}(FM [^\n]{{2,80}})$", re.MULTILINE
)


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """Each telegram of this text; its body is the whole text where there is just one."""
    text, notes = decoded(item.content)
    text, more = settled(text)
    notes += more
    if "\0" in text:
        notes = (*notes, "the text holds U+0000")
    pieces = list(telegrams(text))
    if not pieces:
        message = "No mark of a telegram was found in this text."
        yield Rejected(item.container, item.place, RejectKind.NOT_A_CABLE, message, item.content)
        return
    for number, piece in enumerate(pieces, 1):
        several = (f"telegram {number} of {len(pieces)} in one file",) if len(pieces) > 1 else ()
        yield Reading(Published(source="plain"), "", piece, notes + several)


def telegrams(text: str) -> Iterator[str]:
    """The text cut where another telegram begins; nothing of it is dropped.

    Another one begins after NNNN, or at a beginning once the one at hand has had its body.
    """
    if not marks.is_telegram(text):
        return
    begin = looked_at = 0
    stamp, has_body = _stamp(text, 0), False
    for at, ends, room in _cuts(text):
        has_body = has_body or marks.has_body(text[looked_at:at])
        looked_at = at
        if not (ends or has_body) or room < SHORTEST:
            continue
        latest = _stamp(text, at)
        if marks.is_telegram(text[at : at + OPENING]) and (latest is None or latest != stamp):
            yield text[begin:at]
            begin, stamp, has_body = at, latest, False
    yield text[begin:]


def _cuts(text: str) -> Iterator[tuple[int, bool, int]]:
    """Where a telegram may begin, whether one ended there, and how far it is to the next."""
    begins = {match.start(): False for match in BEGINNING.finditer(text)}
    places = begins | {match.end(): True for match in ENDING.finditer(text)}
    cuts = sorted((at, ends) for at, ends in places.items() if 0 < at < len(text))
    for (at, ends), (following, _) in pairwise([*cuts, (len(text), True)]):
        yield at, ends, following - at


def _stamp(text: str, at: int) -> tuple[str, ...] | None:
    """The date-time group and sender that the telegram from here on shows first."""
    match = STAMP.search(text, at, at + OPENING)
    return match.groups() if match else None
