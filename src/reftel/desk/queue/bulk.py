"""One thing done with many cables: those that were ticked, or all that a queue asks for.

At most ``MOST`` at once, some hundred in a transaction, so that nobody else waits for long.
What a rule is against is left as it is, and told.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from reftel.archive import ArchiveFolder
from reftel.desk.rights import Right, Standing
from reftel.vault import decisions, docket, review
from reftel.vault.batches import drafts
from reftel.vault.decisions import Ground
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Step, Verb
from reftel.vault.review import Outcome
from reftel.vault.rules import Order, Refusal

MOST = 5_000
LONGEST_NUMBER = 9  # of a batch
NAMED = 10  # of those that were refused


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants something done, when, and what was typed with it."""

    archive: ArchiveFolder
    author: str
    at: datetime
    to: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with many at once, and the right that it takes."""

    name: str
    label: str  # on the button
    done: str  # 12 cables …
    right: Right
    do: Callable[[Wish, Iterable[str]], Outcome]
    asks: str = ""  # for an account, a batch, or words
    over_all: bool = False  # for who has the right over every cable alone

    @property
    def route(self) -> str:
        """The name of its page."""
        return f"queue_{self.name}"

    def is_open_to(self, standing: Standing) -> bool:
        """Whether somebody may do it with any cable."""
        reach = standing.reach(self.right)
        return reach.everything if self.over_all else reach.anything


def _step(step: Step) -> Callable[[Wish, Iterable[str]], Outcome]:
    def take(wish: Wish, ids: Iterable[str]) -> Outcome:
        order = Order(step, wish.author, wish.at, wish.words, wish.to)
        return review.take_each(order, ids, policy=wish.archive.policy())

    return take


def _withhold(wish: Wish, ids: Iterable[str]) -> Outcome:
    """Keep back what was never public; what is, or was, is told and left."""
    ground = Ground(on=wish.at.date(), reason=wish.words, author=wish.author, at=wish.at)
    done, refused = 0, list[tuple[str, Refusal]]()
    for some in _some(ids):
        fit, unfit = _never_public(some)
        done += decisions.withhold(wish.archive, fit, ground) if fit else 0
        refused += [(id_, _PUBLIC) for id_ in unfit]
    return Outcome(done, tuple(refused))


def _add(wish: Wish, ids: Iterable[str]) -> Outcome:
    """Put those that are approved into a batch that is not out yet."""
    if not (wish.to.isdecimal() and len(wish.to) <= LONGEST_NUMBER):
        raise UndecidableError("No batch was chosen.", "Nothing was changed.", "Choose one.")
    filled = drafts.add(int(wish.to), ids, author=wish.author, at=wish.at)
    return Outcome(filled.added, tuple((id_, Refusal(why, "")) for id_, why in filled.left_out))


_PUBLIC = Refusal("It is or was public", "Withdraw it, which leaves a notice for readers.")
DEEDS = {
    deed.name: deed
    for deed in (
        Deed("assign", "Give to", "given", Right.ASSIGN, _step(Step.ASSIGN), "account"),
        Deed("review", "Reviewed", "reviewed", Right.REVIEW, _step(Step.REVIEW)),
        Deed("approve", "Approve", "approved", Right.APPROVE, _step(Step.APPROVE)),
        Deed(
            "batch",
            "Add to batch",
            "added to the batch",
            Right.RELEASE,
            _add,
            "batch",
            over_all=True,
        ),
        Deed("withhold", "Withhold", "withheld", Right.WITHDRAW, _withhold, "words"),
    )
}


def told(outcome: Outcome) -> Iterator[str]:
    """What came of it with those that were refused, reason by reason, some of each named."""
    reasons: dict[Refusal, list[str]] = {}
    for id_, why in outcome.refused:
        reasons.setdefault(why, []).append(id_)
    for why, ids in reasons.items():
        named = ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED:,} more" * (len(ids) > NAMED))
        yield f"{named}: {_sentence(why)}"


def _sentence(why: Refusal) -> str:
    told = f"{why.happened[0].lower()}{why.happened[1:]}".rstrip(".")
    return f"{told}. {why.next_step}".rstrip()


def _never_public(ids: list[str]) -> tuple[list[str], list[str]]:
    known = docket.known(ids)
    fit = [id_ for id_ in known if known[id_].decided.verb in {"", Verb.WITHHOLD}]
    return fit, [id_ for id_ in known if id_ not in set(fit)]


def _some(ids: Iterable[str]) -> Iterator[list[str]]:
    every = iter(ids)
    while some := list(islice(every, review.AT_ONCE)):
        yield some
