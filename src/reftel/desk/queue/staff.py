"""The staff's edition as the desk searches it: everything held, as of the day it was made."""

from collections import OrderedDict
from datetime import datetime
from functools import lru_cache
from threading import Lock

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import LiveEdition
from reftel.edition.read import Edition
from reftel.errors import ReftelError
from reftel.search.query import Query

REMEMBERED = 500_000  # ids of answers that are kept, all together; about 100 bytes each
Key = tuple[str, str]


class Staff:
    """The live edition for the staff, and the answers that were asked for last."""

    def __init__(self, archive: ArchiveFolder) -> None:
        self._live = LiveEdition(archive, audience=Audience.STAFF)
        self._answers: OrderedDict[Key, frozenset[str]] = OrderedDict()
        self._lock = Lock()

    @property
    def edition(self) -> Edition | None:
        """None where there is none, or none that can be opened."""
        try:
            return self._live.current()
        except ReftelError:
            return None

    @property
    def made_at(self) -> datetime | None:
        edition = self.edition
        return edition.manifest.made_at if edition else None

    def found(self, query: Query) -> frozenset[str] | None:
        """The ids of all cables that answer; None where there is no index to ask."""
        edition = self.edition
        if edition is None:
            return None
        key = (str(edition.folder), str(query.root))
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = frozenset(edition.searcher.every(query))
        self._keep(key, found)
        return found

    def _keep(self, key: Key, found: frozenset[str]) -> None:
        """Remember an answer; those that were not asked for longest go."""
        with self._lock:
            self._answers[key] = found
            held = sum(map(len, self._answers.values()))
            while held > REMEMBERED and len(self._answers) > 1:
                held -= len(self._answers.popitem(last=False)[1])


@lru_cache(maxsize=2)
def staff_of(archive: ArchiveFolder) -> Staff:
    """One for each archive, shared by all threads."""
    return Staff(archive)
