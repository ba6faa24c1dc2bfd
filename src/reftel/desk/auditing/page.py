"""The page values of the log: entries as they are shown, and how far the end holds together."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from reftel.archive import ArchiveFolder
from reftel.desk.auditing.asked import Asked
from reftel.vault import audit, heads
from reftel.vault.chain import Entry
from reftel.vault.entries import Wanted, acts, authors, entries
from reftel.vault.proof import Known

SHOWN = 50  # entries on a page
CHECKED = 1000  # of the last entries, each time the page is made
WORDS = 300  # letters of a value; the page of the entry has all of it


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is shown."""

    number: int
    at: datetime | None  # None where that is no time, as the log holds it
    said_at: str
    author: str
    act: str
    about: str
    detail: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]  # which rows it answers for
    digest: str
    sound: bool  # whether it is what its digest says


@dataclass(frozen=True, slots=True)
class End:
    """How far the last entries follow from each other, and whether ``audit-head`` agrees."""

    last: int
    first: int  # of those that were looked at
    broken: int | None  # the last that does not follow from the one before it
    stray: str  # what is wrong with what audit-head knows, in a sentence; empty where nothing is

    @property
    def whole(self) -> bool:
        return self.broken is None and not self.stray


@dataclass(frozen=True, slots=True)
class Log:
    """What audit.html may use."""

    asked: Asked
    entries: tuple[Told, ...]
    end: End
    newer: str
    older: str
    acts: tuple[str, ...]
    authors: tuple[str, ...]


def log(archive: ArchiveFolder, asked: Asked) -> Log:
    """One page of entries, the newest first, at most ``SHOWN``."""
    rows = asked.wanted.rows()
    if asked.above is not None:
        ahead = list(entries(rows.filter(number__gt=asked.above)[: SHOWN + 1]))
        found, more = list(reversed(ahead[:SHOWN])), len(ahead) > SHOWN
        newer, older = more, bool(found)
    else:
        upto = rows if asked.below is None else rows.filter(number__lt=asked.below)
        behind = list(entries(upto.reverse()[: SHOWN + 1]))
        found, older = behind[:SHOWN], len(behind) > SHOWN
        newer = asked.below is not None and bool(found)
    told = tuple(shown(entry, digest) for entry, digest in found)
    return Log(
        asked,
        told,
        end(archive),
        asked.address(above=told[0].number) if newer else "",
        asked.address(below=told[-1].number) if older else "",
        acts(),
        authors(),
    )


def end(archive: ArchiveFolder) -> End:
    """The last thousand entries, each compared with the one before."""
    last = audit.head()
    first = max(1, last.number - CHECKED + 1)
    rows = Wanted().rows().filter(number__gte=first)
    due, broken = first, None
    for entry, digest in islice(entries(rows), CHECKED):
        if entry.number != due or entry.digest != digest:
            broken = entry.number
        due = entry.number + 1
    return End(last.number, first, broken, _stray(archive))


def shown(entry: Entry, digest: str) -> Told:
    """An entry as the page tells it."""
    try:
        detail = json.loads(entry.detail)
    except (ValueError, RecursionError):
        detail = {"?": entry.detail}
    detail = detail if isinstance(detail, dict) else {"?": detail}
    rows = detail.pop("rows", {})
    return Told(
        entry.number,
        _moment(entry.at),
        entry.at,
        entry.author,
        entry.act,
        entry.about,
        tuple(
            (name.replace("_", " "), _words(value))
            for name, value in detail.items()
            if name != "secret"
        ),
        tuple(_answers(rows)) if isinstance(rows, dict) else (),
        digest,
        entry.digest == digest,
    )


def _answers(rows: dict[str, Any]) -> Iterator[str]:
    """``decisions 2 to 4``, ``mark 17``."""
    for table, told in rows.items():
        if not isinstance(told, dict) or not told:
            continue
        numbers = [told.get("first"), told.get("last")] if "first" in told else list(told)
        first, last = numbers[0], numbers[-1]
        yield f"{table} {first}" if first == last else f"{table}s {first} to {last}"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WORDS else f"{text[:WORDS]} …"


def _stray(archive: ArchiveFolder) -> str:
    known = heads.kept(archive)
    if known is None:
        return ""
    return _unlike(known)


def _unlike(known: Known) -> str:
    number = known.number or 0
    digest = audit.digest_of(number)
    if digest == known.digest:
        return ""
    if digest is None:
        return f"audit-head knew of entry {number}, which is not there."
    return f"Entry {number} is not the one that audit-head knew."
