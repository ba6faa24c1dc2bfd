"""The former editions: kept where nobody is served, once one of them holds what was taken back.

An edition is never changed, so those before a withdrawal hold what was withdrawn. As soon as
an edition without it is live, they are moved behind the wall, into ``vault/former``; where
they cannot be moved they are removed, since they can be made again and the text cannot be
called back. Copies on other machines go with the next copy that deletes (docs/howto).
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Exists, OuterRef

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable, manifest, plates, pointer
from reftel.edition.manifest import Manifest
from reftel.errors import ArchiveError, ReftelError
from reftel.vault import keys
from reftel.vault.models import Decision, Publication, Verb


@dataclass(frozen=True, slots=True)
class Former:
    """A public edition that was made, where it lies now, and whether it is the live one."""

    number: int
    made: str
    folder: Path | None  # None: it is not on this disk any more
    private: bool = False
    live: bool = False


def editions(archive: ArchiveFolder) -> Iterator[Former]:
    """Every public edition that was live, by rising number."""
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    rows = Publication.objects.filter(audience=Audience.PUBLIC.value, live=True).order_by("number")
    for row in rows:
        name = pointer.folder_name(row.number)
        open_, put_away = _public(archive) / name, archive.former / name
        made = row.made_at.isoformat() if row.made_at else ""
        if open_.is_dir():
            yield Former(row.number, made, open_, live=open_ == live)
        elif put_away.is_dir():
            yield Former(row.number, made, put_away, private=True)
        else:
            yield Former(row.number, made, None)


def settle(archive: ArchiveFolder) -> list[int]:
    """Move those public editions behind the wall that hold what the live one takes back.

    To be called whenever an edition has gone live; also finishes what a kill left undone. The
    plates of other editions are removed as far as they can be.
    """
    moved = _put_away(archive, left(archive))
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    if live is not None:
        plates.remove(archive.plates, but=live.name)
    return moved


def require_no_plates(archive: ArchiveFolder) -> None:
    """Raise ArchiveError where plates of another edition than the live one could not be removed."""
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    found = plates.left(archive.plates, but=live.name) if live is not None else []
    if found:
        raise ArchiveError(
            f"{found[0]} holds pages of a former edition and cannot be removed.",
            "What was decided is done and live; no page is served from that file.",
            "Remove it by hand, and let whoever releases write to that folder.",
        )


def left(archive: ArchiveFolder) -> list[int]:
    """The numbers of those that are to be moved and are not."""
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    if live is None:
        return []
    followed = _followed(int(live.name))
    others = [int(folder.name) for folder in _folders(_public(archive)) if folder != live]
    return [one for one in others if _takes_back(_followed(one), followed)]


def put_away(archive: ArchiveFolder) -> list[int]:
    """Move every public edition that is not live behind the wall: the numbers of those moved."""
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    return _put_away(archive, [int(one.name) for one in _folders(_public(archive)) if one != live])


def remove(archive: ArchiveFolder) -> list[int]:
    """Delete every edition but the live one, private ones too: the numbers of those deleted."""
    put_away(archive)
    gone = []
    for folder in _folders(archive.former):
        shutil.rmtree(folder)
        gone.append(int(folder.name))
    return gone


def whole(archive: ArchiveFolder, number: int) -> bool:
    """Whether an edition that was live lies, as it was signed, where it can be served at once."""
    folder = _public(archive) / pointer.folder_name(number)
    try:
        made = Manifest.read(folder)
        made.require_present(folder)
    except (ReftelError, OSError):
        return False
    return (
        keys.signed(archive, folder)
        and Publication.objects.filter(
            audience=Audience.PUBLIC.value,
            number=number,
            live=True,
            content_digest=made.content_digest,
        ).exists()
    )


def _followed(number: int) -> int:
    """The last decision that an edition follows; 0 where that is not known."""
    rows = Publication.objects.filter(audience=Audience.PUBLIC.value, number=number)
    return rows.values_list("decision", flat=True).first() or 0


def _takes_back(before: int, followed: int) -> bool:
    """Whether decisions behind one, as far as another, took anything back that was public.

    A cable was withdrawn, or its text is shown under other marks than before.
    """
    later = Decision.objects.filter(id__gt=before, id__lte=followed)
    if later.filter(verb=Verb.WITHDRAW).exists():
        return True
    shown = Decision.objects.filter(
        cable=OuterRef("cable"), verb=Verb.RELEASE, id__lt=OuterRef("id")
    )
    veiled = later.filter(verb=Verb.RELEASE, veil__isnull=False)
    return veiled.filter(Exists(shown)).exists()


def _put_away(archive: ArchiveFolder, numbers: list[int]) -> list[int]:
    for number in numbers:
        name = pointer.folder_name(number)
        _moved(_public(archive) / name, archive.former / name)
    if numbers:
        durable.sync(_public(archive))
    return numbers


def took_back(number: int, before: int) -> bool:
    """Whether anything that an edition shows was taken back by decisions before another."""
    return _takes_back(_followed(number), before - 1)


def _public(archive: ArchiveFolder) -> Path:
    return archive.editions(audience=Audience.PUBLIC)


def _folders(where: Path) -> list[Path]:
    """The editions in a folder, whole ones by their names; what else lies there is none."""
    every = sorted(where.iterdir()) if where.is_dir() else []
    return [path for path in every if path.is_dir() and pointer.NAMED.fullmatch(path.name)]


def _moved(folder: Path, to: Path) -> None:
    """In one step on one disk; across two disks it is removed, never copied by halves."""
    try:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        if to.exists():
            shutil.rmtree(to)
        folder.rename(to)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
    if (folder / manifest.NAME).exists():
        raise ArchiveError(
            f"{folder} holds what was withdrawn, and can be neither moved nor removed.",
            "The live edition is without it; nothing that is served shows it.",
            f"Remove {folder} by hand, on this machine and on every copy.",
        )
