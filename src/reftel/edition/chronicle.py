"""The chronicle: what an edition tells of those before it, read from its annals.

Every list is a range of numbers, and costs the same at any depth.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import Any, NamedTuple

from reftel.archive import Audience
from reftel.compression import zstd
from reftel.edition.connections import Connections
from reftel.edition.manifest import Manifest
from reftel.edition.past import Text, What, address_digest
from reftel.edition.row import storable
from reftel.telegram.cable import CableRecord, from_json

LOOKED_AT = 500  # changes of an edition, for what readers are told of it
MOST_NOTICES = 5

EDITIONS = "SELECT number, made, digest, added, changed, withdrawn FROM edition ORDER BY number"

CHANGES = """
SELECT change.number, edition, what, change.id, day, cable.subject, cable.origin,
       cable.classification, cable.created
FROM change LEFT JOIN cable USING (id) WHERE change.number BETWEEN ? AND ?
"""

OF_CABLE = """
SELECT 'text', text.number, day, notice,
       CASE text.number WHEN max(text.number) FILTER (WHERE text.number <= ?2) OVER ()
       THEN (SELECT json FROM earlier
             WHERE earlier.cable = text.cable AND earlier.number = text.number) END
FROM cable JOIN text ON text.cable = cable.number WHERE cable.id = ?1
UNION ALL SELECT what, edition, day, '', NULL FROM change WHERE id = ?1
ORDER BY 2
"""

# A batch tells the same of each of its cables, so the first of them tell it.
NOTICES = """
SELECT DISTINCT text.notice FROM (
  SELECT id, edition FROM change WHERE number BETWEEN ?1 AND ?2 LIMIT ?3
) AS first JOIN cable USING (id)
JOIN text ON text.cable = cable.number AND text.number = first.edition
WHERE text.notice <> '' ORDER BY 1 LIMIT ?4
"""

TEXTS = """
SELECT text.number, day, notice, json FROM cable JOIN text ON text.cable = cable.number
LEFT JOIN earlier ON earlier.cable = text.cable AND earlier.number = text.number
WHERE cable.id = ? ORDER BY text.number
"""

EARLIER = """
SELECT earlier.number, json FROM cable JOIN earlier ON earlier.cable = cable.number
WHERE cable.id = ? AND earlier.number IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition that was live. ``before`` counts the changes of all editions before it.

    ``cables`` is how many it held, None where that is not known: for the staff.
    """

    number: int
    made: str
    digest: str
    counts: dict[What, int]
    before: int
    cables: int | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def numbers(self, what: What) -> tuple[int, int]:
        """The numbers of its changes of one kind: the first, and the last of them."""
        first = self.before + 1
        for each in What:
            if each is what:
                break
            first += self.counts[each]
        return first, first + self.counts[what] - 1


class Changed(NamedTuple):
    """What became of a cable in an edition; facts only of a cable that is here now."""

    number: int
    edition: int
    what: What
    id: str
    day: str
    subject: str | None
    origin: str | None
    classification: str | None
    created: str | None

    @property
    def here(self) -> bool:
        return self.subject is not None


class Event(NamedTuple):
    """What became of one cable, in which edition, decided when."""

    edition: int
    what: What
    day: str


@dataclass(frozen=True, slots=True)
class Past:
    """The texts of one cable since it was withdrawn last, and all that became of it."""

    texts: tuple[Text, ...]
    events: tuple[Event, ...]

    def at(self, edition: int) -> Text | None:
        """The text that an edition held, if it may be shown."""
        held = [text for text in self.texts if (text.number or 0) <= edition]
        return held[-1] if held else None

    def was_public(self, edition: int) -> bool:
        """Whether an edition held any text of it, to be shown or not."""
        so_far = [event for event in self.events if event.edition <= edition]
        return bool(so_far) and so_far[-1].what is not What.WITHDRAWN


def opened(number: int | None, blob: bytes) -> CableRecord:
    """An earlier text, with ``edition`` set to the one in which it first stood."""
    record: CableRecord = from_json(zstd.decompress(blob))
    record["edition"] = number
    return record


class Chronicle:
    """Reads the annals of one edition."""

    def __init__(self, connections: Connections, manifest: Manifest) -> None:
        self._connections = connections
        self._manifest = manifest

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Every edition that was live, this one last."""
        rows = self._all(EDITIONS)
        counts = [dict(zip(What, row[3:], strict=True)) for row in rows]
        before = accumulate((sum(each.values()) for each in counts), initial=0)
        cables = accumulate(each[What.ADDED] - each[What.WITHDRAWN] for each in counts)
        known = self._manifest.audience is Audience.PUBLIC
        former = [
            Issue(number, made, digest, count, first, total if known else None)
            for (number, made, digest, *_), count, first, total in zip(
                rows, counts, before, cables, strict=False
            )
        ]
        return (*former[:-1], self._own(former[-1]))

    def issue(self, number: int) -> Issue | None:
        """One edition that was live, by its number."""
        return next((one for one in self.issues if one.number == number), None)

    def changes(self, *ranges: tuple[int, int]) -> list[Changed]:
        """The changes of these numbers, each range from its first to its last, in their order."""
        query = f"{' UNION ALL '.join([CHANGES] * len(ranges))} ORDER BY 1"
        rows = self._all(query, *(number for one in ranges for number in one))
        return [
            Changed(number, edition, What(what), *rest) for number, edition, what, *rest in rows
        ]

    def notices(self, issue: Issue) -> tuple[str, ...]:
        """What readers were told of an edition, as far as its texts still stand: the first."""
        asked = (issue.before + 1, issue.before + issue.total, LOOKED_AT, MOST_NOTICES)
        return tuple(notice for (notice,) in self._all(NOTICES, *asked))

    @property
    def total(self) -> int:
        """How many changes there were in all editions."""
        return self.issues[-1].before + self.issues[-1].total

    def past(self, id_: str, edition: int = 0) -> Past:
        """What is known of one cable, by its id as it is written.

        The text that it had as of an edition comes with its blob, unless it is the current one.
        """
        rows = self._all(OF_CABLE, id_, edition)
        return Past(
            tuple(
                Text(number, day, notice, blob=blob or b"")
                for kind, number, day, notice, blob in rows
                if kind == "text"
            ),
            tuple(
                Event(edition, What(kind), day) for kind, edition, day, *_ in rows if kind != "text"
            ),
        )

    def earlier(self, id_: str, numbers: Iterable[int]) -> dict[int, CableRecord]:
        """The earlier texts of a cable that have these numbers."""
        rows = self._all(EARLIER, id_, json.dumps(list(numbers)))
        return {number: opened(number, blob) for number, blob in rows}

    def texts(self, id_: str) -> tuple[Text, ...]:
        """The texts of a cable as an edition takes them in, each but the last with its blob."""
        rows = self._all(TEXTS, id_)
        return tuple(
            Text(number, day, notice, sha256(zstd.decompress(blob)).hexdigest(), blob)
            if blob
            else Text(number, day, notice)
            for number, day, notice, blob in rows
        )

    def gone(self, kind: str, key: str) -> bool:
        """Whether a list or a page was public and is not here any more."""
        query = "SELECT 1 FROM gone WHERE address = ?"
        return bool(self._all(query, address_digest(kind, storable(key))))

    def moved(self, kind: str, key: str) -> str | None:
        """The key that a list has now, which had this one before."""
        for (now,) in self._all("SELECT now FROM moved WHERE kind = ? AND key = ?", kind, key):
            return str(now)
        return None

    def _own(self, issue: Issue) -> Issue:
        """This edition, with what its manifest knows."""
        return Issue(
            self._manifest.number,
            self._manifest.made_at.isoformat(),
            self._manifest.edition_digest,
            issue.counts,
            issue.before,
            int(self._manifest.counts["cables"]),
        )

    def _all(self, query: str, *values: str | int | bytes) -> list[Any]:
        safe = [storable(one) if isinstance(one, str) else one for one in values]
        with self._connections.one() as database:
            return database.execute(query, safe).fetchall()
