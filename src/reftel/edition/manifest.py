"""What an edition says of itself: ``manifest.json``."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from reftel.archive import Audience
from reftel.declaration import Declaration
from reftel.edition.contents import declaration_entry
from reftel.edition.durable import files_below
from reftel.edition.extract import Extract
from reftel.errors import ArchiveError

FORMAT = 4  # of the whole folder; a reader refuses any other
NAME = "manifest.json"
SIGNATURE, MINISIG = "manifest.sig", "manifest.json.minisig"
KEY, KEYS = "key.pub", "keys.json"
WITHDRAWALS, WITHDRAWALS_SIGNATURE = "withdrawals.json", "withdrawals.sig"
BESIDE = frozenset({NAME, SIGNATURE, MINISIG, KEY, KEYS, WITHDRAWALS, WITHDRAWALS_SIGNATURE})

_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the edition: sha256 in hexadecimal, size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path) -> Self:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(digest, path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything that is known of an edition without opening its catalogue."""

    number: int
    audience: Audience
    made_at: datetime
    reftel: str  # the version that made it
    content_digest: str
    parent: int | None  # the edition that was live before
    counts: Mapping[str, int]  # cables, withdrawn, missing, pages; shelves by kind
    declaration: Declaration
    files: Mapping[str, FileEntry]  # by path inside the edition, with /
    audit_head: str = ""  # the digest of the last entry of the log that it was made under
    extract: Extract | None = None  # where it holds a part of the edition of its number

    @property
    def edition_digest(self) -> str:
        """The content digest of the edition, whole: its own, unless it is an extract."""
        return self.extract.content_digest if self.extract else self.content_digest

    def written(self) -> str:
        """The text of ``manifest.json``."""
        entry = {
            "format": FORMAT,
            "number": self.number,
            "audience": self.audience.value,
            "made_at": self.made_at.isoformat(),
            "reftel": self.reftel,
            "content_digest": self.content_digest,
            "parent": self.parent,
            "counts": dict(self.counts),
            "declaration": declaration_entry(self.declaration),
            **({"audit_head": self.audit_head} if self.audit_head else {}),
            **({"extract": self.extract.entry()} if self.extract else {}),
            "files": {
                name: {"sha256": file.sha256, "size": file.size}
                for name, file in self.files.items()
            },
        }
        return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"

    @staticmethod
    def read(folder: Path) -> "Manifest":
        """The manifest of an edition.

        Raises ArchiveError where there is none, where it cannot be understood, and where
        a reftel of before or after this one made it.
        """
        try:
            entry = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if isinstance(entry["format"], int) and entry["format"] != FORMAT:
                raise _of_another_format(folder, entry["format"])
            return _from_entry(entry)
        except _UNREADABLE as error:
            raise broken(folder, f"its {NAME} cannot be read") from error

    def require_present(self, folder: Path) -> None:
        """Raise ArchiveError unless each file is there in its size: no copy is under way."""
        for name, file in self.files.items():
            path = folder / name
            if not path.is_file():
                raise broken(folder, f"{name} is not there")
            if path.stat().st_size != file.size:
                raise broken(folder, f"{name} should have {file.size} bytes")


def files_of(folder: Path) -> dict[str, Path]:
    """The files that a manifest lists, by path inside the edition.

    Not itself, not what is signed beside it, and no lock: whoever opens an index makes one.
    """
    named = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    return {
        name: path for name, path in named.items() if name not in BESIDE and path.suffix != ".lock"
    }


def broken(folder: Path, why: str) -> ArchiveError:
    """What to say of an edition that cannot be read."""
    return ArchiveError(
        f"The edition in {folder} is not whole: {why}.",
        "Nothing was changed.",
        "Copy it again from where it came, or make it anew with 'reftel rebuild'.",
    )


def _of_another_format(folder: Path, found: int) -> ArchiveError:
    anew = "make the edition anew with 'reftel rebuild'."
    return ArchiveError(
        f"The edition in {folder} has format {found}; this reftel reads format {FORMAT}.",
        "Nothing was changed.",
        f"Install a newer reftel, or {anew}" if found > FORMAT else anew.capitalize(),
    )


def _from_entry(entry: Any) -> Manifest:
    declared = entry["declaration"]
    return Manifest(
        number=int(entry["number"]),
        audience=Audience(entry["audience"]),
        made_at=datetime.fromisoformat(entry["made_at"]),
        reftel=str(entry["reftel"]),
        content_digest=str(entry["content_digest"]),
        parent=None if entry["parent"] is None else int(entry["parent"]),
        counts={str(name): int(count) for name, count in entry["counts"].items()},
        declaration=Declaration(
            name=str(declared["name"]),
            hashtag=str(declared["hashtag"]),
            total=None if declared["total"] is None else int(declared["total"]),
            languages=tuple(map(str, declared["languages"])),
            notice=str(declared["notice"]),
            address=str(declared.get("address", "")),
            search_engines=declared.get("search_engines", True) is True,
            mirrors=tuple(map(str, declared.get("mirrors", ()))),
            packages=str(declared.get("packages", "")),
        ),
        files={
            name: FileEntry(str(file["sha256"]), int(file["size"]))
            for name, file in entry["files"].items()
        },
        audit_head=str(entry.get("audit_head", "")),
        extract=Extract.read(entry["extract"]) if "extract" in entry else None,
    )
