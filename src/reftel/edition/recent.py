"""What was made of a record last, kept for a while by whoever asks for much of one cable.

A mirror asks for all that belongs to a cable one after the other, and much of it is the same. A
server keeps nothing of it: an edition, and what was taken back, goes when nobody reads it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from reftel.telegram.cable import CableRecord

P = ParamSpec("P")
R = TypeVar("R")


class _Made(NamedTuple):
    record: CableRecord
    rest: tuple[object, ...]
    named: dict[str, object]
    given: Any


Memory = dict[Callable[..., Any], _Made]

_MEMORY: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def keeping(memory: Memory) -> Iterator[None]:
    """Within this block it is kept here; the memory belongs to the reader of one edition."""
    before = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(before)


def is_keeping() -> bool:
    """Whether whoever asks keeps what is made."""
    return _MEMORY.get() is not None


def recent(
    make: Callable[Concatenate[CableRecord, P], R],
) -> Callable[Concatenate[CableRecord, P], R]:
    """A function of a record that, while ``keeping``, gives what it gave last.

    For this very record and the same rest; not for one that says as much. What is given is never
    written into.
    """

    @wraps(make)
    def made(record: CableRecord, /, *rest: P.args, **named: P.kwargs) -> R:
        memory = _MEMORY.get()
        if memory is None:
            return make(record, *rest, **named)
        kept = memory.get(make)
        if kept is None or kept.record is not record or (kept.rest, kept.named) != (rest, named):
            kept = memory[make] = _Made(record, rest, named, make(record, *rest, **named))
        given: R = kept.given
        return given

    return made
