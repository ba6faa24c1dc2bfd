"""One question put to an index beside another.

The engine works outside of Python's lock: while it counts, hits are found, read and lit.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_THREADS = ThreadPoolExecutor(thread_name_prefix="search")


def beside(
    ask: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
) -> "Future[Answer]":
    """Ask at once, on another thread; what is raised there is raised by ``result()``."""
    return _THREADS.submit(ask, *given, **named)
