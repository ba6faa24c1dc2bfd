"""The secret key of a desk: made at its first start, read by nobody but its owner."""

import os
import secrets

from reftel.archive import ArchiveFolder
from reftel.errors import ArchiveError
from reftel.vault.faults import told

NAME = "desk.secret"
_LENGTH = 64  # characters that url-safe base64 makes of 48 bytes


def secret(archive: ArchiveFolder) -> str:
    """The key of this archive's desk.

    It signs nothing that has to last: without it everybody signs in again, and authenticator
    apps have to be set up anew. Raises ArchiveError where it is damaged, or lies open to others.
    """
    path = archive.keys / NAME
    with told(archive):
        archive.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(archive)
        written = path.read_text(encoding="ascii", errors="replace").strip()
        mode = path.stat().st_mode
    if len(written) != _LENGTH:
        raise ArchiveError(
            f"{path} does not hold the secret key of a desk.",
            "Nothing was started.",
            "Put a copy of it back; or remove it: then all sign in again, with new second factors.",
        )
    if os.name == "posix" and mode & 0o077:
        raise ArchiveError(
            f"{path} can be read by others than its owner.",
            "Nothing was started.",
            f"Run 'chmod 600 {path}'; if somebody may have read it, remove it instead.",
        )
    return written


def _make(archive: ArchiveFolder) -> None:
    """Write a new one, whole or not at all; of two processes the first to end wins."""
    new = archive.keys / f"{NAME}.{os.getpid()}"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(new, archive.keys / NAME)
    except FileExistsError:
        pass
    finally:
        new.unlink()
