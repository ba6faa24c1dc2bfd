"""The checkup: whether all that is held is still what it was, and what to do where not.

Reads, and writes nothing. A ``Finding`` that is not sound fails the check; a note does not.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from django.db import DatabaseError, connection

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.manifest import NAME as MANIFEST
from reftel.edition.pointer import live_folder
from reftel.edition.seal import Outcome, seal
from reftel.edition.verify import verify
from reftel.errors import ReftelError
from reftel.telegram import PARSER_VERSION
from reftel.vault import audit, heads, keys
from reftel.vault.models import Original, Rejection, Revision
from reftel.vault.originals import FixityError, Originals
from reftel.vault.proof import proof
from reftel.vault.publication import is_followed
from reftel.vault.reading import Refusal
from reftel.vault.report import counted
from reftel.vault.rereading import lost_releases
from reftel.vault.veils import unlaid

NAMED_AT_MOST = 10
READ_AT_ONCE = 2000
RESTORE = "Restore it from a copy of the vault folder, or take the same source in again."
REBUILD = "Run 'reftel rebuild'."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``next_step`` is empty where nothing is to be done."""

    check: str  # database, originals, decisions, audit, edition, signature, parser
    message: str
    sound: bool = True
    next_step: str = ""


def examined(
    archive: ArchiveFolder, *, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Finding]:
    """What is found in the open vault and in the live editions, check by check."""
    try:
        broken = list(_database())
    except (DatabaseError, sqlite3.Error) as error:
        broken = [str(error)]
    if broken:
        message = f"{archive.database} is damaged: {_listed(broken)}."
        step = "Put a sound copy of the file in its place; the originals are kept apart from it."
        yield Finding("database", message, sound=False, next_step=step)
        return
    yield Finding("database", "The database is sound.")
    yield from _originals(Originals(archive.originals), progress)
    yield from _decisions(archive)
    yield from _log(archive)
    yield from _parser()
    for audience in Audience:
        yield from _edition(archive, audience)
    yield from _signature(archive)


class Rejected(NamedTuple):
    """What could not be read, and whether any byte of it was kept to be read again."""

    refusal: Refusal
    kept: bool


def rejections() -> Iterator[Rejected]:
    """Everything that could not be read, by the place it came from."""
    rows = Rejection.objects.order_by("container", "place", "kind")
    columns = ("original__size", "container", "place", "kind", "message")
    for size, *row in rows.values_list(*columns).iterator():
        yield Rejected(Refusal(*row), size > 0)


def _database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        yield from (str(row[0]) for row in cursor.fetchall() if row[0] != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchmany(NAMED_AT_MOST):
            yield f"row {row} of {table} names a row of {parent} that is not there"
    unwitnessed = Revision.objects.filter(witnesses__isnull=True).count()
    if unwitnessed:
        yield f"{counted(unwitnessed, 'revision')} without an original"


def _originals(store: Originals, progress: Callable[[str], None]) -> Iterator[Finding]:
    damaged: list[str] = []
    rows = Original.objects.order_by("sha256").values_list("sha256", flat=True)
    number = 0
    for number, sha256 in enumerate(rows.iterator(READ_AT_ONCE), start=1):
        try:
            store.content(sha256)
        except FixityError as error:
            damaged.append(str(error))
        except OSError as error:
            damaged.append(f"{sha256} cannot be read ({error.strerror})")
        if number % 1000 == 0:
            progress(f"{number:,} originals")
    if damaged:
        message = f"Of {counted(number, 'original')} {len(damaged):,} damaged: {_listed(damaged)}."
        yield Finding("originals", message, sound=False, next_step=RESTORE)
    else:
        yield Finding("originals", f"{counted(number, 'original')}: the bytes that came in.")
    loose = _loose(store)
    if loose:
        message = f"An import that was cut short left {counted(loose, 'original')}."
        yield Finding("originals", message, next_step="Run that 'reftel import' again.")


def _loose(store: Originals) -> int:
    """How many files no row names."""
    files, loose = store.all(), 0
    while some := set(islice(files, READ_AT_ONCE)):
        loose += len(some) - Original.objects.filter(sha256__in=some).count()
    return loose


def _decisions(archive: ArchiveFolder) -> Iterator[Finding]:
    lost = list(lost_releases())
    if lost:
        message = f"Released, but not read from the released original any more: {_listed(lost)}."
        step = "Release them again by their ids, if they are held; see 'reftel rebuild'."
        yield Finding("decisions", message, sound=False, next_step=step)
    veiled = list(unlaid())
    if veiled:
        message = f"Not shown, as what is held back of them is not found: {_listed(veiled)}."
        step = "See 'reftel redact ID --list' for each, then release it again."
        yield Finding("decisions", message, sound=False, next_step=step)
    try:
        followed = is_followed(archive)
    except ReftelError:
        return  # the pointer is broken, which the check of the edition tells
    if followed:
        yield Finding("decisions", "The public edition shows what was decided.")
    else:
        message = "Decisions were made that the public edition does not show yet."
        yield Finding("decisions", message, sound=False, next_step=REBUILD)


def _log(archive: ArchiveFolder) -> Iterator[Finding]:
    if not audit.has_begun():
        return  # the vault of an older reftel, to be brought up to date by whoever writes
    made = proof(heads.known(archive))
    if made.faults:
        found = _listed(fault.message.rstrip(".") for fault in made.faults)
        message = f"The audit log is not whole: {found}."
        yield Finding("audit", message, sound=False, next_step="Run 'reftel verify --audit'.")
    else:
        message = f"The audit log is whole: {counted(made.entries, 'entry', 'entries')}."
        yield Finding("audit", " ".join([message, *made.owned]))


def _parser() -> Iterator[Finding]:
    old = Revision.objects.exclude(parser_version=PARSER_VERSION).count()
    if old:
        yield Finding(
            "parser",
            f"Read by another parser than this one: {counted(old, 'record')}.",
            next_step=REBUILD,
        )


def _edition(archive: ArchiveFolder, audience: Audience) -> Iterator[Finding]:
    try:
        folder = live_folder(archive, audience=audience)
        if folder is None:
            return
        faults = list(verify(folder))
    except ReftelError as error:
        faults = [error.happened]
    name = f"The {audience.value} edition"
    if faults:
        message = f"{name} is not whole: {' '.join(faults[:NAMED_AT_MOST])}"
        yield Finding("edition", message, sound=False, next_step=REBUILD)
    else:
        yield Finding("edition", f"{name} is whole.")


def _signature(archive: ArchiveFolder) -> Iterator[Finding]:
    """Whether the public edition is signed with a key that lies in this vault."""
    try:
        folder = live_folder(archive, audience=Audience.PUBLIC)
        if folder is None or not (folder / MANIFEST).exists():
            return
        ring = keys.kept(archive)
    except keys.KeyTroubleError as error:
        yield Finding("signature", error.happened, sound=False, next_step=error.next_step)
        return
    except ReftelError:
        return  # the pointer is broken, which the check of the edition tells
    found = seal(folder, ring.keys if ring else ())
    if found.outcome is Outcome.HOLDS:
        yield Finding("signature", "The public edition is signed with the key of this archive.")
    elif found.outcome is Outcome.UNSIGNED:
        yield Finding("signature", "The public edition is not signed.", next_step=REBUILD)
    else:
        message = "The public edition is not signed with a key that lies in vault/keys."
        yield Finding("signature", message, sound=False, next_step=keys.BACK)


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = len(names) - NAMED_AT_MOST
    shown = "; ".join(names[:NAMED_AT_MOST])
    return f"{shown}; and {more:,} more" if more > 0 else shown
