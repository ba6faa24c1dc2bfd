"""What a mirror says of itself: ``mirror.json``, and the signature over it.

It tells the edition, the sum of the list of files and the root of the tree over that list, so
whoever trusts it can check every file. It says the same wherever and whenever it is made.
"""

import json
import re
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any, Self

from reftel.declaration import is_address
from reftel.edition.extract import Extract
from reftel.edition.manifest import FileEntry, Manifest
from reftel.errors import ArchiveError

FORMAT = 2
OF_A_PART = 3  # who knows no parts would take it for a copy of the whole
_DIGEST = re.compile("[0-9a-f]{64}")
NAME = "mirror.json"
SIGNATURE, MINISIG = "mirror.sig", "mirror.json.minisig"
KEYS = "mirror-keys.json"  # the ring that its key belongs to; an older edition may not have it


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorManifest:
    """``parent`` is the edition that was live before; digests are sha256, hexadecimal.

    Of a mirror of one ``collection``, ``content_digest`` is that of what it holds.
    """

    archive: str
    address: str
    mirrors: tuple[str, ...]  # addresses of others, as the archive declares them
    edition: int
    content_digest: str
    parent: int | None
    audit_head: str
    made_at: str  # of the edition, ISO 8601, UTC
    pages_only: bool
    collection: Extract | None = None  # the only one that it holds; none where it holds all
    files: int
    bytes: int
    sums: str
    root: str

    @classmethod
    def of(cls, edition: Manifest, **told: Any) -> Self:
        """Of a mirror of this edition."""
        return cls(
            archive=edition.declaration.name,
            address=edition.declaration.address,
            mirrors=edition.declaration.mirrors,
            edition=edition.number,
            content_digest=edition.content_digest,
            parent=edition.parent,
            audit_head=edition.audit_head,
            made_at=edition.made_at.isoformat(),
            collection=edition.extract,
            **told,
        )

    @property
    def part(self) -> str:
        """Of which part of an edition it is, as words before that; empty for all of it."""
        return f"the collection '{self.collection.name}' of " if self.collection else ""

    @property
    def named(self) -> str:
        """What it is a mirror of, in words."""
        return f"{self.part}edition {self.edition}"

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises ArchiveError where there is none, or none that this reftel understands."""
        path = folder / NAME
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise _unread(str(path), error) from error
        return cls.of_text(text, str(path))

    @classmethod
    def of_text(cls, text: str, named: str) -> Self:
        """What ``written`` wrote; ``named`` is what to call it where it cannot be understood."""
        try:
            entry = _of_this_format(json.loads(text))
            made = cls(**{field.name: _read(field, entry[field.name]) for field in fields(cls)})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _unread(named, error) from error
        return made

    def written(self) -> str:
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        if self.collection is None:
            del told["collection"]
        else:
            told["collection"] = self.collection.entry()
        entry = {"format": OF_A_PART if self.collection else FORMAT, **told}
        return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"


def _unread(named: str, error: Exception) -> ArchiveError:
    return ArchiveError(
        f"{named} cannot be read: {error}.",
        "Nothing was changed.",
        "Copy the mirror again from where it came, or make it with 'reftel mirror'.",
    )


def _read(field: Field[Any], told: Any) -> Any:
    """What is told of a field. Raises TypeError where it is of another kind."""
    if field.name == "collection":
        return None if told is None else Extract.read(told)
    if field.name == "mirrors":
        if not isinstance(told, list) or not all(map(is_address, told)):
            raise TypeError("'mirrors' is no list of addresses")
        return tuple(told)
    if not isinstance(told, field.type):  # type: ignore[arg-type]
        raise TypeError(f"'{field.name}' is no {field.type}")
    if isinstance(told, str):
        told.encode()  # ValueError for half a character
    if field.name in {"sums", "root"} and not _DIGEST.fullmatch(told):
        raise ValueError(f"'{field.name}' is no digest")
    return told


def _of_this_format(entry: dict[str, Any]) -> dict[str, Any]:
    if entry.pop("format") != (OF_A_PART if entry.get("collection") else FORMAT):
        raise ValueError("it is of another format")
    return {"collection": None, **entry}


def sum_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    return FileEntry.of(path).sha256
