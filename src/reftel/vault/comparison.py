"""The comparison: an original read again, and what the records have gained by it.

Runs in worker processes, so nothing here loads Django or touches the database.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from reftel import sources
from reftel.compression import zstd
from reftel.sources.item import Rejected, SourceItem, SourceKind
from reftel.telegram.cable import from_json
from reftel.vault.originals import FixityError, Originals, digest
from reftel.vault.reading import Found, Outcome, Task, outcomes

DERIVED = frozenset({"revision", "edition"})  # follow from the other fields


class Held(NamedTuple):
    """A revision that an original gave before."""

    digest: str
    cable: str
    record: bytes  # empty where it is that of another original, which is compared there


class Again(NamedTuple):
    """An original to be read again, one place it was seen at, and what it gave before."""

    sha256: str
    kind: str
    container: str
    place: str
    held: tuple[Held, ...]


@dataclass(slots=True)
class Changes:
    """How many records gained, lost or changed each field; which cables came and went."""

    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    records: int = 0  # that differ in any field
    cables_gained: list[str] = field(default_factory=list)
    cables_lost: list[str] = field(default_factory=list)

    def add(self, other: "Changes") -> None:
        self.gained += other.gained
        self.lost += other.lost
        self.changed += other.changed
        self.records += other.records
        self.cables_gained += other.cables_gained
        self.cables_lost += other.cables_lost

    def compare(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Count the fields of one record that differ."""
        differing = 0
        for name in sorted((before.keys() | after.keys()) - DERIVED):
            old, new = before.get(name), after.get(name)
            if old == new:
                continue
            differing += 1
            counts = self.lost if _is_empty(new) else self.changed
            (self.gained if _is_empty(old) else counts)[name] += 1
        self.records += bool(differing)

    def as_dict(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "gained": dict(sorted(self.gained.items())),
            "lost": dict(sorted(self.lost.items())),
            "changed": dict(sorted(self.changed.items())),
            "cables_gained": sorted(self.cables_gained),
            "cables_lost": sorted(self.cables_lost),
        }


class Read(NamedTuple):
    """What came of reading a batch again; ``damaged`` names originals that are not sound."""

    outcomes: list[Outcome]
    damaged: list[str]
    changes: Changes


def read_again(batch: Iterable[Again], originals: Path) -> Read:
    """Read originals with the parser of today, and compare with what they gave before."""
    read = Read([], [], Changes())
    store = Originals(originals)
    for again in batch:
        try:
            content = store.content(again.sha256)
        except FixityError as error:
            read.damaged.append(str(error))
            continue
        for outcome in _outcomes(again, content, originals):
            read.outcomes.append(outcome)
            held = again.held if outcome.sha256 == again.sha256 else ()
            _compare(held, outcome.found, read.changes)
    return read


def _outcomes(again: Again, content: bytes, originals: Path) -> list[Outcome]:
    if again.kind:
        item = SourceItem(again.container, again.place, SourceKind(again.kind), content)
        return outcomes([Task(again.sha256, item)], None)
    tasks = [Task(digest(item.content), item) for item in _told_anew(again, content)]
    return outcomes(tasks, originals)


def _told_anew(again: Again, content: bytes) -> Iterator[SourceItem | Rejected]:
    """What is found in bytes that were no item before: a reader for them may have come.

    The place in its container tells nothing of it, so it is read as a file of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "original")
        path.write_bytes(content)
        for item in sources.items(path):
            yield _placed(item, item.container.replace(str(path), again.container, 1), again.place)


def _placed(item: SourceItem | Rejected, container: str, place: str) -> SourceItem | Rejected:
    place = item.place or place
    if isinstance(item, SourceItem):
        return SourceItem(container, place, item.kind, item.content)
    return Rejected(container, place, item.kind, item.message, item.content)


def _compare(held: Iterable[Held], found: Iterable[Found], changes: Changes) -> None:
    """Pair what was with what is: the same revision, or else the same cable."""
    before = {each.digest: each for each in held}
    after = {each.digest: each for each in found}
    pairs = [(before.pop(same), after.pop(same)) for same in before.keys() & after.keys()]
    for new in list(after.values()):
        old = next((each for each in before.values() if each.cable == new.cable), None)
        if old is not None:
            pairs.append((before.pop(old.digest), after.pop(new.digest)))
    for was, now in pairs:
        if was.record and was.record != now.record:
            changes.compare(_opened(was.record), _opened(now.record))
    changes.cables_lost += [each.cable for each in before.values()]
    changes.cables_gained += [each.cable for each in after.values()]


def _opened(record: bytes) -> dict[str, Any]:
    opened: dict[str, Any] = from_json(zstd.decompress(record))
    return opened


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
