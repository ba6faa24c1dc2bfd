"""Whether an edition is what its manifest says: every file of it, and every word."""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from reftel.compression import zstd
from reftel.edition import annals, catalogue
from reftel.edition.connections import Connections
from reftel.edition.contents import Beside, ContentDigest, Page, Withdrawal
from reftel.edition.editorial import tables
from reftel.edition.manifest import FileEntry, Manifest, files_of
from reftel.edition.past import Text
from reftel.errors import ReftelError


def verify(folder: Path) -> tuple[str, ...]:
    """What is wrong with the edition in a folder, a sentence each; nothing where it is whole.

    Reads all of it: the sha256 of each file, then the content digest over each record.
    """
    try:
        manifest = Manifest.read(folder)
    except ReftelError as error:
        return (error.happened,)
    return tuple(damaged_files(folder, manifest)) or tuple(_content(folder, manifest))


def damaged_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the files alone, by their sizes and sums."""
    found = files_of(folder)
    for name, expected in manifest.files.items():
        if name not in found:
            yield f"{name} is not there."
        elif FileEntry.of(found[name]) != expected:
            yield f"{name} is not the file that was made."
    for name in sorted(found.keys() - manifest.files.keys()):
        yield f"{name} does not belong to the edition."


def _content(folder: Path, manifest: Manifest) -> Iterator[str]:
    connections = Connections(folder / catalogue.NAME)
    try:
        connections.require_format(catalogue.FORMAT)
        digest, cables = _digest(connections, manifest)
    except (ReftelError, sqlite3.Error, zstd.ZstdError) as error:
        yield f"{catalogue.NAME} cannot be read: {error}."
        return
    finally:
        connections.close()
    if cables != manifest.counts["cables"]:
        yield f"There are {cables} cables, not {manifest.counts['cables']}."
    if digest != manifest.content_digest:
        yield f"The content digest is {digest}, not {manifest.content_digest}."


def _digest(connections: Connections, manifest: Manifest) -> tuple[str, int]:
    digest, cables = ContentDigest(), 0
    with connections.one() as database:
        for id_, blob, texts in _cables(database):
            digest.add(id_, _sum(blob), texts)
            cables += 1
        withdrawn = tuple(Withdrawal(*row) for row in database.execute("SELECT * FROM withdrawn"))
        pages = tuple(Page(*row) for row in database.execute("SELECT * FROM page"))
        beside = Beside(
            manifest.declaration,
            withdrawn,
            pages,
            catalogue.spellings_in(database),
            tables.read(database),
            manifest.extract,
        )
        behind = annals.behind(database)
    return digest.finished(beside, behind), cables


def _cables(database: sqlite3.Connection) -> Iterator[tuple[str, bytes, tuple[Text, ...]]]:
    """Each cable: its id, its record, and its texts with their sums."""
    texts = groupby(annals.texts_in(database), key=itemgetter(0))
    of, those = next(texts, (0, iter(())))
    for number, id_, blob in database.execute(
        "SELECT number, id, json FROM cable JOIN record USING (number) ORDER BY number"
    ):
        own: tuple[Text, ...] = ()
        if of == number:
            own = tuple(text._replace(sha256=_sum(text.blob)) for _, text in those)
            of, those = next(texts, (0, iter(())))
        yield id_, blob, own


def _sum(blob: bytes) -> str:
    """The sha256 over what is compressed; empty for the current text, which is not kept twice."""
    return sha256(zstd.decompress(blob)).hexdigest() if blob else ""
