"""An index that is asked in two halves: what they say together is what the whole says."""

from pathlib import Path
from typing import Any

import pytest
import tantivy
from tests.sample import cable_record

from reftel.search.backend import Facet
from reftel.search.embedded import IndexWriter, Searcher, counting, halves, seldom, writer
from reftel.search.embedded.folder import tempfile
from reftel.search.query import parse_query


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two cables, and no index too small to be halved."""
    monkeypatch.setattr(writer, "FULL", 2)
    monkeypatch.setattr(halves, "LEAST", 0)
    monkeypatch.setattr(seldom, "SLOW", 1)


def opened(folder: Path, *records: Any) -> Searcher:
    with IndexWriter(folder, heap=15_000_000) as index:
        for record in records:
            index.add(record)
    return Searcher(folder)


def saying(id_: str, text: str, *tags: str) -> Any:
    one = {"anchor": "p", "number": None, "mark": None, "heading": None, "text": text}
    return cable_record(id_, paragraphs=[one], tags=list(tags), subject="", origin=id_)


def test_values_that_a_half_left_out_are_counted_in_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KTIP comes second in both halves, and in all it comes first."""
    monkeypatch.setattr(counting, "_LOOK_FARTHER", 0)
    tags = [("ECON", "KTIP"), ("ECON",), ("KTIP",), ("PREL",), ("PREL", "KTIP"), ("PREL",)]
    records = [saying(f"08A{n}", "blue barley", *some) for n, some in enumerate(tags)]
    searcher = opened(tmp_path, *records)
    phrase = parse_query('"blue barley"')

    first = searcher.count(phrase, Facet.TAG, 1)
    three = searcher.count(phrase, Facet.TAG, 3)

    assert first == [("KTIP", 3)]
    assert three == [("KTIP", 3), ("PREL", 3), ("ECON", 2)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # all are told
        (({"ECON": 2, "KTIP": 1}, 0), ({"KTIP": 3}, 0), [("KTIP", 4), ("ECON", 2)]),
        # what is left out is rarer
        (
            ({"ECON": 9, "KTIP": 8, "PREL": 1}, 5),
            ({"KTIP": 3, "ECON": 1}, 0),
            [("KTIP", 11), ("ECON", 10)],
        ),
        # KTIP may be among what the other left out, once
        (({"ECON": 9, "KTIP": 8}, 0), ({"ECON": 4, "PTER": 1}, 2), None),
        # PREL may be there three times, and then come before KTIP
        (({"ECON": 9, "PREL": 4, "KTIP": 2}, 0), ({"ECON": 4, "KTIP": 3}, 9), None),
        # one that neither told may be there four times, as often as KTIP
        (({"ECON": 9, "KTIP": 2}, 5), ({"ECON": 4, "KTIP": 2}, 5), None),
    ],
)
def test_of_two_halves_only_what_is_certain_is_told(
    one: tuple[dict[str, int], int], other: tuple[dict[str, int], int], expected: object
) -> None:
    def half(told: dict[str, int], more: int) -> dict[str, Any]:
        buckets = [{"key": key, "doc_count": count} for key, count in told.items()]
        return {"buckets": buckets, "sum_other_doc_count": more}

    assert counting.of_both([half(*one), half(*other)], 2) == expected


def test_a_phrase_that_few_have_is_sought_once_for_hits_counts_and_timeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("barley blue", "blue barley", "barley and blue", "blue", "barley, blue barley", "rye")
    searcher = opened(tmp_path, *(saying(f"08A{n}", text) for n, text in enumerate(texts)))
    phrase = parse_query('"blue barley"')
    asked: list[tantivy.Query] = []
    told = halves.Halves.told

    def noting(self: halves.Halves, query: tantivy.Query, most: int) -> halves.Found:
        asked.append(query)
        return told(self, query, most)

    monkeypatch.setattr(halves.Halves, "told", noting)

    found = searcher.find(phrase)
    origins = searcher.count(phrase, Facet.ORIGIN)
    years = searcher.timeline(phrase, Facet.YEAR)

    assert (found.total, {*found.ids}) == (2, {"08A1", "08A4"})
    assert origins == [("08A1", 1), ("08A4", 1)]
    assert sum(sum(year.values()) for year in years.values()) == 2
    assert len(asked) == 1


@pytest.mark.parametrize("few", [1, 2])
def test_a_phrase_that_more_have_is_looked_for_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(seldom, "FEW", few)
    texts = ("blue barley blue", "blue barley", "rye", "blue", "barley", "blue barley")
    searcher = opened(tmp_path, *(saying(f"08A{n}", text) for n, text in enumerate(texts)))

    found = searcher.find(parse_query('"blue barley"'))

    assert (found.total, {*found.ids}) == (3, {"08A0", "08A1", "08A5"})
    assert found.hits[0].score > 0


def test_where_no_links_can_be_made_the_whole_answers_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    texts = ("blue barley", "rye", "blue barley", "barley blue", "blue barley", "rye")
    records = [saying(f"08A{n}", text, "ECON") for n, text in enumerate(texts)]
    opened(tmp_path, *records)
    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    searcher = Searcher(tmp_path)

    for text in ('"blue barley"', "para:(blue barley) rye OR para:(barley blue) -id:08A3"):
        query = parse_query(text)
        assert searcher.find(query).total == 3
        assert searcher.count(query, Facet.TAG) == [("ECON", 3)]
