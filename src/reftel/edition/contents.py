"""What an edition holds, and the digest over it.

The vault keeps each revision as compressed canonical JSON. ``Sealed`` carries a record
together with those bytes, so that publishing encodes and compresses nothing again::

    Sealed.of(record)        # from a record: encodes and compresses (0.1 ms)
    Sealed.opened(blob)      # from what the vault keeps: decompresses and parses (0.1 ms)
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from reftel.archive import ArchiveFolder
from reftel.compression import compressed, zstd
from reftel.declaration import Declaration
from reftel.edition.annals import Behind
from reftel.edition.editorial.desk import Desk
from reftel.edition.editorial.files import markdown_files, text_of
from reftel.edition.editorial.head import title_of
from reftel.edition.extract import Extract
from reftel.edition.past import Change, Text, has_history
from reftel.edition.spellings import Group, spellings_of
from reftel.telegram.cable import CableRecord, as_json, from_json

DIGEST_RULE = b"reftel edition content 2\n"  # changes if the way to compute the digest does


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
    changes: tuple[Change, ...] = field(default=(), compare=False)  # until it was withdrawn


class Page(NamedTuple):
    """One of the publisher's own pages, as Markdown."""

    slug: str
    title: str
    markdown: str


def pages_of(folder: Path) -> tuple[Page, ...]:
    """The pages ``*.md`` of a folder by slug. Raises ConfigError for one that is not UTF-8."""
    return tuple(_page(slug, path) for slug, path in markdown_files(folder, "page").items())


def _page(slug: str, path: Path) -> Page:
    markdown = text_of(path)
    title = title_of(markdown) or path.stem.replace("-", " ").replace("_", " ")
    return Page(slug, title, markdown)


class Beside(NamedTuple):
    """What an edition says beside its cables."""

    declared: Declaration
    withdrawn: tuple[Withdrawal, ...] = ()
    pages: tuple[Page, ...] = ()
    spellings: tuple[Group, ...] = ()
    desk: Desk = Desk()
    extract: Extract | None = None  # where it holds a part of another edition

    @classmethod
    def of(cls, archive: ArchiveFolder, withdrawn: Iterable[Withdrawal]) -> Self:
        """What stands in the files of an archive. Raises ConfigError for what cannot be read."""
        return cls(
            archive.declaration(),
            tuple(sorted(withdrawn)),
            pages_of(archive.pages),
            spellings_of(archive.spellings),
            Desk.of(archive),
        )


class ContentDigest:
    """The sha256 over what an edition says, in the order of docs/formats/edition.md.

    Neither its number nor the time, the machine or the bytes of its files enter it: the
    same decisions over the same originals give the same digest anywhere. Takes cables one
    at a time, in the order of their ids, and keeps none.
    """

    def __init__(self) -> None:
        self._sum = hashlib.sha256(DIGEST_RULE)

    def add(self, id_: str, sha256: str, texts: tuple[Text, ...] = ()) -> None:
        """One cable, by the sha256 over its canonical JSON with ``edition`` null.

        Its texts follow where there is something to tell of them: days and notices, and the
        sha256 of each but the current one. In which edition a text first stood is left out.
        """
        line = f"{id_} {sha256}\n"
        self._sum.update(line.encode("utf-8", "surrogatepass"))
        if has_history(texts):
            told = [[text.day, text.notice, text.sha256] for text in texts]
            self._sum.update(as_json(told) + b"\n")

    def finished(self, beside: Beside, behind: Behind) -> str:
        """The digest in hexadecimal, once all cables were added.

        Spellings, what the desk wrote, what was left behind, and which extract it is, only where
        there is any.
        """
        rest: dict[str, object] = {
            "declaration": declaration_entry(beside.declared),
            "pages": sorted(list(page) for page in beside.pages),
            "withdrawn": [[one.id, one.on, one.notice] for one in sorted(beside.withdrawn)],
        }
        if beside.spellings:
            rest["spellings"] = [list(group) for group in beside.spellings]
        if behind.gone:
            rest["gone"] = behind.gone
        if behind.moved:
            rest["moved"] = [list(one) for one in behind.moved]
        if beside.extract:
            rest["extract"] = beside.extract.entry()
        whole = self._sum.copy()
        whole.update(as_json(rest | beside.desk.entry()))
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
    if declared.mirrors:
        entry["mirrors"] = list(declared.mirrors)
    if declared.packages:
        entry["packages"] = declared.packages
    return entry | ({"address": declared.address} if declared.address else {})
