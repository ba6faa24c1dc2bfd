"""The listing: what packages lie in a folder, in ``packages.json``, for programs.

It is written before the packages are, so that a run that is cut off leaves nothing that the next
one does not know of.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from reftel.errors import ArchiveError
from reftel.mirror.manifest import MirrorManifest

FORMAT = 1
NAME = "packages.json"
TORRENT, MINISIG = ".torrent", ".minisig"
_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_LONGEST = 60  # characters of the name of an archive


class Kind(StrEnum):
    """What packages there are; the values are the ends of their names."""

    TAR = "tar.zst"
    ZIP = "zip"
    WACZ = "wacz"
    DELTA = "delta.tar.zst"


@dataclass(frozen=True, slots=True)
class Entry:
    """A package. Before it is made it has a name and nothing else."""

    name: str
    kind: str
    since: int | None = None  # the edition that a delta leads from
    bytes: int = 0
    sha256: str = ""
    info_hash: str = ""

    @property
    def files(self) -> tuple[str, str, str]:
        """The package, its torrent and its signature."""
        return self.name, self.name + TORRENT, self.name + MINISIG


@dataclass(frozen=True, slots=True)
class Listing:
    """The packages of an edition; ``address`` is that of the folder, empty where nobody said."""

    archive: str
    address: str
    edition: int
    content_digest: str
    made_at: str  # of the edition, ISO 8601, UTC
    packages: tuple[Entry, ...]

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """None where there is none; raises ArchiveError for one that cannot be understood."""
        try:
            entry = json.loads((folder / NAME).read_text(encoding="utf-8"))
            return cls._of(entry)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ArchiveError(
                f"{folder / NAME} cannot be read: {error}.",
                "Nothing was written.",
                "Name another folder, or remove this one with all that lies in it.",
            ) from error

    @classmethod
    def _of(cls, entry: Any) -> Self:
        if entry.pop("format") != FORMAT:
            raise ValueError("it is of another format")
        packages = tuple(Entry(**one) for one in entry.pop("packages"))
        if not all(_NAME.fullmatch(one.name) for one in packages):
            raise ValueError("it names what is no package")
        return cls(**entry, packages=packages)

    def written(self) -> str:
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told["packages"] = [asdict(one) for one in self.packages]
        return json.dumps({"format": FORMAT, **told}, indent=2, ensure_ascii=False) + "\n"


def stem(made: MirrorManifest) -> str:
    """What the packages of an edition are called: the archive in plain letters, and the number.

    The name of an archive that has none is ``archive``.
    """
    words = re.findall(r"[a-z0-9]+", made.archive.lower())
    return f"{'-'.join(words)[:_LONGEST].strip('-') or 'archive'}-{made.edition:06}"


def named(made: MirrorManifest, kind: Kind, since: int | None = None) -> Entry:
    """A package that is to be made."""
    base = "" if since is None else f"-since-{since:06}"
    return Entry(f"{stem(made)}{base}.{kind}", kind.name.lower(), since)
