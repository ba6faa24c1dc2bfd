"""The header of an e-mail, or what else stands above a telegram and is none of it."""

import quopri
import re
from typing import Final

from reftel.sources.encoding import decoded
from reftel.telegram.sending import DATE_LINE

_NAMES: Final = (
    r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Received|Message-I[dD]|Return-Path|Reply-To|Sender"
    r"|Delivered-To|Importance|In-Reply-To|References|MIME-Version|Mime-Version"
    r"|(?:Content|X|List|Thread|Resent)-[A-Za-z-]{2,40})"
)
# The line that parts messages in an mbox file, and a block of fields with their own lines.
HEADER: Final = re.compile(
    rf"^(?:From [^\n]{{1,200}}\n)?(?:{_NAMES}:[^\n]{{0,2000}}\n(?:[ \t]{{1,20}}\S[^\n]{{0,2000}}\n)"
    r"{0,20}){2,60}",
    re.MULTILINE,
)
LABEL: Final = re.compile(r"\d\d[A-Z]{2,40}\d{1,6}\Z")  # a reference id on a line of its own
QUOTED_PRINTABLE: Final = "quoted-printable"
NEAR: Final = 6000  # characters above a telegram that may be the header of an e-mail


def above(plain: str, begin: int, at: int) -> int:
    """Where what belongs to the telegram at ``at`` begins: its e-mail's header, its id."""
    start = max(begin, at - NEAR)
    piece = plain[start:at]
    for header in HEADER.finditer(piece):
        if "From" in header.group() and not _lines(piece[header.end() :], 3):
            return start + header.start()
    kept = len(piece)
    for line in reversed(piece.splitlines(keepends=True)[-6:]):
        words = line.strip()
        if words and not (LABEL.match(words) or DATE_LINE.match(words)):
            break
        kept -= len(line)
        at = start + kept if words else at
    return at


def left_out(piece: str, at: int) -> tuple[str, str] | None:
    """The piece from ``at`` on, where an e-mail's header stands above that, and a note."""
    headers = [one.group() for one in HEADER.finditer(piece, 0, at) if "From" in one.group()]
    if not headers:
        return None
    text = piece[at:]
    if QUOTED_PRINTABLE in headers[-1].lower():
        text = decoded(quopri.decodestring(text.encode("utf-8", "replace")))[0]
    return text, "the header of an e-mail, above the telegram, is left out"


def _lines(text: str, most: int) -> bool:
    """Whether more than so many lines that are not blank stand in this."""
    return sum(1 for line in text.splitlines() if line.strip()) > most
