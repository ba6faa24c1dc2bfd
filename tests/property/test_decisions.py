"""Any history of imports and decisions, against a plain account of what they mean."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.holdings import DAY, line, lines, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.vault import decisions, publication
from reftel.vault.decisions import Ground, UndecidableError

CABLES = (1, 2, 3)
# The texts of a cable, with the day on which its source released each; "" for the one it did not.
VERSIONS = {"A.": "", "B.": "2010-12-01T00:00Z", "C.": "2011-08-26T00:00Z"}
GROUND = Ground(on=DAY, reason="For a test.")

Step = tuple[str, int, str]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), st.sampled_from(CABLES), st.sampled_from(sorted(VERSIONS))),
        st.tuples(
            st.sampled_from(["release", "withhold", "withdraw"]),
            st.sampled_from(CABLES),
            st.just(""),
        ),
        st.tuples(st.just("release all"), st.just(0), st.just("")),
    ),
    max_size=12,
)


@dataclass
class Account:
    """What each step means, told in dictionaries."""

    held: dict[int, set[str]] = field(default_factory=dict)
    verb: dict[int, str] = field(default_factory=dict)
    public: dict[int, str] = field(default_factory=dict)

    def current(self, cable: int) -> str:
        return max(self.held[cable], key=VERSIONS.__getitem__)

    def allows(self, step: Step) -> bool:
        verb, cable, _ = step
        if verb in {"import", "release all"}:
            return True
        standing = self.verb.get(cable)
        fits = {
            "release": True,
            "withhold": standing in {None, "withhold"},
            "withdraw": standing in {"release", "withdraw"},
        }
        return cable in self.held and fits[verb]

    def take(self, step: Step) -> None:
        verb, cable, words = step
        if verb == "import":
            self.held.setdefault(cable, set()).add(words)
        elif verb == "release all":
            for each in self.held:
                if self.verb.get(each, "release") == "release":
                    self.take(("release", each, ""))
        else:
            self.verb[cable] = verb
            self.public.pop(cable, None)
            if verb == "release":
                self.public[cable] = self.current(cable)

    def expected(self) -> tuple[dict[int, str], dict[int, str], list[int]]:
        withdrawn = sorted(each for each, verb in self.verb.items() if verb == "withdraw")
        staff = {each: self.current(each) for each in self.held if each not in withdrawn}
        return self.public, staff, withdrawn


@settings(max_examples=40)
@given(steps=STEPS)
def test_what_is_public_is_what_the_history_says(
    vault: ArchiveFolder, tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    """The last decision holds; a release is of the text that was current then."""
    source = tmp_path_factory.getbasetemp() / "step.jsonl"
    account = Account()
    with transaction.atomic():
        for step in steps:
            if account.allows(step):
                _do(vault, step, source)
                account.take(step)
            else:
                with pytest.raises(UndecidableError):
                    _do(vault, step, source)
            assert _found() == account.expected()
        transaction.set_rollback(True)  # the next example finds the vault empty


def _do(vault: ArchiveFolder, step: Step, source: Path) -> None:
    verb, cable, words = step
    ids = [f"08EXAMPLETOWN{cable}"]
    if verb == "import":
        content = line(cable, words, released=VERSIONS[words] or None)
        take_in(vault, lines(source, content))
    elif verb == "release all":
        decisions.release_all(vault, GROUND)
    else:
        decide = {
            "release": decisions.release,
            "withhold": decisions.withhold,
            "withdraw": decisions.withdraw,
        }
        decide[verb](vault, ids, GROUND)


def _found() -> tuple[dict[int, str], dict[int, str], list[int]]:
    public, staff = (
        {
            int(each["id"].removeprefix("08EXAMPLETOWN")): each["text"]
            .partition("(U) ")[2]
            .partition("\n")[0]
            for each in seen(audience)
        }
        for audience in (Audience.PUBLIC, Audience.STAFF)
    )
    notices = publication.withdrawals(Audience.STAFF)  # the public has those of what it saw
    withdrawn = [int(each.id.removeprefix("08EXAMPLETOWN")) for each in notices]
    return public, staff, withdrawn
