"""Whatever happens and in whatever order, the dockets that were followed are those derived anew."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.holdings import DAY, NOW, line, lines, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.policy import Policy
from reftel.vault import decisions, docket, review
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import Docket, Mark, MarkKind, MarkState, Original, Step
from reftel.vault.rules import Order

CABLES = ["08EXAMPLETOWN1", "08EXAMPLETOWN2"]
PEOPLE = ["anna", "bert"]
VERSIONS = {"A.": None, "B.": "2010-12-01T00:00Z", "C.": "2011-08-26T00:00Z"}
GROUND = Ground(on=DAY, reason="For a test.", author="clara", at=NOW)
REVIEWS = [Step.ASSIGN, Step.NOTE, Step.REVIEW, Step.RETURN, Step.APPROVE]

Event = tuple[str, str, str]
CABLE = st.sampled_from(CABLES)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), CABLE, st.sampled_from(sorted(VERSIONS))),
        st.tuples(st.sampled_from(["release", "withhold", "withdraw"]), CABLE, st.just("")),
        st.tuples(st.just("release all"), st.just(""), st.just("")),
        st.tuples(st.sampled_from([*REVIEWS, *REVIEWS]), CABLE, st.sampled_from(PEOPLE)),
        st.tuples(st.just("mark"), CABLE, st.sampled_from([*MarkState])),
        st.tuples(st.just("lift"), CABLE, st.just("")),
    ),
    max_size=16,
)


def happen(archive: ArchiveFolder, inbox: Path, event: Event) -> None:
    """One thing that happens; what a rule refuses does not."""
    what, cable, detail = event
    if what == "import":
        content = line(int(cable[-1]), detail, released=VERSIONS[detail])
        take_in(archive, lines(inbox / f"{cable}{detail}jsonl", content))
    elif what in {"release", "withhold", "withdraw"}:
        getattr(decisions, what)(archive, [cable], GROUND)
    elif what == "release all":
        decisions.release_all(archive, GROUND)
    elif what == "mark":
        mark(cable, detail)
    elif what == "lift":
        Mark.objects.filter(cable=cable).update(state=MarkState.LIFTED)
        docket.follow([cable])
    else:
        order = Order(Step(what), detail, NOW, words="Why.", to=detail)
        review.take(order, cable, seen=review.seen(cable), policy=Policy())


def mark(cable: str, state: str) -> None:
    held = Original.objects.filter(witnesses__revision__cable=cable).order_by("sha256")[:1]
    for original in held:
        Mark.objects.create(
            cable_id=cable, original=original, text="", start=4, end=8, kind=MarkKind.WORDS,
            words="harvest", state=state, author="anna", at=NOW,
        )  # fmt: skip
    docket.follow([cable])


def dockets() -> list[tuple[object, ...]]:
    return list(Docket.objects.order_by("cable").values_list())


@settings(max_examples=40)
@given(before=st.integers(0, 4), events=EVENTS)
def test_dockets_that_were_followed_are_those_derived_anew(
    vault: ArchiveFolder,
    tmp_path_factory: pytest.TempPathFactory,
    before: int,
    events: list[Event],
) -> None:
    """Wherever among the events the desk was opened first."""
    with transaction.atomic():
        for number, event in enumerate(events):
            if number == before:
                docket.fill()
            with suppress(UndecidableError):
                happen(vault, tmp_path_factory.getbasetemp(), event)
        docket.fill()
        followed = dockets()

        docket.rebuild()
        assert followed == dockets()
        Docket.objects.all().delete()
        docket.follow(CABLES)
        assert followed == dockets()
        shown = Docket.objects.filter(public=True).order_by("cable")
        assert [row.cable_id for row in shown] == [one["id"] for one in seen(Audience.PUBLIC)]
        transaction.set_rollback(True)  # the next example finds the vault empty
