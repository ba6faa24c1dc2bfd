"""In what a quotation that is right word for word still differs from the text."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from reftel.analysis.forms import REDACTION
from reftel.analysis.likeness import Alignment, Kind, Run
from reftel.analysis.quotable import Quotable
from reftel.analysis.quotation import Piece
from reftel.telegram.redactions import REDACTED

_REDACTED = re.compile(f"(?i:{REDACTED.pattern})")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("‘’‚ʼ＇`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d", ""),
    }
)
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_APART = re.compile(r"[\W_]+")


class Manner(StrEnum):
    CASE = "case"
    ACCENTS = "accents"
    PUNCTUATION = "punctuation"
    SPACING = "spacing"  # words parted that were joined, or joined that were parted
    CUT = "cut"  # it begins or ends within a word


def manners(text: str, piece: Piece, held: Quotable, alignment: Alignment) -> frozenset[Manner]:
    """How the words that are the same differ; line ends and the form of quotation marks do not."""
    found: set[Manner] = set()
    for run in alignment.runs:
        if run.kind is Kind.SAME:
            found.update(_of_run(text, piece, held, run))
    return frozenset(found)


def _of_run(text: str, piece: Piece, held: Quotable, run: Run) -> Iterator[Manner]:
    (at, end), (to, until) = run.quoted, run.held
    ours, theirs = piece.forms[at:end], held.forms[to:until]
    if len(ours) == len(theirs) and ours != theirs:
        yield Manner.CUT
        first, last = int(ours[0] != theirs[0]), int(ours[-1] != theirs[-1])
        at, to, end, until = at + first, to + first, end - last, until - last
    if at < end:
        one = text[piece.words[at].start : piece.words[end - 1].end]
        yield from _differing(_even(one), _even(held.written(to, until)))


def _even(written: str) -> str:
    """What was written, with one form of redactions, signs and blanks."""
    written = _REDACTED.sub(REDACTION, written)
    return " ".join(unicodedata.normalize("NFC", written).translate(_ALIKE).split())


def _differing(one: str, other: str) -> Iterator[Manner]:
    if one == other:
        return
    if _PUNCTUATION.findall(one) != _PUNCTUATION.findall(other):
        yield Manner.PUNCTUATION
    one, other = _APART.sub(" ", one), _APART.sub(" ", other)
    if one.split() != other.split() and len(one.split()) != len(other.split()):
        yield Manner.SPACING
    one, other = one.replace(" ", ""), other.replace(" ", "")
    if one == other:
        return
    if one.casefold() == other.casefold():
        yield Manner.CASE
        return
    yield Manner.ACCENTS
    if _bare(one) != _bare(other):
        yield Manner.CASE


def _bare(text: str) -> str:
    """Without its accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if one.isalnum())
