"""What was made of a record last, kept until another is asked about.

A mirror asks for all that belongs to a cable one after the other, and much of it is the same.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from reftel.telegram.cable import CableRecord

P = ParamSpec("P")
R = TypeVar("R")


def recent(
    make: Callable[Concatenate[CableRecord, P], R],
) -> Callable[Concatenate[CableRecord, P], R]:
    """A function of a record that keeps what it gave last, for this very record and the same rest.

    Not for one that says as much: two editions never share a record. Shared by all threads, which
    exchange what is kept whole; what is given is never written into.
    """
    last: tuple[CableRecord, tuple[object, ...], dict[str, object], R] | None = None

    @wraps(make)
    def made(record: CableRecord, /, *rest: P.args, **named: P.kwargs) -> R:
        nonlocal last
        kept = last
        if kept is not None and kept[0] is record and kept[1] == rest and kept[2] == named:
            return kept[3]
        given = make(record, *rest, **named)
        last = (record, rest, named, given)
        return given

    return made
