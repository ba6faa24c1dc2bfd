"""Everything that is proposed in one text, each place once."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from reftel.redaction.flattening import Flat
from reftel.redaction.proposing import personal
from reftel.redaction.proposing.elsewhere import again, known, struck_out
from reftel.redaction.proposing.proposal import Proposal, Rule
from reftel.redaction.proposing.protection import protected
from reftel.telegram.record import Span

MOST = 500  # proposals in one text: somebody has to decide each
PERSONAL = (
    personal.telephones,
    personal.e_mails,
    personal.papers,
    personal.accounts,
    personal.births,
    personal.coordinates,
)

_NAMES = frozenset((Rule.PROTECT, Rule.ELSEWHERE, Rule.OTHER_COPY))


class Beside(NamedTuple):
    """What is known beside the text: words held back elsewhere, other copies of the cable."""

    words: AbstractSet[str] = frozenset()  # folded, as ``known_as`` does
    copies: Sequence[str] = ()
    marked: Sequence[str] = ()  # words of the marks that stand in this text


def proposals(text: str, beside: Beside, covered: Iterable[Span] = ()) -> list[Proposal]:
    """What may have to be held back of a text, in its order; nothing that is covered already."""
    found = [*protected(text), *_personal(text), *known(text, beside.words)]
    for copy in beside.copies:
        found += struck_out(text, copy)
    names = [text[one.start : one.end] for one in found if one.rule in _NAMES]
    found += again(text, [*beside.marked, *names])
    return list(_apart(found, sorted(covered)))[:MOST]


def _personal(text: str) -> Iterator[Proposal]:
    """What is found by a pattern, wherever its line was wrapped."""
    whole = Flat.of(text)
    for one in chain.from_iterable(rule(whole.text) for rule in PERSONAL):
        yield Proposal(*whole.span(one.start, one.end), one.rule)


def _apart(found: Sequence[Proposal], covered: Sequence[Span]) -> Iterator[Proposal]:
    """The longest of those that overlap, without those that lie in what is covered."""
    taken: list[Span] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.rule is Rule.AGAIN)):
        inside = taken[-1:] and one.start < taken[-1].end
        if not inside and not any(
            span.start < one.end and one.start < span.end for span in covered
        ):
            taken.append(Span(one.start, one.end))
            yield one
