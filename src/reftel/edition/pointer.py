"""The file ``current``, which names the live edition: six digits and a line break."""

import re
from pathlib import Path

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable, plates
from reftel.errors import ArchiveError

MADE_BY = {
    Audience.PUBLIC: "Make one with 'reftel release --all'.",
    Audience.STAFF: "Make one with 'reftel open PATH'; a file that is held already will do.",
}
NAMED = re.compile(r"([0-9]{6,12})\n?", re.ASCII)


def folder_name(number: int) -> str:
    """``000012``."""
    return f"{number:06}"


def live_folder(archive: ArchiveFolder, *, audience: Audience) -> Path | None:
    """The folder that the pointer names, whether it is there or not; None without a pointer.

    Raises ArchiveError for a pointer that names nothing.
    """
    pointer = archive.pointer(audience=audience)
    try:
        written = pointer.read_bytes()[:64].decode("ascii", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unclear(pointer, str(error)) from error
    named = NAMED.fullmatch(written)
    if named is None:
        raise _unclear(pointer, f"it says {written!r}")
    return archive.editions(audience=audience) / named[1]


def flip(archive: ArchiveFolder, number: int, *, audience: Audience) -> None:
    """Make an edition the live one. Readers find the old one or the new, never neither."""
    name = folder_name(number)
    durable.replace(archive.pointer(audience=audience), f"{name}\n")
    if audience is Audience.PUBLIC:
        plates.remove(archive.plates, but=name)  # as far as they can be


def no_edition(archive: ArchiveFolder, audience: Audience) -> ArchiveError:
    """What to say where nothing was released yet, or nothing was opened for oneself."""
    return ArchiveError(
        f"The archive in {archive.root} has no {audience.value} edition yet.",
        "Nothing was changed.",
        MADE_BY[audience],
    )


def _unclear(pointer: Path, why: str) -> ArchiveError:
    return ArchiveError(
        f"{pointer} names no edition: {why}.",
        "No edition was changed.",
        "Write the number of an edition into it, six digits such as 000001, "
        "or make a new one with 'reftel rebuild'.",
    )
