"""From cables to a live edition, in steps that each leave the old one live and whole.

``unfinished/NNNNNN.partial`` is filled and synced to the disk, renamed to
``editions/NNNNNN``, and then the pointer is flipped. Until it is renamed nobody but the
owner of the archive can look into it: it may hold what will not be released. Whatever stops
a build before its last step leaves readers where they were; what it left lying, the next
build removes. One process builds at a time: the caller holds the archive's writer lock.
"""

import errno
import functools
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reftel import __version__
from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable, filling, manifest, pointer
from reftel.edition.basis import Basis, forget_workings, told
from reftel.edition.contents import Beside, Sealed, Withdrawal
from reftel.edition.live import open_live
from reftel.edition.manifest import FileEntry, Manifest, files_of
from reftel.edition.past import Past
from reftel.edition.prepared import Prepared
from reftel.edition.row import storable
from reftel.edition.verify import damaged_files
from reftel.edition.workings import Workings
from reftel.errors import ArchiveError, IndexUnavailable, ReftelError
from reftel.telegram.cable import CableRecord

PARTIAL = ".partial"
SUMMED_AT_ONCE = 2  # files, outside of Python's lock
PASSING = "workings"  # of an edition in the making, where they are not kept


def build(  # noqa: PLR0913 -- one a thing that an edition is made of
    archive: ArchiveFolder,
    cables: Iterable[CableRecord | Prepared],
    *,
    audience: Audience,
    made_at: datetime,
    withdrawn: Iterable[Withdrawal] = (),
    past: Past = Past(),  # noqa: B008 -- a value that never changes
    announce: Callable[[Path, Manifest], object] = lambda _folder, _made: None,
    basis: Basis | None = None,
    trusted: bool = True,
    keep: bool = False,
    workers: int = 0,
) -> Manifest:
    """Make an edition of these cables, in ascending order of their ids, the live one.

    Nothing but these cables, these notices, the declaration and the keepers' files can be in it.
    Where the live edition says the same, is whole, and is the latest, its manifest is returned.
    Cables are taken one at a time and not kept; ``workers`` have a hand in it. ``announce`` is
    told of an edition that is whole and about to go live; what it raises keeps it from that.
    ``basis`` is the live edition, where it is built on: cables with a number ``before`` are as
    they were there; ``keep`` workings for the next. One that is not ``trusted`` never stays.

    Raises ArchiveError where the disk is full or fails, and for cables out of order, and
    BasisError where the basis is not whole; the live edition is as it was then.
    """
    live, beside = _sound(archive, audience), Beside.of(archive, withdrawn)
    number = max(_last_number(archive, audience), past.number) + 1
    finished, partial = _folders(archive, audience, number)
    try:
        _remove_leftovers(archive, audience)
        _begin(partial, finished)
        with closing(_workings(archive, audience, partial, keep=keep)) as workings:
            fill = functools.partial(filling.fill, basis=basis, workings=workings, workers=workers)
            filled = fill(partial, number, _in_order(cables, beside.withdrawn), beside, past)
            (partial / PASSING).unlink(missing_ok=True)
            same = trusted and live is not None and live.content_digest == filled.digest
            if live and same and _is_latest(live, past) and (basis or _intact(archive, live)):
                return live
            made = Manifest(
                number=number,
                audience=audience,
                made_at=_moment(made_at, live),
                reftel=__version__,
                content_digest=filled.digest,
                parent=live.number if live else None,
                counts=filled.counts,
                declaration=beside.declared,
                files=_files(partial, filled.taken_over, basis),
                audit_head=past.audit_head,
            )
            workings.finish(told(made), filled.held)
        _put_live(archive, partial, finished, made, announce)
    except (OSError, sqlite3.Error, IndexUnavailable) as error:
        raise _given_up(finished, number, basis, error) from error
    else:
        return made
    finally:
        with suppress(OSError):
            _remove_leftovers(archive, audience)


def _folders(archive: ArchiveFolder, audience: Audience, number: int) -> tuple[Path, Path]:
    """Where an edition will lie, and where it is made."""
    finished = archive.editions(audience=audience) / pointer.folder_name(number)
    return finished, archive.unfinished(audience=audience) / f"{finished.name}{PARTIAL}"


