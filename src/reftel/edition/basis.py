"""The basis of an edition: the one before it, as far as it can be built on.

What did not change is taken from there. It has to be whole to the last byte, made by this very
program, and its workings there; else the next edition is made from nothing.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import catalogue, pointer
from reftel.edition.manifest import Manifest
from reftel.edition.past import BasisError
from reftel.edition.program import program
from reftel.edition.read import INDEX
from reftel.edition.verify import damaged_files
from reftel.edition.workings import Kept, Worked
from reftel.errors import ReftelError
from reftel.search.embedded import MOST_SERIALS, finished_parts


class Basis:
    """The live edition of an audience. Its files are looked through on a thread of its own.

    Raises ReftelError where there is none to build on.
    """

    def __init__(self, archive: ArchiveFolder, audience: Audience) -> None:
        folder = pointer.live_folder(archive, audience=audience)
        if folder is None:
            raise BasisError("there is no edition")
        self.folder = folder
        self.manifest = Manifest.read(folder)
        self.manifest.require_present(folder)
        if self.manifest.audience is not audience:
            raise BasisError("it is for another audience")
        self._kept = Kept(workings_of(archive, self.manifest), told(self.manifest))
        self.held = self._kept.held
        self.parts = finished_parts(folder / INDEX)
        if [part.size for part in self.parts] != [len(places) for places in self.held]:
            raise BasisError("the index has other parts")
        self.next_serial = max((part.first + part.size for part in self.parts), default=0)
        if self.next_serial > MOST_SERIALS:
            raise BasisError("its index has no numbers left")
        looking = ThreadPoolExecutor(1)
        self._damaged = looking.submit(lambda: next(damaged_files(folder, self.manifest), None))
        looking.shutdown(wait=False)

    @classmethod
    def found(cls, archive: ArchiveFolder, audience: Audience) -> Self | None:
        """The live edition, where it can be built on as far as can be told at once."""
        with suppress(ReftelError, OSError):
            return cls(archive, audience)
        return None

    @property
    def cables(self) -> int:
        """How many cables it has."""
        return self.manifest.counts["cables"]

    @property
    def catalogue(self) -> Path:
        return self.folder / catalogue.NAME

    @property
    def index(self) -> Path:
        return self.folder / INDEX

    def worked(self) -> Iterator[Worked]:
        """Its cables, by ascending id; BasisError, at the latest behind the last, if damaged."""
        return self._kept.cables()

    def require_sound(self) -> None:
        """Raise BasisError where any byte of its files is not as it was made."""
        try:
            damaged = self._damaged.result()
        except OSError as error:
            raise BasisError(f"it cannot be read ({error})") from error
        if damaged is not None:
            raise BasisError(damaged.rstrip("."))


def workings_of(archive: ArchiveFolder, made: Manifest) -> Path:
    """Where the workings of an edition lie."""
    return archive.workings(audience=made.audience) / pointer.folder_name(made.number)


def told(made: Manifest) -> dict[str, object]:
    """Of what workings are: the edition, and the program that made it."""
    return {"number": made.number, "content_digest": made.content_digest, "program": program()}


def forget_workings(
    archive: ArchiveFolder, audience: Audience, but: Iterable[int | None] = ()
) -> None:
    """Remove the workings for an audience, all but those of the editions of these numbers."""
    folder = archive.workings(audience=audience)
    kept = {pointer.folder_name(number) for number in but if number is not None}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink()
