"""The continuation: what an audience may see, told apart by whether it is as it was before.

Both come in the order of ids: what this edition holds, from the decisions, and what was worked
out for the one before. A cable is as it was where its key is: that stands for each of its
texts, the original it was read from and the parser that read it, and all that is shown with it.
"""

from collections.abc import Iterator
from itertools import islice

from reftel.archive import Audience
from reftel.edition.basis import Basis
from reftel.edition.past import Text
from reftel.edition.prepared import Prepared
from reftel.edition.workings import Worked
from reftel.vault.preparation import Chosen
from reftel.vault.selection import READ_AT_ONCE, Selected, chosen, selected
from reftel.vault.semblance import Semblance

Numbered = tuple[int, Worked]  # a cable of the edition before, and its number there


def seen(
    audience: Audience, basis: Basis | None, semblance: Semblance | None = None
) -> Iterator[Prepared | Chosen]:
    """What this audience may see, by ascending id: chosen to be prepared, or as it was.

    Raises BasisError, at the latest at the end, where the workings are damaged.
    """
    before = enumerate(basis.worked() if basis else (), start=1)
    following = next(before, None)
    every = iter(selected(audience, semblance))
    while some := list(islice(every, READ_AT_ONCE)):
        found: list[Prepared | None] = []
        changed: list[tuple[Selected, str]] = []
        for one in some:
            key = one.key
            while following is not None and following[1].row.id < one.cable:
                following = next(before, None)
            as_it_was = _as_it_was(one, key, following)
            found.append(as_it_was)
            if as_it_was is None:
                changed.append((one, key))
        anew = chosen(changed)
        yield from (next(anew) if one is None else one for one in found)
    for _ in before:  # to the end, where they are found to be whole
        pass


def _as_it_was(one: Selected, key: str, before: Numbered | None) -> Prepared | None:
    """The cable without its texts, which the edition before has; None where it changed."""
    if before is None or before[1].row.id != one.cable or before[1].key != key:
        return None
    number, worked = before
    sums = (*worked.earlier, "")  # of the current text it stands with the cable
    texts = [
        Text(text.number, text.day, text.notice, sum_)
        for text, sum_ in zip(one.texts, sums, strict=True)
    ]
    return worked.as_before(number, tuple(texts), one.changes)
