"""A raw telegram as plain text, transmission lines and all or only its body.

A file may hold several, one after another: each becomes a reading of its own (``several``).
Marks that a copy has put on the text are taken off, each with a note: the ``>`` before every
line of one that was quoted, the header of an e-mail, the byte order marks of joined files.
"""

import re
from collections.abc import Iterator
from typing import Final

from reftel.sources import mail, marks
from reftel.sources.claims import claimed
from reftel.sources.encoding import decoded, settled
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.sources.several import as_sent, first_telegram, telegrams
from reftel.telegram.record import Published

QUOTE: Final = re.compile(r"^[ \t]*>[ ]?", re.MULTILINE)
DEEPEST: Final = 5  # quotations within quotations
BYTE_ORDER: Final = re.compile("^\ufeff", re.MULTILINE)


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """Each telegram of this text; its body is the whole text where there is just one."""
    text, notes = decoded(item.content)
    text, more = settled(text)
    text, again = _bare(text)
    notes += more + again
    if "\0" in text:
        notes = (*notes, "the text holds U+0000")
    pieces = list(telegrams(text))
    if not pieces:
        message = "No mark of a telegram was found in this text."
        yield Rejected(item.container, item.place, RejectKind.NOT_A_CABLE, message, item.content)
        return
    for number, piece in enumerate(pieces, 1):
        several = (f"telegram {number} of {len(pieces)} in one file",) if len(pieces) > 1 else ()
        yield _reading(piece, item.container, notes + several)


def _reading(piece: str, container: str, notes: tuple[str, ...]) -> Reading:
    body, more = _below(piece)
    claim = claimed(body, container)
    if claim is None:
        return Reading(Published(source="plain"), "", body, notes + more)
    about = Published(source="plain", id=claim.id)
    return Reading(about, "", body, (*notes, *more, claim.note))


def _bare(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the marks that stand before its lines."""
    if "\ufeff" in text:
        text = BYTE_ORDER.sub("", text)
    depth = 0
    while depth < DEEPEST and text.lstrip().startswith(">") and _is_quoted(text):
        text, depth = QUOTE.sub("", text), depth + 1
    return text, ("every line was quoted (>); the marks are taken off",) * bool(depth)


def _is_quoted(text: str) -> bool:
    return all(line.lstrip().startswith(">") for line in text.split("\n") if line.strip())


def _below(piece: str) -> tuple[str, tuple[str, ...]]:
    """The telegram without what stands above it and is none of it, where that is sure."""
    is_telegram = marks.is_telegram(piece)
    if is_telegram and "From" not in piece[: mail.NEAR]:
        return piece, ()
    at = first_telegram(as_sent(piece))
    if not at:
        return piece, ()
    below = mail.left_out(piece, at)
    if below is not None:
        return below[0], below[1:]
    if is_telegram:
        return piece, ()
    return piece[at:], ("what stands above the telegram is left out",)
