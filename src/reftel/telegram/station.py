"""The station of the MRN, where the transmission lines must tell it or confirm it.

A name in no table is put right only where one slip of the hand makes it a station that FL 6
or the routing indicator of FL 3 names as well; a name struck out is the sender's.
"""

from functools import lru_cache
from typing import Final

from reftel.gazetteer import posts
from reftel.telegram.envelope import envelope
from reftel.telegram.redactions import STRUCK_OUT

LONGEST_NAME: Final = 1000  # letters: no name of a station has as many


@lru_cache(maxsize=4096)
def sender_station(written: str) -> str | None:
    """The station that an addressee's name means, if any."""
    return posts.station(written[:LONGEST_NAME])


def same_post(one: str, other: str) -> bool:
    """Whether two stations are one post: renamed, or missions that share a place and a line."""
    if one == other:
        return True
    first, second = posts.post(one), posts.post(other)
    if first is None or second is None:
        return False
    names = {first.station, first.now} & {second.station, second.now} - {None}
    return bool(names) or (first.routing is not None and first.routing == second.routing)


def confirmed(written: str, text: str, end: int) -> tuple[str, str] | None:
    """The station meant by a name in no table, and the line of ``text[:end]`` that says so.

    None where no such line bears it out: then the name stays as sent.
    """
    lines = envelope(text, end)
    witnesses: list[tuple[str, str]] = []
    if lines.sender is not None and (named := sender_station(lines.sender.value.station)):
        witnesses.append((named, "FL 6"))
    if lines.filing is not None and (named := posts.by_routing(lines.filing.value.routing)):
        witnesses.append((named, "FL 3"))
    if STRUCK_OUT.match(written):
        return witnesses[0] if witnesses else None
    for near in posts.alike(written):
        for named, line in witnesses:
            if same_post(near, named):
                return near, line
    return None
