"""The writings: the keepers' files, read and changed on the desk. The files stay the truth.

A form carries the digest of the bytes that it was made from; a file that was changed since,
on the desk or by hand, is not written over. What a file said before and says now is kept in
``vault/writings/`` under its sha256, and the audit log has both digests. A name is looked up
among the files that an edition would read, or is plain: none leads out of its folder.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable
from reftel.edition.contents import Beside
from reftel.edition.editorial.draft import Draft, Kind, draft
from reftel.edition.editorial.files import is_here, markdown_files
from reftel.edition.pointer import live_folder, no_edition
from reftel.vault import audit
from reftel.vault.exposure import Exposure, exposure
from reftel.vault.faults import UndecidableError, told

MOST_BYTES = 1_000_000  # of a file that is edited on the desk
_NEW_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}", re.ASCII)
_NOTHING = "Nothing was written."


class Writing(NamedTuple):
    """One file as it is now: its bytes, and their sha256; both empty where there is none yet."""

    kind: Kind
    name: str
    path: Path
    content: bytes = b""
    version: str = ""

    @property
    def text(self) -> str | None:
        """What it says; None where that cannot be shown, or is too long for a form."""
        if len(self.content) > MOST_BYTES:
            return None
        with suppress(UnicodeDecodeError):
            return self.content.decode("utf-8-sig")
        return None


class StaleError(UndecidableError):
    """A file that is not any more as the form knew it."""


class ExposedError(UndecidableError):
    """A writing that tells of what is not public, and nobody said that it should."""

    def __init__(self, found: Exposure) -> None:
        super().__init__(
            "This names what is not public.",
            _NOTHING,
            "Take it out, or tick that it may be read by everybody.",
        )
        self.found = found


def listed(archive: ArchiveFolder, kind: Kind) -> dict[str, Path]:
    """The files of a kind that an edition reads, by their names; links are none of them."""
    if kind.is_table:
        path = _folder(archive, kind) / f"{kind}.csv"
        files = {kind.value: path} if is_here(path) else {}
    else:
        files = {path.stem: path for path in markdown_files(_folder(archive, kind), kind).values()}
    return {name: path for name, path in sorted(files.items()) if not path.is_symlink()}


def found(archive: ArchiveFolder, kind: Kind, name: str) -> Writing:
    """A file as it is, or as it could be begun. Raises UndecidableError for what is no name."""
    with told(archive):
        path = _path(archive, kind, name)
        content = path.read_bytes() if path.exists() else None
    version = "" if content is None else sha256(content).hexdigest()
    return Writing(kind, name, path, content or b"", version)


def drafted(archive: ArchiveFolder, kind: Kind, name: str, text: str) -> Draft:
    """What a text would say as this file. Raises UnclearError with the line that is wrong."""
    _path(archive, kind, name)
    with told(archive):
        return draft(kind, name, _bytes(text), beside=archive.vault)


def require_readable(archive: ArchiveFolder) -> None:
    """Raise what would stop an edition of these files, or that there is none to follow."""
    if live_folder(archive, audience=Audience.PUBLIC) is None:
        raise no_edition(archive, Audience.PUBLIC)
    Beside.of(archive, ())


def save(  # noqa: PLR0913 -- what, where, made from what, in spite of what, by whom, when
    archive: ArchiveFolder,
    before: Writing,
    text: str,
    *,
    accepted: str,
    author: str,
    at: datetime,
) -> Writing:
    """Give a file a new text, if it is still as ``before`` says.

    Raises UnclearError for a line that would stop an edition, ExposedError where it names
    what is not public and ``accepted`` is not the token of just that, StaleError where the
    file was changed since, ArchiveError where it cannot be written.
    """
    content = _bytes(text)
    bare = exposure(archive, drafted(archive, before.kind, before.name, text), text)
    if bare and accepted != bare.token:
        raise ExposedError(bare)
    after = before._replace(content=content, version=sha256(content).hexdigest())
    detail = {"ids": list(bare.ids)[:100], "words": len(bare.words)} if bare else {}
    with told(archive), transaction.atomic():
        _keep(archive, _still(archive, before))
        _keep(archive, after)
        _log("write", before, after.version, author, at, detail)
        after.path.parent.mkdir(exist_ok=True)
        durable.replace_bytes(after.path, content)
    return after


def remove(archive: ArchiveFolder, before: Writing, *, author: str, at: datetime) -> None:
    """Take a file away, if it is still as ``before`` says; its bytes are kept in the vault."""
    with told(archive), transaction.atomic():
        now = _still(archive, before)
        if not now.version:
            raise UndecidableError("There is no such file.", _NOTHING, "The list has them all.")
        _keep(archive, now)
        _log("unwrite", before, "", author, at, {})
        now.path.unlink()
        durable.sync(now.path.parent)


def _still(archive: ArchiveFolder, before: Writing) -> Writing:
    now = found(archive, before.kind, before.name)
    if now.version != before.version:
        raise StaleError(
            f"{before.path.name} was changed since this form was made.",
            "It is as it was changed, and what you typed is below.",
            "Compare the two; saving again writes yours over it.",
        )
    return now


def _keep(archive: ArchiveFolder, one: Writing) -> None:
    """Keep the bytes of a file under their digest."""
    place = archive.writings / one.version
    if one.version and not place.exists():
        archive.writings.mkdir(exist_ok=True)
        durable.replace_bytes(place, one.content)


def _log(  # noqa: PLR0913, PLR0917 -- as the entry has them
    act: str, before: Writing, after: str, author: str, at: datetime, more: dict[str, object]
) -> None:
    detail = {"before": before.version, "after": after, **more}
    about = _shown(before.kind, before.name)
    audit.append(act, about=about, author=author, at=at, detail=detail)


def _path(archive: ArchiveFolder, kind: Kind, name: str) -> Path:
    """Where the file of a name is, or will be. Raises UndecidableError for what can be none."""
    files = listed(archive, kind)
    if name in files:
        return files[name]
    path = _folder(archive, kind) / f"{name}{kind.suffix}"
    plain = name == kind if kind.is_table else _NEW_NAME.fullmatch(name) is not None
    taken = {one.casefold() for one in _entries(path.parent)} if plain else set[str]()
    if not plain or path.name.casefold() in taken:
        raise UndecidableError(
            f"“{name[:40]}” cannot be the name of a new file.",
            _NOTHING,
            "Take small letters, digits and hyphens, and no name that is there already.",
        )
    return path


def _entries(folder: Path) -> Iterator[str]:
    """All names in a folder, also those that no edition reads."""
    return (path.name for path in folder.iterdir()) if folder.is_dir() else iter(())


def _folder(archive: ArchiveFolder, kind: Kind) -> Path:
    return archive.root if kind.is_table else archive.root / kind


def _shown(kind: Kind, name: str) -> str:
    return f"{kind}.csv" if kind.is_table else f"{kind}/{name}.md"


def _bytes(text: str) -> bytes:
    """A text as a file has it. Raises UndecidableError for one that is too long for the desk."""
    content = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    if len(content) > MOST_BYTES:
        raise UndecidableError(
            f"This is longer than the {MOST_BYTES:,} bytes that the desk takes.",
            _NOTHING,
            "Edit the file itself, in the archive folder.",
        )
    return content
