"""A quotation traced in one cable: each of its pieces, one behind the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reftel.analysis.likeness import NEAR, NOTHING, Alignment, aligned
from reftel.analysis.manner import Manner, manners
from reftel.analysis.quotable import Quotable
from reftel.analysis.quotation import Piece, Quotation


@dataclass(frozen=True)
class Traced:
    """One piece, and the words of the cable that it stands for.

    ``in_order`` is false where it stands in the cable, but before what it is quoted after.
    """

    piece: Piece
    alignment: Alignment
    in_order: bool = True


@dataclass(frozen=True)
class Trace:
    """The pieces of a quotation in one cable; those that are not there have empty alignments."""

    quotation: Quotation
    quotable: Quotable
    pieces: tuple[Traced, ...]

    @cached_property
    def same(self) -> int:
        return sum(one.alignment.same for one in self.pieces)

    @cached_property
    def missing(self) -> int:
        """Words of pieces that are not in the cable."""
        return sum(len(one.piece.words) for one in self.pieces if not one.alignment.runs)

    @cached_property
    def differences(self) -> int:
        """Words changed, left out, put in, and of pieces that are not there."""
        return self.missing + sum(one.alignment.differences for one in self.pieces)

    @cached_property
    def beyond(self) -> int:
        return sum(one.alignment.beyond for one in self.pieces)

    @property
    def is_exact(self) -> bool:
        """Whether all of it is there word for word, in its order."""
        return all(one.alignment.is_exact and one.in_order for one in self.pieces) and self.same > 0

    @property
    def is_near(self) -> bool:
        return self.same > 0 and self.same >= NEAR * (self.same + self.differences)

    @cached_property
    def manners(self) -> frozenset[Manner]:
        """How what is the same is written otherwise."""
        each = (
            manners(self.quotation.bare, one.piece, self.quotable, one.alignment)
            for one in self.pieces
        )
        return frozenset[Manner]().union(*each)


def traced(quotation: Quotation, quotable: Quotable) -> Trace:
    """Where the pieces of a quotation stand in a cable, the longest first, the others about it."""
    found = _placed(quotation.pieces, quotable, 0, len(quotable.forms))
    return Trace(quotation, quotable, tuple(found))


def _placed(pieces: Sequence[Piece], quotable: Quotable, low: int, high: int) -> list[Traced]:
    if not pieces:
        return []
    at = max(range(len(pieces)), key=lambda place: len(pieces[place].words))
    one = _found(pieces[at], quotable, low, high)
    first, last = low, high
    if one.alignment.runs and one.in_order:
        first, last = one.alignment.place
    else:  # it ties nothing: the others have the whole room
        first, last = high, low
    return [
        *_placed(pieces[:at], quotable, low, first),
        one,
        *_placed(pieces[at + 1 :], quotable, last, high),
    ]


def _found(piece: Piece, quotable: Quotable, low: int, high: int) -> Traced:
    """A piece between two words of a cable, else anywhere in it."""
    alignment = _aligned(piece, quotable, low, high)
    whole = 0, len(quotable.forms)
    if alignment.is_near or (low, high) == whole:
        return Traced(piece, alignment if alignment.is_near else NOTHING)
    anywhere = _aligned(piece, quotable, *whole)
    if anywhere.is_near:
        return Traced(piece, anywhere, in_order=False)
    return Traced(piece, NOTHING)


def _aligned(piece: Piece, quotable: Quotable, low: int, high: int) -> Alignment:
    found = aligned(piece.forms, quotable.forms[low:high], quotable.copied_from(low))
    return found.moved(low) if low else found
