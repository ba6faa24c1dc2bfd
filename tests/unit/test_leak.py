"""What the byte search looks for, it finds: a search that finds nothing proves nothing."""

import base64
import gzip
import sqlite3
from pathlib import Path

import pytest
from tests.leak import in_terms, leaks
from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.compression import compressed
from reftel.edition.live import open_live

SECRET = "Qzalpha Roe"


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


def test_it_is_found_among_the_terms_of_an_index(tmp_path: Path) -> None:
    archive = publish(tmp_path, [cable_record("08BONN1", subject="We met Qzalpha")])
    edition = open_live(archive, audience=Audience.PUBLIC)

    assert [one.found for one in in_terms(edition, ["Qzalpha", "Qzbeta"])] == ["Qzalpha"]
