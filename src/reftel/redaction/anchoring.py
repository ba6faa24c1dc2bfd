"""The anchoring: a mark found again in a text that came later, or was cut otherwise.

It has to be found exactly once, by its words and by what stands around them. White space may
have moved, and what stands beside it may have been redacted by somebody else. Marks that
nothing tells apart are found where there are just as many places as marks. What is found
nowhere, or in more places, is adrift: a person has to look.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from reftel.redaction.flattening import Flat, flat
from reftel.redaction.values import Mark
from reftel.telegram.record import Span
from reftel.telegram.redactions import REDACTED

MOST_PLACES = 1000  # of the same words in one text; more tell nothing from another
ENOUGH = 20  # characters beside a mark that are no chance
WINDOW = 400  # characters looked at on each side, redactions as long as they are
SIGN = "█"


class Likeness(IntEnum):
    """How far one side of a place is like that side of the mark."""

    NONE = 0
    OPEN = 1  # the same as far as a redaction, which comes soon
    PART = 2
    FULL = 3


class _Group(NamedTuple):
    """What marks are told apart by, on flat text."""

    words: str
    before: str
    after: str


class _Place(NamedTuple):
    """A stretch of a flat text, and how it compares on either side."""

    start: int
    end: int
    before: Likeness
    after: Likeness


def anchored(marks: Sequence[Mark], text: str) -> list[Mark | None]:
    """Each mark at its place in this text, or None for one that is adrift.

    One whose words somebody else has struck out keeps them: they may stand elsewhere.
    """
    if all(mark.stands_in(text) for mark in marks):
        return list(marks)
    whole = Flat.of(text)
    struck = [found.span() for found in REDACTED.finditer(whole.text)]
    groups: dict[_Group, list[int]] = {}
    for number, mark in enumerate(marks):
        groups.setdefault(_group(mark), []).append(number)
    found: list[Mark | None] = [None] * len(marks)
    for group, numbers in groups.items():
        spans = _spans(group, whole, struck, len(numbers))
        for number, span in zip(sorted(numbers, key=marks.__getitem__), spans, strict=False):
            found[number] = _moved(marks[number], text, span)
    return found


def _moved(mark: Mark, text: str, span: Span) -> Mark:
    """The mark at its place; over a redaction of somebody else it keeps the words it is of."""
    found = Mark.at(text, *span, kind=mark.kind, code=mark.code)._replace(root=mark.root)
    return found if flat(found.words) == flat(mark.words) else found._replace(words=mark.words)


def _group(mark: Mark) -> _Group:
    before, after = _one_sign(flat(mark.before)), _one_sign(flat(mark.after))
    return _Group(flat(mark.words), before, after)


def _spans(
    group: _Group, whole: Flat, struck: Sequence[tuple[int, int]], wanted: int
) -> list[Span]:
    """As many places as are wanted, or none: the best that there are, if there are so many."""
    words = len(group.words)
    starts = list(islice(_found(group.words, whole.text), MOST_PLACES))
    places = [_place(group, whole.text, start, start + words) for start in starts]
    if len(places) < MOST_PLACES:
        for fits in (_sure, _likely, _half):
            some = [place for place in places if fits(place)]
            if some:
                return _only(some, whole, wanted)
    # Somebody else has redacted these very words.
    places = [_place(group, whole.text, *span) for span in struck[:MOST_PLACES]]
    return _only([place for place in places if _struck_out(place)], whole, wanted)


def _only(places: Sequence[_Place], whole: Flat, wanted: int) -> list[Span]:
    if len(places) != wanted:
        return []
    return [whole.span(place.start, place.end) for place in places]


def _sure(place: _Place) -> bool:
    return place.before is Likeness.FULL is place.after


def _likely(place: _Place) -> bool:
    weaker, stronger = sorted((place.before, place.after))
    return weaker >= Likeness.OPEN and stronger >= Likeness.PART


def _half(place: _Place) -> bool:
    return max(place.before, place.after) >= Likeness.PART


def _struck_out(place: _Place) -> bool:
    weaker, stronger = sorted((place.before, place.after))
    return weaker >= Likeness.PART and stronger is Likeness.FULL


def _found(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _place(group: _Group, text: str, start: int, end: int) -> _Place:
    before = _one_sign(text[max(0, start - WINDOW) : start])[::-1]
    after = _one_sign(text[end : end + WINDOW])
    return _Place(start, end, _likeness(group.before[::-1], before), _likeness(group.after, after))


def _likeness(mine: str, theirs: str) -> Likeness:
    """How far two contexts are the same, from the mark outward."""
    same = next(
        (at for at, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other),
        min(len(mine), len(theirs)),
    )
    if same == len(mine):
        return Likeness.FULL
    if same >= ENOUGH:
        return Likeness.PART
    beyond = mine[same : same + 1] + theirs[same : same + 1]
    return Likeness.OPEN if SIGN in beyond else Likeness.NONE


def _one_sign(text: str) -> str:
    """The text with one sign in the place of each redaction: how long it is tells nothing."""
    return REDACTED.sub(SIGN, text)
