"""The histories: what was public of a cable, edition by edition, told from what was decided.

A text was public if an edition followed its release before another decision came. What
was withdrawn is never shown again: the texts of a cable are those released since it was
withdrawn last, but for those that showed what was held back later. Pure: rows in, values out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby, pairwise
from operator import or_
from typing import NamedTuple

from reftel.edition.contents import Withdrawal
from reftel.edition.past import Change, What
from reftel.redaction.values import Veil
from reftel.vault.models import Verb


class Decided(NamedTuple):
    """A decision about a cable, and the text that its original gives, empty where none.

    Two texts may be the same to the public, where they differ in what is held back alone;
    ``redacted`` tells it, where somebody has looked.
    """

    id: int
    verb: str
    on: date
    notice: str  # what readers are told
    digest: str
    released: str  # of the text, as published
    veil: str = ""  # as written; empty where nothing of the text is held back
    redacted: str | None = None  # the digest of the text under the veil; empty: it cannot be laid
    read_from: tuple[str | int, ...] = ()  # the original of the text, and the parser that read it

    @property
    def text(self) -> str:
        """What tells the text that it made public from others; empty where it made none."""
        if self.verb != Verb.RELEASE or not self.digest:
            return ""
        return f"{self.digest} {self.veil}" if self.redacted is None else self.redacted

    @property
    def roots(self) -> frozenset[int]:
        """Of the marks under which it was made public."""
        return Veil.read(self.veil).roots if self.veil else frozenset()

    @property
    def shown_as_released(self) -> str | None:
        """The day of release to show, where the text has none of its own."""
        return None if self.released else self.on.isoformat()


class Followed(NamedTuple):
    """The editions that were live, by rising number, and the last decision that each follows."""

    numbers: tuple[int, ...]
    decisions: tuple[int, ...]

    def place(self, decision: int) -> int:
        """The place of the first edition that follows a decision; behind them all for the next."""
        return bisect_left(self.decisions, decision)

    def number(self, decision: int) -> int | None:
        """The number of that edition; None for the one that is to be made."""
        place = self.place(decision)
        return self.numbers[place] if place < len(self.numbers) else None


class Public(NamedTuple):
    """A decision that an edition showed, and the number of the first that did."""

    edition: int | None
    decided: Decided


class History(NamedTuple):
    """What became of a cable: its texts since it was withdrawn last, and all changes."""

    texts: tuple[Public, ...]  # the one that is public now is the last; empty where none is
    withdrawn: Decided | None
    changes: tuple[Change, ...]

    def withdrawal(self, cable: str) -> Withdrawal | None:
        """The notice that stands where it stood."""
        if self.withdrawn is None:
            return None
        on, notice = self.withdrawn.on.isoformat(), self.withdrawn.notice
        return Withdrawal(cable, on, notice, self.changes)


def history(decided: Sequence[Decided], followed: Followed) -> History:
    """The history of one cable, from all that was decided about it, in order."""
    if len(decided) == 1 and decided[0].text:  # nearly every cable: released once
        public = Public(followed.number(decided[0].id), decided[0])
        return History((public,), None, (_change(public, What.ADDED),))
    shown = tuple(_shown(decided, followed))
    standing = decided[-1]
    texts = tuple(_texts(decided, shown)) if standing.text else ()
    withdrawn = standing if standing.verb == Verb.WITHDRAW else None
    return History(texts, withdrawn, tuple(_changes(shown)))


def _shown(decided: Sequence[Decided], followed: Followed) -> Iterator[Public]:
    """Of those that one edition followed first, the last: the others were never to be seen."""
    for place, group in groupby(decided, key=lambda one: followed.place(one.id)):
        *_, last = group
        number = followed.numbers[place] if place < len(followed.numbers) else None
        yield Public(number, last)


def _texts(decided: Sequence[Decided], shown: Sequence[Public]) -> Iterator[Public]:
    """The texts that were released since the last withdrawal, where each was shown first.

    One that showed what was held back later is not among them: each mark of a later veil has
    to have been in its own. That such a mark was lifted since brings nothing back: it may have
    been lifted because it had lost its place.
    """
    since = max((one.id for one in decided if one.verb == Verb.WITHDRAW), default=0)
    held_back = _held_back(decided)
    before = ""
    for public in shown:
        one = public.decided
        if one.id > since and one.text not in {"", before} and held_back[one.id] <= one.roots:
            before = one.text
            yield public


def _held_back(decided: Sequence[Decided]) -> dict[int, frozenset[int]]:
    """By each decision, the marks under which it or any later one made the cable public."""
    roots = accumulate((one.roots for one in reversed(decided)), or_)
    return dict(zip((one.id for one in reversed(decided)), roots, strict=True))


def _changes(shown: Sequence[Public]) -> Iterator[Change]:
    nothing = Decided(0, "", date.min, "", "", "")
    for before, public in pairwise((Public(0, nothing), *shown)):
        was, now = before.decided.text, public.decided.text
        if was == now:
            continue
        what = What.CHANGED if was and now else What.ADDED if now else What.WITHDRAWN
        yield _change(public, what)


def _change(public: Public, what: What) -> Change:
    return Change(public.edition, what, public.decided.on.isoformat())
