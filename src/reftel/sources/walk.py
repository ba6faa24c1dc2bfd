"""Folders and files opened one after another, in the order of their names."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reftel.errors import SourceError
from reftel.sources.item import Rejected, RejectKind, SourceItem
from reftel.sources.limits import Budget, Limits, StreamFault
from reftel.sources.opening import Level, opened
from reftel.sources.streams import OnDisk


def items(
    path: Path, *, limits: Limits | None = None, but: Path | None = None
) -> Iterator[SourceItem | Rejected]:
    """Everything that this file, folder or archive holds, one at a time, as a stream.

    The folder ``but``, where it lies below, is left out: an archive is no source of itself.

    Raises SourceError where there is nothing at ``path``; all else that is wrong, inside
    it, is a Rejected among the items.
    """
    if not path.exists():
        raise SourceError(
            f"There is nothing at {path}.",
            "Nothing was read or written.",
            "Look for a slip in the name, and whether the disk is there.",
        )
    if path.is_file():
        return _file(path, limits or Limits())
    if not path.is_dir():
        return iter([_no_file(path)])
    left_out = but.stat() if but is not None and but.is_dir() else None
    return _folder(path, limits or Limits(), left_out)


def _folder(
    root: Path, limits: Limits, left_out: os.stat_result | None
) -> Iterator[SourceItem | Rejected]:
    """All files below a folder. Links are not followed: what they name inside is met anyway."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            found = path.stat() if path == root else path.lstat()
            mode = found.st_mode
            if path != root and left_out is not None and os.path.samestat(found, left_out):
                continue
            if stat.S_ISDIR(mode) and _is_archive(path):
                yield _archive(path)
                continue
            if path == root or stat.S_ISDIR(mode):
                waiting.extend(sorted(path.iterdir(), reverse=True))
                continue
        except OSError as error:
            yield _unreadable(path, error)
            continue
        if stat.S_ISLNK(mode):
            message = "This is a link. Links in folders are not followed."
            yield Rejected(str(path), "", RejectKind.UNSAFE_PATH, message, passed_over=True)
        elif stat.S_ISREG(mode):
            yield from _file(path, limits)
        else:
            yield replace(_no_file(path), passed_over=True)


def _file(path: Path, limits: Limits) -> Iterator[SourceItem | Rejected]:
    try:
        with path.open("rb") as file:
            level = Level(str(path), Budget(limits, os.fstat(file.fileno()).st_size))
            try:
                yield from opened(OnDisk(file), level)
            except StreamFault as fault:
                yield level.rejected(fault)
    except OSError as error:
        yield _unreadable(path, error)


def _is_archive(path: Path) -> bool:
    """Whether this folder is an archive of reftel: the one that is written to is ``but``."""
    return (path / "reftel.toml").is_file() and (path / "vault").is_dir()


def _archive(path: Path) -> Rejected:
    message = "This is an archive of reftel. What is public in it can be had with 'reftel export'."
    return Rejected(str(path), "", RejectKind.NOT_A_CABLE, message, passed_over=True)


def _no_file(path: Path) -> Rejected:
    """Opening a pipe would wait for whoever writes into it."""
    message = "This is no file: a device, socket or pipe."
    return Rejected(str(path), "", RejectKind.UNREADABLE, message)


def _unreadable(path: Path, error: OSError) -> Rejected:
    message = f"This cannot be read: {error.strerror or error}."
    return Rejected(str(path), "", RejectKind.UNREADABLE, message)