def _begin(partial: Path, finished: Path) -> None:
    """Make the folder in which an edition is made, empty.

    It is made where editions lie, and moved from there: so it can be moved back. ArchiveError
    where that is another disk, and where others may look into the folder that it would lie in.
    """
    partial.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if partial.parent.stat().st_mode & 0o077:
        raise _refused(f"others may look into {partial.parent}, where it would be made; rename it")
    finished.parent.mkdir(parents=True, exist_ok=True)
    empty = finished.with_name(partial.name)
    empty.mkdir()
    try:
        empty.rename(partial)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        raise ArchiveError(
            f"{finished.parent} lies on another disk than {partial.parent.parent}.",
            "No edition was made; the live edition is as it was.",
            "Move it back beside reftel.toml, and let what is served be a copy of it "
            "(docs/howto/serve-behind-nginx.md): an edition has to go live in one step.",
        ) from error


def _workings(archive: ArchiveFolder, audience: Audience, partial: Path, *, keep: bool) -> Workings:
    """The workings in the making; where they are not kept, inside what is being made."""
    if not keep:
        return Workings(partial / PASSING)
    folder = archive.workings(audience=audience)
    folder.mkdir(parents=True, exist_ok=True)
    return Workings(folder / partial.name)


def _files(folder: Path, taken_over: frozenset[str], basis: Basis | None) -> dict[str, FileEntry]:
    """The files of an edition; of those of its basis the sums are known."""
    known = {name: basis.manifest.files[name] for name in taken_over} if basis else {}
    found = files_of(folder)
    new = [path for name, path in found.items() if name not in known]
    with ThreadPoolExecutor(SUMMED_AT_ONCE) as threads:
        entries = dict(zip(new, threads.map(FileEntry.of, new), strict=True))
    return {name: known.get(name) or entries[path] for name, path in found.items()}


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


def _is_latest(live: Manifest, past: Past) -> bool:
    """Whether none of a higher number was live: one that readers went back to was not made last.

    What an edition follows rises with its number, so it cannot follow what was decided since.
    """
    return live.number >= max((former.number for former in past.editions), default=0)


def _intact(archive: ArchiveFolder, live: Manifest) -> bool:
    """Whether no byte of an edition has changed since it was made: a few seconds a gigabyte."""
    folder = archive.editions(audience=live.audience) / pointer.folder_name(live.number)
    return next(damaged_files(folder, live), None) is None


def _put_live(
    archive: ArchiveFolder,
    partial: Path,
    finished: Path,
    made: Manifest,
    announce: Callable[[Path, Manifest], object],
) -> None:
    durable.write(partial / manifest.NAME, made.written())
    durable.sync_tree(partial)
    announce(partial, made)
    partial.rename(finished)
    durable.sync(finished.parent)
    workings = archive.workings(audience=made.audience) / partial.name
    with suppress(FileNotFoundError):
        workings.rename(workings.with_name(finished.name))
    pointer.flip(archive, made.number, audience=made.audience)
    with suppress(OSError):
        forget_workings(archive, made.audience, but=(made.number, made.parent))


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
    unfinished = archive.unfinished(audience=audience)
    for folder in (unfinished, archive.editions(audience=audience)):
        for leftover in folder.glob(f"*{PARTIAL}"):
            shutil.rmtree(leftover)
    with suppress(OSError):  # it is not there, or somebody keeps something in it
        unfinished.rmdir()
    for leftover in archive.workings(audience=audience).glob(f"*{PARTIAL}"):
        leftover.unlink()
    durable.beside(archive.pointer(audience=audience)).unlink(missing_ok=True)


def _refused(why: str) -> ArchiveError:
    return ArchiveError(
        f"No edition was made: {why}.",
        "The live edition is as it was.",
        "This is a fault of the program that releases: please report it.",
    )


def _given_up(finished: Path, number: int, basis: Basis | None, error: Exception) -> ArchiveError:
    """What to say of an edition that never became live, after its folder was removed."""
    shutil.rmtree(finished, ignore_errors=True)
    if basis is not None:
        basis.require_sound()  # raises where that is why
    return _not_written(number, error)


def _not_written(number: int, error: Exception) -> ArchiveError:
    why = error.happened.rstrip(".") if isinstance(error, ReftelError) else error
    return ArchiveError(
        f"Edition {number} could not be written: {why}.",
        "The live edition is as it was, and whole.",
        "Free space on the disk if it is full, then run the same command again.",
    )
