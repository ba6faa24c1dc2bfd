"""The standard: the archive that its mirrors are held against.

Whoever keeps the archive knows it; anybody else takes it from the newest mirror that is signed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from reftel.errors import ArchiveError
from reftel.mirror import notices, sums
from reftel.mirror.claim import Claim
from reftel.mirror.fetching import Host, Unanswered
from reftel.mirror.notices import Notice

EDITIONS = "editions.json"  # the reading room's list of them; not in a mirror of pages alone
AT_MOST = 1 << 28  # bytes of either list


@dataclass(frozen=True, slots=True)
class Archive:
    """What is known of an archive."""

    whose: str = ""  # what it is remembered by
    newest: int = 0
    made: Mapping[int, str] = field(default_factory=dict)  # when each edition was made
    notices: tuple[Notice, ...] = ()


def standard(own: Archive, signed: Iterable[tuple[str, Claim]], folder: Path) -> Archive:
    """What is known, with what the newest of these mirrors tells; lists are put in the folder.

    ``signed`` are addresses with what these mirrors say, where that is to be trusted. Whose the
    archive is, where nobody knows it yet, the first of them tells.
    """
    each = list(signed)
    whose = own.whose or next((claim.whose for _, claim in each), "")
    each = [one for one in each if one[1].whose == whose]
    made = {claim.made.edition: claim.made.made_at for _, claim in each}
    newest = max([own.newest, *made])
    known = replace(own, whose=whose, newest=newest, made={**made, **own.made})
    for address, claim in sorted(each, key=lambda one: -one[1].made.edition):
        if claim.made.edition < own.newest:
            break  # whoever keeps the archive knows more
        try:
            return _told(known, address, claim, folder)
        except ArchiveError:
            continue  # it is told of that mirror itself; another one of that edition may do
    return known


def _told(known: Archive, address: str, claim: Claim, folder: Path) -> Archive:
    """With what one mirror tells. Raises ArchiveError where it is not as it claims."""
    with Host(address, connections=1) as host:
        listed = folder / claim.made.sums
        claim.fetch_list(host, listed)
        wanted = {place: digest for place, digest in sums.read(listed) if place in _LISTS}
        try:
            content = {place: _content(host, place, wanted[place]) for place in wanted}
            each = notices.read(content[notices.NAME]) if notices.NAME in content else ()
            made = _days(content[EDITIONS]) if EDITIONS in content else {}
        except (Unanswered, ValueError) as error:
            raise ArchiveError(
                f"The mirror at {address} is not as it claims: {error}.",
                "Nothing was changed.",
                "Take another mirror of the archive.",
            ) from error
    return replace(known, notices=each or known.notices, made={**known.made, **made})


_LISTS = frozenset((EDITIONS, notices.NAME))


def _content(host: Host, place: str, digest: str) -> bytes:
    content = host.content(place, AT_MOST)
    if sha256(content).hexdigest() != digest:
        raise Unanswered(f"{place} was altered")
    return content


def _days(content: bytes) -> dict[int, str]:
    """When each edition was made. Raises ValueError where the list is none."""
    try:
        each = json.loads(content)["editions"]
        made = {int(one["number"]): str(one["made"]) for one in each if one["made"]}
        "".join(made.values()).encode()  # ValueError for half a character
    except (KeyError, TypeError, RecursionError, OverflowError) as error:
        raise ValueError(f"{EDITIONS} tells no editions ({error!r})") from error
    return made
