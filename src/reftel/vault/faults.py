"""The faults: what the disk or the database refuses, told in the words of an ArchiveError."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError, ReftelError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIMARY = 0xFF  # the low byte of an extended SQLite result code is the code itself
_STANDS = "Nothing is half-written; all that was done before stands."


class UndecidableError(ReftelError):
    """A decision about cables that are not held, or not as the decision takes them to be."""


@contextmanager
def told(archive: ArchiveFolder) -> Iterator[None]:
    """Turn whatever the disk or the database refuses inside into one ArchiveError."""
    try:
        yield
    except OSError as error:
        raise _of_disk(archive, error) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise _of_database(archive, error) from error


def _of_disk(archive: ArchiveFolder, error: OSError) -> ArchiveError:
    if error.errno in FULL:
        return _full(archive)
    if error.errno in FORBIDDEN:
        return _forbidden(archive)
    return ArchiveError(
        f"The archive in {archive.root} cannot be written or read: {error}.",
        _STANDS,
        "See to the disk, then run the same command again.",
    )


def _of_database(archive: ArchiveFolder, error: Exception) -> ArchiveError:
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & _PRIMARY
    if code == sqlite3.SQLITE_FULL:
        return _full(archive)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return _forbidden(archive)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return ArchiveError(
            f"Another program holds {archive.database}.",
            _STANDS,
            "Close what has it open, then run the same command again.",
        )
    return ArchiveError(
        f"{archive.database} is damaged or not a vault: {error}.",
        f"The originals in {archive.originals} are kept apart from it and were not touched.",
        "Run 'reftel doctor', or put a sound copy of the vault folder in its place.",
    )


def _full(archive: ArchiveFolder) -> ArchiveError:
    return ArchiveError(
        f"There is no space left for the archive in {archive.root}.",
        _STANDS,
        "Make room, then run the same command again: it goes on where it stopped.",
    )


def _forbidden(archive: ArchiveFolder) -> ArchiveError:
    return ArchiveError(
        f"The archive in {archive.root} cannot be written by this user.",
        _STANDS,
        "Give this user the right to write there, or name another folder with --archive.",
    )
