"""The withdrawal as a mirror honours it: whether what was taken back is still shown there."""

from collections.abc import Iterator
from pathlib import Path

from reftel.mirror import sums
from reftel.mirror.fetching import Host, Unanswered
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.notices import Notice
from reftel.mirror.places import INDEX, is_place

AT_MOST = 500  # notices, the newest first: each costs a host three answers
FORMS = (f"/{INDEX}", f"/raw/{INDEX}", ".json")  # of a cable: what a notice leaves but one of
NOWHERE = f"cable/no-such-cable-{'0' * 16}/{INDEX}"


def shown(
    host: Host, made: MirrorManifest, listed: Path, notices: tuple[Notice, ...]
) -> tuple[str, ...]:
    """The cables that were withdrawn and are still shown by a mirror, as far as it was asked.

    Of an edition that has the notice, what stands there has to be what its list says, or nothing;
    of one before, there may be nothing. A host that gives no answer shows nothing.
    """
    newest = sorted(notices, key=lambda one: -one.edition)[:AT_MOST]
    wanted = {place: one for one in newest for place in _places(one)}
    expected = {place: digest for place, digest in sums.read(listed) if place in wanted}
    nothing = _seen(host, NOWHERE, made.bytes)
    found: set[str] = set()
    for place, notice in wanted.items():
        there = _seen(host, place, made.bytes)
        allowed = {None, nothing}
        if made.edition >= notice.edition:
            allowed.add(expected.get(place))
        if there not in allowed:
            found.add(notice.id)
    return tuple(sorted(found))


def _places(notice: Notice) -> Iterator[str]:
    return (place for form in FORMS if is_place(place := f"{notice.page.strip('/')}{form}"))


def _seen(host: Host, place: str, at_most: int) -> str | None:
    """The digest of what a host shows at a place; None for nothing."""
    try:
        return host.sum(place, at_most)
    except Unanswered:
        return None
