"""The walk: a stranger asks for everything that changed, and for what must not be there.

Whole: every route; the page and the text of every cable that changed; each cable that was
taken back. As a sample, with a fixed number of each: the other addresses of such cables,
the lists that their pages lead to, cables that are held, words that the search must not know.
Several may share it: each asks for its part of the changed cables, the first for all else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from reftel.edition.past import What
from reftel.edition.read import Edition
from reftel.rehearsal import itinerary
from reftel.rehearsal.itinerary import NEVER, NOWHERE
from reftel.rehearsal.secrets import Secrets
from reftel.rehearsal.visitor import Answer, Visitor

SOME = 60  # cables of which every address is asked
LINKED = 200  # lists that pages of changed cables lead to, for each of those who walk
HELD = 100  # cables that are held: their addresses, as those of cables that never were
ASKED = 100  # words that the search is asked for
_MISSING = ("/cable/{id}/", "/cable/{id}/raw.txt", "/cable/{id}/history/", "/cable/{id}.json")
_NOT_THERE, _GONE = 404, 410
_RECKONED = {"ETag", "Content-Length"}  # headers that are no words


class Found(NamedTuple):
    """What is not public and was found: at which address, where in the answer, what."""

    address: str
    where: str
    what: str


class Share(NamedTuple):
    """The part of one of several who walk together, counted up from 0."""

    part: int = 0
    parts: int = 1

    @property
    def is_first(self) -> bool:
        return self.part == 0

    @property
    def is_last(self) -> bool:
        return self.part == self.parts - 1


class Walk:
    """One walk through an edition; ``counts`` tells how much was asked."""

    def __init__(self, edition: Edition, visitor: Visitor, secrets: Secrets, share: Share) -> None:
        self._edition, self._visitor, self._secrets = edition, visitor, secrets
        self._share = share
        self._linked: dict[str, None] = {}
        self.counts: Counter[str] = Counter()

    def findings(self) -> Iterator[Found]:
        changed = list(changes(self._edition))
        here = [id_ for id_, what in changed if what is not What.WITHDRAWN]
        gone = [id_ for id_, what in changed if what is What.WITHDRAWN]
        part, parts = self._share
        yield from self._cables(here[part::parts])
        yield from self._some(self._linked, LINKED, "lists of changed cables")
        if self._share.is_first:
            yield from self._routes(here)
            yield from self._withdrawn(gone)
            yield from self._held()
            yield from self._unknown_to_search()
            yield from self._errors()

    def _routes(self, here: list[str]) -> Iterator[Found]:
        """Every route, with every choice that it offers."""
        for unsampled in sorted(itinerary.unsampled()):
            yield Found(unsampled, "route", "no sample: the rehearsal cannot ask it")
        id_ = here[0] if here else NOWHERE
        told = itinerary.facts(self._edition, id_, self._visitor.get(f"/cable/{quote(id_)}/").text)
        for sample in itinerary.samples():
            for address in itinerary.variants(itinerary.filled(sample, told)):
                yield from self._asked(address, "addresses on all routes")

    def _cables(self, here: list[str]) -> Iterator[Found]:
        """The cables that changed: two addresses of each, all addresses of some."""
        for number, id_ in enumerate(here):
            is_asked_for_all = number < SOME // self._share.parts
            samples = itinerary.OF_EACH + (itinerary.OF_SOME if is_asked_for_all else ())
            for sample in samples:
                address = sample.format(id=quote(id_))
                yield from self._asked(address, "addresses of changed cables", id_)
            self.counts["changed cables"] += 1

    def _some(self, addresses: Iterable[str], most: int, what: str) -> Iterator[Found]:
        for number, address in enumerate(addresses):
            if number == most:
                return
            yield from self._asked(address, what)

    def _withdrawn(self, ids: Iterable[str]) -> Iterator[Found]:
        """What was taken back answers so, and no more."""
        for id_ in ids:
            self.counts["withdrawn cables"] += 1
            for sample in _MISSING:
                address = sample.format(id=quote(id_))
                answer = self._visitor.get(address)
                if answer.status not in {_NOT_THERE, _GONE}:
                    yield Found(address, "status", f"{answer.status}: it must not be here")
                yield from self._searched(address, answer, "")

    def _held(self) -> Iterator[Found]:
        """What is held answers as what never was: to the byte, but for the id."""
        never = {
            sample: _told(self._visitor.get(sample.format(id=NEVER)), NEVER) for sample in _MISSING
        }
        for id_ in self._secrets.held[:HELD]:
            self.counts["held cables"] += 1
            for sample in _MISSING:
                address = sample.format(id=quote(id_))
                answer = self._visitor.get(address)
                if answer.status != _NOT_THERE:
                    yield Found(address, "status", f"{answer.status}: it must not be here")
                elif _told(answer, id_) != never[sample]:
                    yield Found(address, "answer", "not that of a cable that never was")
                yield from self._searched(address, answer, "")

    def _unknown_to_search(self) -> Iterator[Found]:
        """Words that stand in nothing public are in no index, and suggested by none."""
        for word in sorted(self._edition.searcher.standing(self._secrets.words)):
            yield Found(f"/search/?q={quote(word)}", "index", word)
        self.counts["words unknown to the index"] += len(self._secrets.words)
        for word in sorted(self._secrets.words)[:ASKED]:
            address = f"/suggest.json?q={quote(word[:-1])}"
            yield from self._searched(address, self._visitor.get(address), "")
            self.counts["words asked for"] += 1

    def _errors(self) -> Iterator[Found]:
        for address, method in (
            ("/no/such/page/", "GET"),
            ("/", "POST"),
            (f"/search/?q={'x' * 2_000}", "GET"),
            (f"/cable/{'x' * 300}/", "GET"),
        ):
            answer = self._visitor.get(address, method)
            self.counts["errors"] += 1
            yield from self._searched(address, answer, "")

    def _asked(self, address: str, what: str, cable: str = "") -> Iterator[Found]:
        self.counts[what] += 1
        answer = self._visitor.get(address)
        self.counts["answers read in part"] += answer.is_cut
        if answer.status >= 500:
            yield Found(address, "status", f"{answer.status}: the page cannot be made")
        yield from self._searched(address, answer, cable)

    def _searched(self, address: str, answer: Answer, cable: str) -> Iterator[Found]:
        """The secrets in an answer, but for what the address itself repeats."""
        text, repeated = answer.text, set(self._secrets.found_in_page(address))
        if answer.is_page:
            found = self._secrets.found_in_page(text, cable)
            if cable:
                self._linked |= dict.fromkeys(itinerary.lists(text, address))
        else:
            found = self._secrets.found_in(text, cable)
        yield from (Found(address, "body", one) for one in found if one not in repeated)
        told = " ".join(value for name, value in answer.headers.items() if name not in _RECKONED)
        held = self._secrets.found_in_page(told)
        yield from (Found(address, "headers", one) for one in held if one not in repeated)


def changes(edition: Edition) -> Iterator[tuple[str, What]]:
    """What this edition adds, changes and withdraws, by ids."""
    issue = edition.chronicle.issues[-1]
    first = issue.before + 1
    for change in edition.chronicle.changes((first, first + issue.total - 1)):
        yield change.id, change.what


def _told(answer: Answer, own: str) -> tuple[int, dict[str, str], bytes]:
    """An answer without the id that was asked for, and without what is reckoned from it."""
    headers = {
        name: value.replace(own, "")
        for name, value in answer.headers.items()
        if name not in _RECKONED
    }
    body = answer.body.lower().replace(own.lower().encode(), b"")
    return answer.status, headers, body
