"""The withdrawal as a mirror honours it: whether what was taken back is still shown there."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reftel.mirror import sums
from reftel.mirror.fetching import Host, NotThere, Unanswered
from reftel.mirror.hosted import IN_VAIN_AT_MOST
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.notices import Notice
from reftel.mirror.places import INDEX, is_place

AT_MOST = 500  # notices, the newest first: each costs a host six answers
# What has the text of a cable, of which a notice leaves the first alone. Who copies and deletes
# nothing may still have what lay in folders of their own before.
FORMS = (f"/{INDEX}", "/raw.txt", f"/raw/{INDEX}", "/sent.html", f"/sent/{INDEX}", ".json")
NOWHERE = f"cable/no-such-cable-{'0' * 16}/{INDEX}"


class Shown(NamedTuple):
    """What was found: cables that are still shown, and what a host did not tell."""

    cables: tuple[str, ...]
    unanswered: int = 0  # places
    why: str = ""


def shown(host: Host, made: MirrorManifest, listed: Path, notices: tuple[Notice, ...]) -> Shown:
    """The cables that were withdrawn and are still shown by a mirror, as far as it answered.

    Of an edition that has the notice, what stands there has to be what its list says, or nothing;
    of one before, there may be nothing. After ten places without an answer no more are asked for.
    """
    newest = sorted(notices, key=lambda one: -one.edition)[:AT_MOST]
    wanted = {place: one for one in newest for place in _places(one)}
    expected = {place: digest for place, digest in sums.read(listed) if place in wanted}
    nothing: str | None = None
    with suppress(Unanswered):
        nothing = host.sum(NOWHERE, made.bytes)
    found: set[str] = set()
    in_vain, why = 0, ""
    for place, notice in wanted.items():
        try:
            there = _seen(host, place, made.bytes)
        except Unanswered as error:
            in_vain, why = in_vain + 1, str(error)
            if in_vain == IN_VAIN_AT_MOST:
                why += "; no more were asked for"
                break
            continue
        allowed = {None, nothing}
        if made.edition >= notice.edition:
            allowed.add(expected.get(place))
        if there not in allowed:
            found.add(notice.id)
    return Shown(tuple(sorted(found)), in_vain, why)


def _places(notice: Notice) -> Iterator[str]:
    return (place for form in FORMS if is_place(place := f"{notice.page.strip('/')}{form}"))


def _seen(host: Host, place: str, at_most: int) -> str | None:
    """The digest of what a host shows at a place; None where it says that nothing is there."""
    try:
        return host.sum(place, at_most)
    except NotThere:
        return None
