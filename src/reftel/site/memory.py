"""Answers of one edition that were made before: as many as fit into some megabytes.

They lie in this process alone, are written nowhere, and go with their edition. Searches are
not among them.
"""

import re
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

SIZE = 64 << 20  # bytes, each process; REFTEL_MEMORY says otherwise, in MiB
LARGEST = 16  # an answer takes one in so many of them at the most
_BESIDE = 1_500  # bytes that an answer takes beside its body: key, headers, its place

Key = tuple[str, ...]
Fields = tuple[tuple[str, str], ...]

# What a reader can ask without end, or whose words are nobody's business.
_ENDLESS = re.compile(r"/(?:search|suggest|trends|quote|lists?|verify)[/.]")
_PAGE = "page=[1-9][0-9]{0,5}"
_CANONICAL = re.compile(rf"(?:view=sent|letter=[^&=]{{1,9}}(?:&{_PAGE})?|{_PAGE})?")


class Answer(NamedTuple):
    """One answer as it is sent."""

    status: str
    headers: Fields
    body: bytes


class Answers:
    """Shared by all threads; what was not asked for longest goes first."""

    def __init__(self, size: int = SIZE) -> None:
        self._left = self._size = size
        self._held: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    @property
    def taken(self) -> int:
        """Bytes, never more than the size."""
        return self._size - self._left

    def get(self, key: Key) -> Answer | None:
        """The answer to this question, where it is still here."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, unless it is so large that it would drive out many others."""
        weight = _weight(answer)
        if weight > self._size // LARGEST:
            return
        with self._lock:
            before = self._held.pop(key, None)
            self._left += _weight(before) if before else 0
            while self._left < weight:
                self._left += _weight(self._held.popitem(last=False)[1])
            self._held[key] = answer
            self._left -= weight


def is_memorable(path: str, query: str) -> bool:
    """Whether an address is one of those that an edition has a bounded number of."""
    return not _ENDLESS.match(path) and _CANONICAL.fullmatch(query) is not None


def _weight(answer: Answer) -> int:
    return len(answer.body) + _BESIDE
