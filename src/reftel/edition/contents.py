"""What an edition holds, and the digest over it.

The vault keeps each revision as compressed canonical JSON. ``Sealed`` carries a record
together with those bytes, so that publishing encodes and compresses nothing again::

    Sealed.of(record)        # from a record: encodes and compresses (0.1 ms)
    Sealed.opened(blob)      # from what the vault keeps: decompresses and parses (0.1 ms)
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from reftel.archive import ArchiveFolder, Declaration
from reftel.compression import compressed, zstd
from reftel.edition.keys import unique_keys
from reftel.edition.spellings import Group, spellings_of
from reftel.errors import ConfigError
from reftel.telegram.cable import CableRecord, as_json, from_json

DIGEST_RULE = b"reftel edition content 1\n"  # changes if the way to compute the digest does


@dataclass(frozen=True, slots=True)
class Sealed:
    """A cable record whose ``edition`` is null, its canonical JSON, and that compressed.

    The three must agree; ``verify`` finds out where they do not.
    """

    record: CableRecord
    json: bytes
    blob: bytes

    @classmethod
    def of(cls, record: CableRecord) -> Self:
        """The record sealed. A record that came out of an edition forgets its number."""
        if record["edition"] is not None:
            record = {**record, "edition": None}
        written = as_json(record)
        return cls(record, written, compressed(written))

    @classmethod
    def opened(cls, blob: bytes) -> Self:
        """What was sealed before, from its compressed bytes."""
        written = zstd.decompress(blob)
        return cls(from_json(written), written, blob)


@dataclass(frozen=True, slots=True, order=True)
class Withdrawal:
    """The public notice that stands where a cable stood: nothing of the cable but its id."""

    id: str
    on: str  # ISO day
    notice: str


class Page(NamedTuple):
    """One of the publisher's own pages, as Markdown."""

    slug: str
    title: str
    markdown: str


def pages_of(folder: Path) -> tuple[Page, ...]:
    """The pages ``*.md`` of a folder by slug; hidden files are an editor's, not the reader's.

    A link that leads out of the folder is not followed: what it names was never put here.
    Raises ConfigError for one that is not UTF-8.
    """
    if not folder.is_dir():
        return ()
    inside = folder.resolve()
    files = {
        path.stem: path
        for path in sorted(folder.iterdir())
        if path.suffix == ".md"
        and not path.name.startswith(".")
        and path.is_file()
        and path.resolve().is_relative_to(inside)
    }
    slugs = unique_keys("page", files)
    return tuple(sorted(_page(slugs[stem], path) for stem, path in files.items()))


def _page(slug: str, path: Path) -> Page:
    try:
        markdown = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"The page {path} is not UTF-8 (byte {error.start}).",
            "No edition was made; the live one is as it was.",
            "Save the page as UTF-8 and run the same command again.",
        ) from error
    first = markdown.lstrip().partition("\n")[0]
    title = first[2:].strip() if first.startswith("# ") else ""
    return Page(slug, title or path.stem.replace("-", " ").replace("_", " "), markdown)


class Beside(NamedTuple):
    """What an edition says beside its cables."""

    declared: Declaration
    withdrawn: tuple[Withdrawal, ...] = ()
    pages: tuple[Page, ...] = ()
    spellings: tuple[Group, ...] = ()

    @classmethod
    def of(cls, archive: ArchiveFolder, withdrawn: Iterable[Withdrawal]) -> Self:
        """What stands in the files of an archive. Raises ConfigError for what cannot be read."""
        return cls(
            archive.declaration(),
            tuple(sorted(withdrawn)),
            pages_of(archive.pages),
            spellings_of(archive.spellings),
        )


class ContentDigest:
    """The sha256 over what an edition says, in the order of docs/formats/edition.md.

    Neither its number nor the time, the machine or the bytes of its files enter it: the
    same decisions over the same originals give the same digest anywhere. Takes cables one
    at a time, in the order of their ids, and keeps none.
    """

    def __init__(self) -> None:
        self._sum = hashlib.sha256(DIGEST_RULE)

    def add(self, id_: str, sha256: str) -> None:
        """One cable, by the sha256 over its canonical JSON with ``edition`` null."""
        line = f"{id_} {sha256}\n"
        self._sum.update(line.encode("utf-8", "surrogatepass"))

    def finished(self, beside: Beside) -> str:
        """The digest in hexadecimal, once all cables were added; spellings only if there are."""
        rest: dict[str, object] = {
            "declaration": declaration_entry(beside.declared),
            "pages": sorted(list(page) for page in beside.pages),
            "withdrawn": [[one.id, one.on, one.notice] for one in sorted(beside.withdrawn)],
        }
        if beside.spellings:
            rest["spellings"] = [list(group) for group in beside.spellings]
        whole = self._sum.copy()
        whole.update(as_json(rest))
        return whole.hexdigest()


def declaration_entry(declared: Declaration) -> dict[str, object]:
    """The declaration as JSON has it, in manifest and digest alike; what is usual is left out."""
    entry: dict[str, object] = {
        "name": declared.name,
        "hashtag": declared.hashtag,
        "total": declared.total,
        "languages": list(declared.languages),
        "notice": declared.notice,
    }
    if not declared.search_engines:
        entry["search_engines"] = False
    return entry | ({"address": declared.address} if declared.address else {})
