"""A hosted mirror checked: the files that its list names are asked for, all of them or a sample.

What lies there beside them cannot be seen from afar: a host lists no folders.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from reftel.errors import ArchiveError
from reftel.mirror.checking import ALTERED, MISSING, SOUND, Finding, listed
from reftel.mirror.fetching import Host, NotThere, Unanswered, in_order
from reftel.mirror.manifest import MirrorManifest

NOT_RECEIVED = "not received"
IN_VAIN_AT_MOST = 10  # files one after the other, of which a host gives none
FOR_SERVERS = frozenset((".htaccess", "_redirects"))  # a host that obeys them may not show them


def findings(
    host: Host,
    path: Path,
    made: MirrorManifest,
    passed: Callable[[str], bool] = lambda _: False,
    chosen: frozenset[int] | None = None,
) -> Iterator[Finding]:
    """What is to be said of the files in a list, in its order; of the chosen numbers alone, if any.

    Nothing is said of files that were looked at before, as ``passed`` tells.
    Raises ArchiveError where the host gives no answers any more.
    """
    asked = (
        one
        for number, one in enumerate(listed(path, made))
        if (chosen is None or number in chosen) and not passed(one[0])
    )
    in_vain = 0
    look = partial(_found, host, made.bytes)
    for one, why in in_order(look, asked, hands=host.connections, stop=host.close):
        in_vain = in_vain + 1 if why else 0
        yield one
        if in_vain == IN_VAIN_AT_MOST:
            raise ArchiveError(
                f"{host.address} gives no file any more: {why}.",
                "What was looked at before is remembered.",
                "Run the same command again later: it goes on from there.",
            )


def sample(made: MirrorManifest, size: int, chance: Random) -> frozenset[int]:
    """Numbers of files in a list, as chance has it."""
    return frozenset(chance.sample(range(made.files), min(size, made.files)))


def _found(host: Host, at_most: int, one: tuple[str, str]) -> tuple[Finding, str]:
    """What is to be said of a file; and why it did not come, where it did not."""
    place, digest = one
    try:
        sound = host.sum(place, at_most) == digest
    except NotThere:
        return Finding(SOUND if place in FOR_SERVERS else MISSING, place), ""
    except Unanswered as error:
        return Finding(f"{NOT_RECEIVED} ({error})", place), str(error)
    return Finding(SOUND if sound else ALTERED, place), ""
