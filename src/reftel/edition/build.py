"""From cables to a live edition, in steps that each leave the old one live and whole.

``editions/NNNNNN.partial`` is filled and synced to the disk, renamed to ``NNNNNN``, and
then the pointer is flipped. Whatever stops a build before its last step leaves readers
where they were; what it left lying, the next build removes. One process builds at a time:
the caller holds the archive's writer lock.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reftel import __version__
from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable, manifest, pointer
from reftel.edition.catalogue import Catalogue
from reftel.edition.contents import Beside, ContentDigest, Sealed, Withdrawal
from reftel.edition.live import open_live
from reftel.edition.manifest import FileEntry, Manifest, files_of
from reftel.edition.past import Past
from reftel.edition.prepared import Prepared
from reftel.edition.read import INDEX
from reftel.edition.row import storable
from reftel.edition.spool import Spool
from reftel.edition.verify import damaged_files
from reftel.errors import ArchiveError, IndexUnavailable, ReftelError
from reftel.search.embedded import IndexWriter
from reftel.telegram.cable import CableRecord

PARTIAL = ".partial"


def build(  # noqa: PLR0913 -- one a thing that an edition is made of
    archive: ArchiveFolder,
    cables: Iterable[CableRecord | Prepared],
    *,
    audience: Audience,
    made_at: datetime,
    withdrawn: Iterable[Withdrawal] = (),
    past: Past = Past(),  # noqa: B008 -- a value that never changes
    announce: Callable[[Path, Manifest], object] = lambda _folder, _made: None,
) -> Manifest:
    """Make an edition of these cables, in ascending order of their ids, the live one.

    Nothing but these cables, these notices, the declaration and the files that the archive's
    keepers write (``pages/``, ``articles/``, ``spellings.csv``, …) can be in it.
    Where the live edition says the same already, and is whole, it stays, and its manifest is
    returned.
    Cables are taken one at a time and not kept. ``announce`` is told of an edition that is
    whole and on the disk, and about to go live; what it raises keeps it from that.

    Raises ArchiveError where the disk is full or fails, and for cables out of order; the
    live edition is as it was then.
    """
    editions = archive.editions(audience=audience)
    live = _sound(archive, audience)
    number = max(_last_number(archive, audience), past.number) + 1
    partial = editions / f"{pointer.folder_name(number)}{PARTIAL}"
    beside = Beside.of(archive, withdrawn)
    try:
        _remove_leftovers(archive, audience)
        partial.mkdir(parents=True)
        ordered = _in_order(cables, beside.withdrawn)
        digest, counts = _fill(partial, number, ordered, beside, past)
        if live is not None and live.content_digest == digest and _intact(archive, live):
            return live
        made = Manifest(
            number=number,
            audience=audience,
            made_at=_moment(made_at, live),
            reftel=__version__,
            content_digest=digest,
            parent=live.number if live else None,
            counts=counts,
            declaration=beside.declared,
            files={name: FileEntry.of(path) for name, path in files_of(partial).items()},
            audit_head=past.audit_head,
        )
        _put_live(archive, partial, made, announce)
    except (OSError, sqlite3.Error, IndexUnavailable) as error:
        shutil.rmtree(_finished(partial), ignore_errors=True)  # it never became live
        raise _not_written(number, error) from error
    else:
        return made
    finally:
        with suppress(OSError):
            _remove_leftovers(archive, audience)


def _moment(asked: datetime, live: Manifest | None) -> datetime:
    """A second of its own for each edition, as pages are told apart by it too (Last-Modified).

    Of a clock that was set back by more than an hour, no more is made than it says.
    """
    moment = asked.astimezone(UTC).replace(microsecond=0)
    if live is not None and timedelta(0) <= live.made_at - moment < timedelta(hours=1):
        return live.made_at + timedelta(seconds=1)
    return moment


def _sound(archive: ArchiveFolder, audience: Audience) -> Manifest | None:
    """The manifest of the live edition if that can be read and searched; else None."""
    with suppress(ReftelError):
        edition = open_live(archive, audience=audience)
        edition.searcher  # noqa: B018 -- raises where the index is of another layout
        return edition.manifest
    return None


def _intact(archive: ArchiveFolder, live: Manifest) -> bool:
    """Whether no byte of an edition has changed since it was made: a few seconds a gigabyte."""
    folder = archive.editions(audience=live.audience) / pointer.folder_name(live.number)
    return next(damaged_files(folder, live), None) is None


def _fill(
    folder: Path, number: int, cables: Iterator[Prepared], beside: Beside, past: Past
) -> tuple[str, dict[str, int]]:
    """Catalogue and index of an edition; gives its content digest and counts.

    In two passes: the index wants to know how often each cable is cited. The lists of the
    catalogue are numbered while the index is written.
    """
    digest = ContentDigest()
    with closing(Catalogue(folder, number, past)) as catalogue, closing(Spool(folder)) as spool:
        for cable in cables:
            digest.add(cable.row.id, cable.sha256, cable.texts)
            catalogue.add(cable)
            spool.add(cable.entry)
        cited = catalogue.times_cited()
        with ThreadPoolExecutor(1) as other, IndexWriter(folder / INDEX) as index:
            finished = other.submit(catalogue.finish, beside)
            for entry, times in zip(spool, cited, strict=True):
                index.add_entry(entry, times)
    counts, behind = finished.result()
    return digest.finished(beside, behind), counts


def _put_live(
    archive: ArchiveFolder,
    partial: Path,
    made: Manifest,
    announce: Callable[[Path, Manifest], object],
) -> None:
    durable.write(partial / manifest.NAME, made.written())
    durable.sync_tree(partial)
    announce(partial, made)
    partial.rename(_finished(partial))
    durable.sync(partial.parent)
    pointer.flip(archive, made.number, audience=made.audience)


def _finished(partial: Path) -> Path:
    return partial.with_suffix("")


def _in_order(
    cables: Iterable[CableRecord | Prepared], withdrawn: tuple[Withdrawal, ...]
) -> Iterator[Prepared]:
    """The cables, prepared, as long as each follows the one before it and none is withdrawn."""
    gone, last = {notice.id for notice in withdrawn}, ""
    if len(gone) < len(withdrawn):
        raise _refused("one cable is withdrawn twice")
    for cable in cables:
        id_ = cable.id if isinstance(cable, Prepared) else cable["id"]
        if id_ <= last:
            raise _refused(f"{id_!r} came after {last!r}, and ids must ascend")
        if id_ in gone:
            raise _refused(f"{id_} is among the cables and among the withdrawn")
        if storable(id_) != id_:
            raise _refused(f"the id {id_!r} is not text")
        last = id_
        yield cable if isinstance(cable, Prepared) else Prepared.of(Sealed.of(cable))


def _last_number(archive: ArchiveFolder, audience: Audience) -> int:
    """The highest number that a folder or the pointer has; 0 for none."""
    editions = archive.editions(audience=audience)
    names = [path.name for path in editions.iterdir()] if editions.is_dir() else []
    with suppress(ArchiveError):
        live = pointer.live_folder(archive, audience=audience)
        names += [live.name] if live else []
    return max((int(name) for name in names if pointer.NAMED.fullmatch(name)), default=0)


def _remove_leftovers(archive: ArchiveFolder, audience: Audience) -> None:
    """What a build left lying that did not end: folders half filled, a pointer half written."""
    for leftover in archive.editions(audience=audience).glob(f"*{PARTIAL}"):
        shutil.rmtree(leftover)
    durable.beside(archive.pointer(audience=audience)).unlink(missing_ok=True)


def _refused(why: str) -> ArchiveError:
    return ArchiveError(
        f"No edition was made: {why}.",
        "The live edition is as it was.",
        "This is a fault of the program that releases: please report it.",
    )


def _not_written(number: int, error: Exception) -> ArchiveError:
    why = error.happened.rstrip(".") if isinstance(error, ReftelError) else error
    return ArchiveError(
        f"Edition {number} could not be written: {why}.",
        "The live edition is as it was, and whole.",
        "Free space on the disk if it is full, then run the same command again.",
    )
