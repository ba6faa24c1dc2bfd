"""The edition that the pointer names, from request to request.

A serving process asks ``current()`` for each request: that costs one ``stat`` of the
pointer. When a release has flipped it, the next request reads the new edition; those that
hold the old one finish on it, and it is closed when the last of them lets go.
"""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import manifest, pointer
from reftel.edition.read import Edition
from reftel.edition.stamp import Stamp, stamp
from reftel.errors import ArchiveError, ReftelError

# Two flips within one tick of the file system's clock can leave the same stamp: a pointer
# younger than this (nanoseconds) is read again rather than believed.
SETTLED = 100_000_000


class LiveEdition:
    """Follows the pointer of one audience. Shared by all threads; opens nothing at first."""

    def __init__(self, archive: ArchiveFolder, *, audience: Audience) -> None:
        self._archive = archive
        self._audience = audience
        self._pointer = os.fspath(archive.pointer(audience=audience))
        self._edition: Edition | None = None
        self._stamp: Stamp | None = None  # of the pointer, when it was last believed
        self._made: Stamp | None = None  # of the manifest of the edition that is open
        self._opening = threading.Lock()
        self.trouble: ReftelError | None = None

    def current(self) -> Edition:
        """The live edition.

        Raises ArchiveError where none can be opened. Once one was, what is wrong with the
        pointer or with the edition that it names is kept in ``trouble``, the one that was
        served stays, and every call tries again.
        """
        edition, now = self._edition, stamp(self._pointer)
        if edition is not None and now is not None and now == self._stamp:
            return edition
        if edition is not None and self._opening.locked():
            return edition  # another thread is opening the new one
        with self._opening:
            return self._follow()

    def _follow(self) -> Edition:
        now = stamp(self._pointer)
        try:
            self._edition = self._named()
        except ReftelError as error:
            if self._edition is None:
                raise
            self.trouble = error
            return self._edition
        self.trouble = None
        self._stamp = now if _settled(now) else None
        return self._edition

    def _named(self) -> Edition:
        """The edition that the pointer names: the one that is open if it is that."""
        folder = pointer.live_folder(self._archive, audience=self._audience)
        before, made = self._edition, folder and stamp(folder / manifest.NAME)
        if before is not None and before.folder == folder and made == self._made:
            return before
        edition = open_live(self._archive, audience=self._audience)
        edition.searcher  # noqa: B018 -- opens the index now, not in a reader's request
        self._made = stamp(edition.folder / manifest.NAME)
        return edition


@dataclass(frozen=True, slots=True)
class Pinned:
    """An edition in the place of the live one, for those who look at it before it is."""

    edition: Edition

    def current(self) -> Edition:
        return self.edition


def open_live(archive: ArchiveFolder, *, audience: Audience) -> Edition:
    """The edition that is live now, for a command that reads one to its end.

    Raises ArchiveError where there is none, where it is not whole, of a newer format, or
    made for another audience; and what ``declaration`` raises, as those do who write.
    """
    archive.declaration()
    folder = pointer.live_folder(archive, audience=audience)
    if folder is None:
        raise pointer.no_edition(archive, audience)
    edition = Edition(folder)
    if edition.manifest.audience is not audience:
        raise _of_another_audience(folder, edition.manifest.audience)
    return edition


def _settled(found: Stamp | None) -> bool:
    return found is not None and time.time_ns() - found[1] > SETTLED


def _of_another_audience(folder: Path, found: Audience) -> ArchiveError:
    return ArchiveError(
        f"The edition in {folder} was made for another audience ({found.value}).",
        "It is not shown.",
        "Move it back to where it came from, and make one for this audience with 'reftel rebuild'.",
    )
