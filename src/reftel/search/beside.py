"""One question put to an index beside another.

The engine works outside of Python's lock: while it counts, hits are found, read and lit.
A question may be asked in parts itself, ``within``; none of those waits for another.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_THREADS = ThreadPoolExecutor(thread_name_prefix="search")
_INNER = ThreadPoolExecutor(thread_name_prefix="search-within")


def beside(
    ask: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
) -> "Future[Answer]":
    """Ask at once, on another thread; what is raised there is raised by ``result()``."""
    return _THREADS.submit(ask, *given, **named)


def within(
    ask: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
) -> "Future[Answer]":
    """``beside`` for a part of a question, whose threads are free of those that wait for it."""
    return _INNER.submit(ask, *given, **named)
