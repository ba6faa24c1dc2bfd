"""Which content coding a reader takes, and bodies in it."""

import gzip

import pytest

from reftel.compression import zstd
from reftel.site import codings

CHROME = "gzip, deflate, br, zstd"
TEXT = b"A barge is missing. " * 500


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        (CHROME, "zstd"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "zstd"),
        ("gzip;q=0", ""),
        ("gzip;q=0, *", "zstd"),
        ("zstd;q=0, *;q=0.5", "gzip"),
        ("zstd;q=0.2, gzip;q=0.8", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("gzip; q=1.0 , br", "gzip"),
        ("identity;q=0", ""),
        ("*;q=0", ""),
        ("br", ""),
        ("gzip;q=none", ""),
        ("gzip;q=nan", ""),
        (";;,,;q=1", ""),
        ("a" * 100_000 + ",gzip", ""),
    ],
)
def test_the_coding_is_one_that_the_reader_takes(accepted: str, chosen: str) -> None:
    assert codings.chosen(accepted) == chosen


@pytest.mark.parametrize(
    ("coding", "opened"), [("gzip", gzip.decompress), ("zstd", zstd.decompress)]
)
def test_a_body_comes_back_whole_or_in_parts(coding: str, opened: object) -> None:
    assert callable(opened)
    assert opened(codings.whole(TEXT, coding)) == TEXT
    assert len(codings.whole(TEXT, coding)) < len(TEXT) / 10
    assert codings.whole(TEXT, coding) == codings.whole(TEXT, coding)
    parts = codings.streamed([TEXT, b"", TEXT], coding)
    assert opened(b"".join(parts)) == TEXT + TEXT


def test_a_stream_that_is_left_closes_what_it_reads() -> None:
    closed: list[str] = []

    class Parts(list[bytes]):
        def close(self) -> None:
            closed.append("closed")

    stream = codings.streamed(Parts([TEXT] * 100), "gzip")
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert closed == ["closed"]
