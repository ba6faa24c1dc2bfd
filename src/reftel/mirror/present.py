"""What is present in the folders of a mirror: how many files, and their bytes together.

Nothing but their names and sizes is looked at, by all workers at once.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import NamedTuple

from reftel.crew import spread
from reftel.mirror.places import FOLDERS

AT_ONCE = 500  # folders for a worker


class Present(NamedTuple):
    """How many files there are, and their bytes together."""

    files: int
    bytes: int


class _Seen(NamedTuple):
    """What lies in some folders, and the folders in them."""

    files: int
    bytes: int
    folders: tuple[str, ...]


@contextmanager
def walked(out: Path, *, workers: int) -> Iterator[Callable[[], Present]]:
    """What there is in the folders of a mirror, looked at while this block does something else.

    What is given waits for the end, and raises OSError where a folder cannot be read. With the
    block the walk ends, wherever it is.
    """
    ended = Event()
    with ThreadPoolExecutor(1) as beside:
        try:
            yield beside.submit(_present, out, workers, ended).result
        finally:
            ended.set()


def _present(out: Path, workers: int, ended: Event) -> Present:
    count, size = 0, 0
    waiting = deque(f"{out}/{name}" for name in sorted(FOLDERS))
    for seen in spread(_seen, waiting, at_once=AT_ONCE, workers=workers):
        count, size = count + seen.files, size + seen.bytes
        waiting.extend(seen.folders)
        if ended.is_set():
            break
    return Present(count, size)


def _seen(folders: Sequence[str]) -> _Seen:
    count, size, below = 0, 0, list[str]()
    for folder in folders:
        with suppress(FileNotFoundError), os.scandir(folder) as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False):
                    below.append(one.path)
                else:
                    count, size = count + 1, size + one.stat(follow_symlinks=False).st_size
    return _Seen(count, size, tuple(below))
