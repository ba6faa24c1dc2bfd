"""Counts of what was found, by facets and over time; exact, as every segment counts all."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from reftel.search.backend import Counts, Facet
from reftel.search.embedded import schema as layout

_ALL_VALUES = 60_000  # more values of one facet than any archive has; tantivy stops at 65,000
_LOOK_FURTHER = 32
_CLASSES = 64  # classifications of one year or month that are told apart; others are none


def facet_counts(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[Facet], limit: int
) -> Mapping[Facet, Counts]:
    """The most frequent values of each facet, then by name."""
    if not facets:
        return {}
    counted = _buckets(searcher, query, facets, limit + _LOOK_FURTHER)
    unsure = [facet for facet in facets if not _settled(counted[facet], limit)]
    if unsure:
        counted |= _buckets(searcher, query, unsure, _ALL_VALUES)
    return {facet: _first(counted[facet]["buckets"], limit) for facet in facets}


def over_time(
    searcher: tantivy.Searcher, query: tantivy.Query, period: Facet
) -> Mapping[str, Mapping[str, int]]:
    """By year or month, then by classification; one that is named by none is empty."""
    shown = _terms(Facet.CLASSIFICATION, _CLASSES) | {"missing": ""}
    asked = {
        "when": {
            "terms": _terms(period, _ALL_VALUES // _CLASSES),
            "aggs": {"shown": {"terms": shown}},
        }
    }
    found = searcher.aggregate(query, asked)["when"]["buckets"]
    return {
        str(when["key"]): {str(one["key"]): one["doc_count"] for one in when["shown"]["buckets"]}
        for when in sorted(found, key=lambda when: str(when["key"]))
    }


def _terms(facet: Facet, size: int) -> dict[str, Any]:
    return {"field": layout.FACETS[facet], "size": size, "segment_size": _ALL_VALUES}


def _buckets(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: Sequence[Facet], size: int
) -> dict[Facet, Any]:
    """The most frequent values; every segment counts all of its own, so none is missed."""
    size = max(1, min(size, _ALL_VALUES))
    asked = {facet.value: {"terms": _terms(facet, size)} for facet in facets}
    found = searcher.aggregate(query, asked)
    return {facet: found[facet.value] for facet in facets}


def _settled(found: Any, limit: int) -> bool:
    """Whether no value that was cut off counts as much as the last one that is shown."""
    buckets = found["buckets"]
    if not found["sum_other_doc_count"] or limit < 1:
        return True
    return bool(buckets[limit - 1]["doc_count"] > buckets[-1]["doc_count"])


def _first(buckets: list[dict[str, Any]], limit: int) -> Counts:
    pairs = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]
