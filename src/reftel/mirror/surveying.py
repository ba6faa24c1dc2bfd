"""The survey: how the mirrors of an archive stand, seen from afar as their readers see them.

A mirror is current, or it lags behind, or it shows what is not as the archive made it, or it gives
no answer. Of each a sample is looked at, and every cable that was withdrawn.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random

from reftel.edition.seal import Outcome, Seal
from reftel.errors import ArchiveError
from reftel.mirror import hosted
from reftel.mirror.checking import Finding
from reftel.mirror.claim import Claim
from reftel.mirror.fetching import Host, in_order
from reftel.mirror.standard import Archive
from reftel.mirror.withdrawal import Shown, shown

TRUSTED = frozenset((Outcome.HOLDS, Outcome.FIRST))
AT_A_TIME = 4  # mirrors
NAMED_AT_MOST = 5


class State(StrEnum):
    """How a mirror stands."""

    CURRENT = "current"
    LAGGING = "lagging"
    ALTERED = "altered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Standing:
    """What was found of one mirror; ``shows`` are cables that were withdrawn and stand there."""

    address: str
    state: State
    edition: int = 0  # 0 where it tells none
    made_at: str = ""  # of its edition
    since: str = ""  # where it lags: when the edition after its own was made
    looked_at: int = 0  # files
    shows: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return self.state is not State.ALTERED and not self.shows


@dataclass(frozen=True, slots=True)
class Visit:
    """A mirror that says something of itself, and who signed that."""

    address: str
    claim: Claim
    seal: Seal

    @property
    def is_trusted(self) -> bool:
        return self.seal.outcome in TRUSTED


@dataclass(frozen=True, slots=True)
class Manner:
    """How mirrors are looked at: where lists are kept, how many files, and which chance chooses."""

    folder: Path
    sample: int
    chance: Random


def claims(addresses: Iterable[str]) -> dict[str, Claim | str]:
    """What each mirror says of itself, or why it says nothing."""
    each = list(dict.fromkeys(one.rstrip("/") for one in addresses))
    return dict(zip(each, in_order(_claim, each, hands=AT_A_TIME, stop=_nothing), strict=True))


def standings(
    visits: Mapping[str, Visit | str], archive: Archive, manner: Manner
) -> list[Standing]:
    """How each mirror stands, in the order of the addresses. A word instead of a visit is why."""
    look = partial(_standing, archive, manner)
    return list(in_order(look, visits.items(), hands=AT_A_TIME, stop=_nothing))


def _claim(address: str) -> Claim | str:
    with Host(address, connections=1) as host:
        try:
            return Claim.of(host)
        except ArchiveError as error:
            return error.happened


def _standing(archive: Archive, manner: Manner, one: tuple[str, Visit | str]) -> Standing:
    address, visit = one
    if isinstance(visit, str):
        return Standing(address, State.DEAD, why=(visit,))
    made, seal = visit.claim.made, visit.seal
    part = (f"It holds {made.part}the archive, and no more.",) if made.part else ()
    begun = Standing(address, State.CURRENT, made.edition, made.made_at, why=part)
    if not visit.is_trusted:
        who = f"the key {seal.key.id}" if seal.key else "no key that is known"
        how = "It is not signed." if seal.outcome is Outcome.UNSIGNED else f"It is signed by {who}."
        return replace(begun, state=State.ALTERED, why=(how,))
    if visit.claim.whose != archive.whose:
        return replace(begun, state=State.ALTERED, why=(f"It is a mirror of {visit.claim.whose}.",))
    if made.edition < archive.newest:
        after = [number for number in archive.made if number > made.edition]
        since = archive.made[min(after)] if after else ""
        behind = f"It is {archive.newest - made.edition} behind edition {archive.newest}."
        begun = replace(begun, state=State.LAGGING, since=since, why=(*part, behind))
    with Host(address, connections=1) as host:
        try:
            return _looked_at(host, visit.claim, archive, manner, begun)
        except ArchiveError as error:
            return replace(begun, state=State.ALTERED, why=(*begun.why, error.happened))


def _looked_at(
    host: Host, claim: Claim, archive: Archive, manner: Manner, begun: Standing
) -> Standing:
    """What a sample of the files says, and the cables that were withdrawn."""
    listed = manner.folder / claim.made.sums
    claim.fetch_list(host, listed)
    chosen = hosted.sample(claim.made, manner.sample, manner.chance)
    found: list[Finding] = []
    with suppress(ArchiveError):  # it gives no answers any more: what was found says so
        found.extend(hosted.findings(host, listed, claim.made, chosen=chosen))
    begun = replace(begun, looked_at=len(found), why=begun.why + _told(found))
    lost = [one for one in found if one.what.startswith(hosted.NOT_RECEIVED)]
    if any(one.what for one in found if one not in lost):
        return replace(begun, state=State.ALTERED)
    if lost:
        return replace(begun, state=State.DEAD)
    return _held_against(shown(host, claim.made, listed, archive.notices), begun)


def _held_against(withdrawn: Shown, begun: Standing) -> Standing:
    """How a mirror stands for what it shows of that; one that does not tell is not current."""
    shows, count, why = withdrawn
    if count:
        files = f"{count} file{'s' * (count > 1)}"
        silent = f"It gives no answer for {files} of what was withdrawn: {why}."
        begun = replace(begun, why=(*begun.why, silent))
    if not shows:
        return replace(begun, state=State.DEAD) if count else begun
    state = begun.state if begun.state is State.LAGGING else State.ALTERED
    named = f"It shows what was withdrawn: {_some(shows)}."
    return replace(begun, state=state, shows=shows, why=(*begun.why, named))


def _told(found: list[Finding]) -> tuple[str, ...]:
    faults = [one.line for one in found if one.what]
    more = len(faults) - NAMED_AT_MOST
    return (*faults[:NAMED_AT_MOST], *([f"And {more} more."] if more > 0 else []))


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _nothing() -> None:
    """Each mirror is hung up on by whoever called it."""
