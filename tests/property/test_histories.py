"""Whatever is decided in whatever order: what was withdrawn never comes back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.holdings import DAY  # sets the vault up

from reftel.edition.past import What
from reftel.vault.histories import Decided, Followed, history

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("release"), st.sampled_from(["A", "B", "C", ""])),
        st.tuples(st.just("withdraw"), st.just("")),
        st.tuples(st.just("withhold"), st.just("")),
    ),
    min_size=1,
    max_size=12,
)


def told(steps: list[tuple[str, str]]) -> list[Decided]:
    return [
        Decided(number, verb, DAY, "", digest, "")
        for number, (verb, digest) in enumerate(steps, start=1)
    ]


@given(steps=STEPS, places=st.sets(st.integers(1, 12)))
def test_only_what_was_shown_since_the_last_withdrawal_has_a_history(
    steps: list[tuple[str, str]], places: set[int]
) -> None:
    decided = told(steps)
    decisions = tuple(sorted(place for place in places if place <= len(steps)))
    followed = Followed(tuple(range(1, len(decisions) + 1)), decisions)
    since = max((one.id for one in decided if one.verb == "withdraw"), default=0)

    found = history(decided, followed)

    ids = [one.decided.id for one in found.texts]
    assert ids == sorted(ids)
    assert all(one > since for one in ids)
    for edition, text in found.texts:  # the last decision that this edition follows is its release
        last = decisions[edition - 1] if edition else len(decided)
        assert text.id <= last
        assert not any(text.id < other.id <= last for other in decided)
    public = [one.what for one in found.changes]
    assert public.count(What.ADDED) - public.count(What.WITHDRAWN) == bool(found.texts)
    assert all(a is not b or a is What.CHANGED for a, b in pairwise(public))
