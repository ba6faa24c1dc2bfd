"""The byte search: whether words stand anywhere in the files of a folder, however they lie there.

Looked for in UTF-8 and UTF-16, in any letter case of ASCII, in base64 at its three
alignments; in what zstd or gzip has compressed, wherever in a file that begins; in every
value of a SQLite database; in the term lists of an index, and in the drawers of a mirror's card
index, which no byte search reads.
"""

import base64
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from reftel.compression import zstd
from reftel.search.backend import Searcher
from reftel.search.folding import words

ZSTD, GZIP, SQLITE = b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"SQLite format 3\0"
MOST_OPENED = 4096  # compressed pieces of one file
DEEPEST = 3  # compressed within compressed


class Leak(NamedTuple):
    """Where something was found, and what."""

    place: str
    found: str


def leaks(folder: Path, secrets: Iterable[str]) -> list[Leak]:
    """Every place below a folder at which one of these words stands."""
    forms = {form: secret for secret in secrets for form in written(secret)}
    found: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found += [Leak(f"the name {name}", one) for one in _in(name.encode(), forms)]
        if path.is_file():
            found += [Leak(name, one) for one in dict.fromkeys(_in_file(path, forms))]
    return found


def in_drawers(mirror: Path, secrets: Iterable[str]) -> list[Leak]:
    """The words in the drawers of a mirror's card index: each goes on from the one before."""
    asked = {word: secret for secret in secrets for word in words(secret)}
    found: list[Leak] = []
    kinds = ("stems", "forms", "values")
    for path in sorted(one for kind in kinds for one in mirror.glob(f"search/cards/{kind}/*")):
        parts = (part for word in _in_drawer(path.read_bytes()) for part in words(word))
        name = path.relative_to(mirror).as_posix()
        found += [Leak(name, asked[part]) for part in dict.fromkeys(parts) if part in asked]
    return found


def _in_drawer(content: bytes) -> Iterator[str]:
    """The words of a drawer, as docs/formats/card-index.md describes it."""
    at, word = 0, b""

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    for _ in range(number()):
        same, size = number(), number()
        word = word[:same] + content[at : at + size]
        at += size
        yield word.decode()
        number(), number()  # in how many cables it is, and the size of its list


def in_terms(searcher: Searcher, secrets: Iterable[str]) -> list[Leak]:
    """The words among the terms of indexes, in whatever field."""
    asked = [(word, secret) for secret in secrets for word in words(secret)]
    known = searcher.standing({word for word, _ in asked})
    return [Leak("a term of the index", secret) for word, secret in asked if word in known]


def written(secret: str) -> Iterator[bytes]:
    """The ways in which words may lie in a file; ASCII letters are looked for in lower case."""
    for form in dict.fromkeys((secret, secret.lower(), secret.upper())):
        yield form.encode().lower()
        yield form.encode("utf-16-le").lower()
        yield form.encode("utf-16-be").lower()
        yield from (each.lower() for each in _in_base64(form.encode()))


def _in_base64(content: bytes) -> Iterator[bytes]:
    """What is certain of base64, at each place at which it may begin among three bytes."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + content)
        known = (len(content) + shift) // 3 * 4
        yield coded[(0, 2, 3)[shift] : known]


def _in_file(path: Path, forms: dict[bytes, str]) -> Iterator[str]:
    content = path.read_bytes()
    yield from _in_all(content, forms, DEEPEST)
    if content.startswith(SQLITE):
        yield from _in_database(path, forms)


def _in_all(content: bytes, forms: dict[bytes, str], deep: int) -> Iterator[str]:
    """The words in some bytes, and in whatever is compressed in them."""
    yield from _in(content, forms)
    if deep:
        for piece in _opened(content):
            yield from _in_all(piece, forms, deep - 1)


def _in(content: bytes, forms: dict[bytes, str]) -> Iterator[str]:
    lower = content.lower()
    yield from (secret for form, secret in forms.items() if form in lower)


def _opened(content: bytes) -> Iterator[bytes]:
    """What is compressed in some bytes, wherever it begins."""
    at, opened = content.find(ZSTD), 0
    while at >= 0 and opened < MOST_OPENED:
        with suppress(zstd.ZstdError):
            yield zstd.ZstdDecompressor().decompress(content[at:])
        at, opened = content.find(ZSTD, at + 1), opened + 1
    at = content.find(GZIP)
    while at >= 0 and opened < MOST_OPENED:
        with suppress(zlib.error):
            yield zlib.decompressobj(wbits=31).decompress(content[at:])
        at, opened = content.find(GZIP, at + 1), opened + 1


def _in_database(path: Path, forms: dict[bytes, str]) -> Iterator[str]:
    """The words in the values of every row: pages of a database may part them."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 -- its own
                for value in row:
                    if isinstance(value, str):
                        yield from _in(value.encode("utf-8", "surrogatepass"), forms)
                    elif isinstance(value, bytes):
                        yield from _in_all(value, forms, DEEPEST)
