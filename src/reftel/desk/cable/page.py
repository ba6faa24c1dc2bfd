"""The page of a cable on the desk: what its template may use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from markupsafe import Markup

from reftel.desk.cable.looking import LOOKING, Look
from reftel.desk.cable.marks import Marked, adrift, codes, marked, portions, rules
from reftel.desk.cable.overlay import overlaid
from reftel.desk.cable.past import Told, past
from reftel.desk.house import House
from reftel.desk.queue.asked import Asked
from reftel.desk.queue.page import accounts, address, finding
from reftel.desk.rights import Right, Standing
from reftel.policy import Policy
from reftel.telegram.cable import CableRecord, ParagraphEntry
from reftel.vault import docket
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Provenance, Rejection, Revision, State, Step, Verb
from reftel.vault.rules import Order, Seen, refusal
from reftel.vault.stage import Known, state
from reftel.vault.veils import Current, current

MOST_PLACES = 50
TAKES = {
    Step.ASSIGN: Right.ASSIGN,
    Step.NOTE: Right.NOTE,
    Step.REVIEW: Right.REVIEW,
    Step.RETURN: Right.ASSIGN,  # who reviews has it, and who approves
    Step.APPROVE: Right.APPROVE,
}
Typed = Mapping[str, object]  # what was typed into a form that was refused


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that one may take, and what is against it now; empty for nothing."""

    step: Step
    against: str


@dataclass(frozen=True, slots=True)
class Around:
    """The queue that it was opened from: the addresses beside it, empty where nothing stands."""

    asked: Asked
    back: str
    before: str
    after: str
    following: str  # the id behind it


@dataclass(frozen=True, slots=True)
class CablePage:
    """What desk/cable.html may use. Without a record no text of it is held any more."""

    id: str
    record: CableRecord | None
    text: Markup
    digest: str  # of the text that marks are set in
    state: State
    public: bool
    known: Known
    seen: Seen
    marks: tuple[Marked, ...]
    codes: tuple[tuple[str, str], ...]
    may_mark: bool
    may_withhold: bool
    deeds: Mapping[str, Deed]
    past: tuple[Told, ...]
    texts: int
    places: tuple[Provenance, ...]
    rejections: tuple[Rejection, ...]
    looks: tuple[Look, ...]
    around: Around
    accounts: tuple[str, ...]
    typed: Typed = field(default_factory=dict)

    @property
    def paragraphs(self) -> list[ParagraphEntry]:
        return self.record["paragraphs"] if self.record else []

    @property
    def portions(self) -> tuple[str, ...]:
        return portions(self.record) if self.record else ()

    @property
    def adrift(self) -> tuple[Marked, ...]:
        return adrift(self.marks)

    @property
    def rules(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        return rules(self.marks)


def cable_page(  # noqa: PLR0913 -- each is a part of the request
    house: House, cable: str, standing: Standing, asked: Asked, *, at: datetime, typed: Typed
) -> CablePage:
    """One cable, as this account sees it now."""
    known = docket.known([cable])[cable]
    now = _text(cable)
    marks = marked(cable)
    verb = known.decided.verb
    return CablePage(
        id=cable,
        record=now and now.record,
        text=overlaid(now.whole if now else "", (one.over for one in marks if one.letter)),
        digest=now.text if now else "",
        state=state(known),
        public=verb == Verb.RELEASE,
        known=known,
        seen=Seen.of(known),
        marks=marks,
        codes=tuple(codes(house.archive)),
        may_mark=standing.reach(Right.MARK).holds(cable),
        may_withhold=verb in {"", Verb.WITHHOLD} and standing.reach(Right.WITHDRAW).holds(cable),
        deeds=dict(_deeds(cable, standing, known, house.archive.policy(), at)),
        past=past(cable),
        texts=Revision.objects.filter(cable=cable).count(),
        places=_places(known),
        rejections=_rejections(known),
        looks=LOOKING.opened(cable, standing.account, at),
        around=_around(house, cable, standing, asked),
        accounts=accounts() if standing.reach(Right.ASSIGN).holds(cable) else (),
        typed=typed,
    )


def _text(cable: str) -> Current | None:
    """The text that it has now; None where none is held any more."""
    try:
        return current(cable)
    except UndecidableError:
        return None


def cable_address(cable: str, asked: Asked) -> str:
    """The address of a cable, opened from a queue."""
    query = f"?{asked.address}" if asked.address else ""
    return reverse("cable", args=[cable]) + query


def _deeds(
    cable: str, standing: Standing, known: Known, policy: Policy, at: datetime
) -> Iterator[tuple[str, Deed]]:
    """What this account may do, step by step, and what is against it now."""
    for step, right in TAKES.items():
        if standing.reach(right).holds(cable):
            order = Order(step, standing.account, at, words="There is a reason.")
            why = refusal(order, known, policy)
            yield step.value, Deed(step, f"{why.happened}. {why.next_step}" if why else "")


def _places(known: Known) -> tuple[Provenance, ...]:
    rows = Provenance.objects.filter(original__in=known.originals)
    return tuple(rows.order_by("container", "place")[:MOST_PLACES])


def _rejections(known: Known) -> tuple[Rejection, ...]:
    rows = Rejection.objects.filter(original__in=known.originals)
    return tuple(rows.order_by("container", "place")[:MOST_PLACES])


def _around(house: House, cable: str, standing: Standing, asked: Asked) -> Around:
    narrowed = finding(house.archive, asked, standing, Right.READ)
    before, after = narrowed.before(cable, 1).ids, narrowed.after(cable, 1).ids
    return Around(
        asked=asked,
        back=address(asked),
        before=cable_address(before[0], asked) if before else "",
        after=cable_address(after[0], asked) if after else "",
        following=after[0] if after else "",
    )
