"""What the byte search looks for, it finds: a search that finds nothing proves nothing."""

import base64
import gzip
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import tantivy
from tests.leak import in_terms, leaks
from tests.sample import cable_record

from reftel.compression import compressed
from reftel.search.backend import Facet
from reftel.search.embedded import IndexWriter, Searcher
from reftel.search.embedded import schema as layout
from reftel.search.fields import ValueField

SECRET = "Qzalpha Roe"
FIELDS = [
    *(("cables", name) for name in ("id", "body", "subject", *Facet)),
    *(("cables", f"{field}_{form}") for field in ValueField for form in ("key", "words")),
    ("paragraphs", "text"),
    ("paragraphs", "mark"),
]


@pytest.mark.parametrize(
    "content",
    [
        b"... Qzalpha Roe ...",
        b"QZALPHA ROE",
        "xQzalpha Roe".encode("utf-16-le"),
        "xQzalpha Roe".encode("utf-16-be"),
        base64.b64encode(b"Qzalpha Roe"),
        base64.b64encode(b"1Qzalpha Roe!"),
        base64.b64encode(b"12Qzalpha Roe!!"),
        b"before" + compressed(b"a Qzalpha Roe b") + b"after",
        b"before" + gzip.compress(b"a Qzalpha Roe b", mtime=0),
        compressed(gzip.compress(b"a Qzalpha Roe b", mtime=0)),
    ],
    ids=[
        "plain",
        "capitals",
        "utf-16-le",
        "utf-16-be",
        "base64",
        "base64-1",
        "base64-2",
        "zstd",
        "gzip",
        "gzip in zstd",
    ],
)
def test_it_is_found_however_it_lies(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    assert [one.found for one in leaks(tmp_path, [SECRET])] == [SECRET]
    assert leaks(tmp_path, ["Qzbeta"]) == []


def test_it_is_found_in_a_name_and_in_a_row(tmp_path: Path) -> None:
    (tmp_path / "Qzalpha Roe.txt").touch()
    with sqlite3.connect(tmp_path / "a.sqlite") as database:
        database.execute("CREATE TABLE a (text TEXT, blob BLOB)")
        database.execute("INSERT INTO a VALUES (?, ?)", ("x" * 5000, compressed(b"Qzalpha Roe")))
    database.close()

    assert {one.place for one in leaks(tmp_path, [SECRET])} == {
        "the name Qzalpha Roe.txt", "a.sqlite",
    }  # fmt: skip


@pytest.mark.parametrize(("index", "field"), FIELDS)
def test_it_is_found_among_the_terms_of_an_index(tmp_path: Path, index: str, field: str) -> None:
    """It stands in one field of one index and nowhere else."""
    with IndexWriter(tmp_path) as sound:
        sound.add(cable_record("08BONN1"))
    folder = tmp_path / index
    texts = _texts(folder)
    shutil.rmtree(folder)
    folder.mkdir()
    schema = layout.cables() if index == "cables" else layout.paragraphs()
    planted = tantivy.Index(schema, path=str(folder), reuse=False)
    layout.register_analyser(planted)
    with planted.writer(heap_size=15_000_000, num_threads=1) as writer:
        writer.add_document(tantivy.Document.from_dict({field: ["roe qzalpha"]}, schema))

    assert [one.found for one in in_terms(Searcher(tmp_path), ["Qzalpha", "Qzbeta"])] == ["Qzalpha"]
    assert texts - {"serial"} == {name for where, name in FIELDS if where == index}


def _texts(folder: Path) -> set[str]:
    """The fields of an index that hold text, as the engine has written them down."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return {field["name"] for field in meta["schema"] if field["type"] == "text"}
