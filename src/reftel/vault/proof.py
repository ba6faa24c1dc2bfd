"""The proof: whether the audit log is the one that was written, and what it answers for.

One pass over the log and the rows beside it, in one snapshot and in bounded memory. The
chain shows what was changed, exchanged, put in or taken out between entries; that the end
was cut off, or the whole log written anew, is shown by digests that were kept elsewhere:
in the manifests of editions, in ``vault/audit-head`` and its copies.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from reftel.vault.answers import Answers, Fault
from reftel.vault.audit import NO_HEAD, Head
from reftel.vault.chain import Entry
from reftel.vault.entries import Wanted, entries
from reftel.vault.snapshot import snapshot

RESTORED = "restored"  # the act by which lost entries are owned up to


class Known(NamedTuple):
    """A digest at which the log stood once, and who says so."""

    digest: str
    where: str  # "edition 12"
    number: int | None = None  # of the entry, where it is told


@dataclass(slots=True)
class Proof:
    """What was found. The log is whole where there is no fault."""

    entries: int = 0
    head: Head = NO_HEAD
    found: list[tuple[Known, int]] = field(default_factory=list)  # with the number of the entry
    lost: list[Known] = field(default_factory=list)  # in none of the entries
    owned: list[str] = field(default_factory=list)  # losses that somebody wrote down
    faults: list[Fault] = field(default_factory=list)


def proof(known: Iterable[Known]) -> Proof:
    """Whether the log of the open vault is whole, and holds every digest that is known."""
    made = Proof()
    sought: dict[str, list[Known]] = {}
    for one in known:
        sought.setdefault(one.digest, []).append(one)
    owned: dict[str, str] = {}
    with snapshot(), Answers() as answers:
        for entry in _chained(made):
            made.found += ((one, entry.number) for one in sought.pop(made.head.digest, ()))
            made.faults += _answered(answers, entry, owned)
        made.faults += answers.rest()
    for one in chain.from_iterable(sought.values()):
        if one.digest in owned:
            made.owned.append(f"Lost, as {owned[one.digest]} tells: what {one.where} knew of.")
        else:
            made.lost.append(one)
            made.faults.append(_lost(one, made))
    return made


def _chained(made: Proof) -> Iterator[Entry]:
    """Every entry, each compared with the one before it."""
    for entry, digest in entries(Wanted().rows()):
        due = made.head.number + 1
        if entry.number > due:
            made.faults.append(_missing(due, entry.number - 1))
        elif entry.number < due or entry.digest != digest:
            made.faults.append(_unlike(entry.number))
        made.entries += 1
        made.head = Head(entry.number, digest)
        yield entry
    if not made.entries:
        made.faults.append(
            Fault(None, "The log has no entry, and each has one from its beginning.")
        )


def _answered(answers: Answers, entry: Entry, owned: dict[str, str]) -> list[Fault]:
    """What is wrong with the rows of an entry; what was altered in it may be no JSON at all."""
    try:
        detail = json.loads(entry.detail)
        if entry.act == RESTORED:
            words = f"entry {entry.number} by {entry.author}"
            owned.update((str(digest), words) for digest in detail["lost"])
        return list(answers.told(entry.number, detail.get("rows", {})))
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Fault(entry.number, f"What entry {entry.number} answers for cannot be read.")]


def _missing(first: int, last: int) -> Fault:
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return Fault(first, f"{which} not there.")


def _unlike(number: int) -> Fault:
    if number <= 1:
        return Fault(number, f"Entry {number} is not as it was written.")
    return Fault(
        number,
        f"Entry {number} does not follow from entry {number - 1}: one of them was changed, put in, "
        "or stood elsewhere.",
    )


def _lost(one: Known, made: Proof) -> Fault:
    if one.number is not None and one.number > made.head.number:
        return Fault(
            one.number,
            f"The log ends at entry {made.head.number}; {one.where} knew of entry {one.number}.",
        )
    if one.number is not None:
        words = f"Entry {one.number} is not the one that {one.where} knew, or follows from others."
        return Fault(one.number, words)
    since = max((number for _, number in made.found), default=0)
    behind = f" behind entry {since}" if since else ""
    words = f"{one.where} was made from a log with entries{behind} that are not in this one."
    return Fault(since + 1, words[0].upper() + words[1:])
