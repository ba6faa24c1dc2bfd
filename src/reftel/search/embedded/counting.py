"""Counts of what was found, by facets and over time; exact, as every segment counts all.

Values of which a cable has several take ten times as long to count as others. So where many
cables were found, the list of cables that each such value has is looked through instead.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from reftel.search.backend import SEVERAL, Counts, Facet
from reftel.search.embedded import schema as layout

_ALL_VALUES = 60_000  # more values of one facet than any archive has; tantivy stops at 65,000
_LOOK_FURTHER = 32
_CLASSES = 64  # classifications of one year or month that are told apart; others are none
LISTED = 0.15  # of all cables; of fewer, it is faster to look at each


class Counting:
    """Counts what queries find in the index of cables; shared by all threads."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def by_facets(
        self, query: tantivy.Query, facets: Sequence[Facet], limit: int, share: float
    ) -> Mapping[Facet, Counts]:
        """The most frequent values of each facet, then by name.

        ``share`` is the part of all cables that is likely to be found, or 0 where it takes
        longer to find them than to count them; only the time depends on it.
        """
        counted: dict[Facet, Counts] = {}
        if share > LISTED:
            counted |= {facet: self._listed(query, facet, limit) for facet in SEVERAL & {*facets}}
        left = [facet for facet in facets if facet not in counted]
        return counted | self._counted(query, left, limit)

    def over_time(self, query: tantivy.Query, period: Facet) -> Mapping[str, Mapping[str, int]]:
        """By year or month, then by classification; one that is named by none is empty."""
        shown = _terms(Facet.CLASSIFICATION, _CLASSES) | {"missing": ""}
        asked = {
            "when": {
                "terms": _terms(period, _ALL_VALUES // _CLASSES),
                "aggs": {"shown": {"terms": shown}},
            }
        }
        found = self._searcher.aggregate(query, asked)["when"]["buckets"]
        return {
            str(when["key"]): dict(_pairs(when["shown"]["buckets"]))
            for when in sorted(found, key=lambda when: str(when["key"]))
        }

    def _listed(self, query: tantivy.Query, facet: Facet, limit: int) -> Counts:
        most = max(0, min(limit, _ALL_VALUES))  # the engine makes room for all of them
        return self._searcher.terms_with_prefix(layout.FACETS[facet], "", query, most)

    def _counted(
        self, query: tantivy.Query, facets: Sequence[Facet], limit: int
    ) -> dict[Facet, Counts]:
        if not facets:
            return {}
        counted = self._buckets(query, facets, limit + _LOOK_FURTHER)
        unsure = [facet for facet in facets if not _settled(counted[facet], limit)]
        if unsure:
            counted |= self._buckets(query, unsure, _ALL_VALUES)
        return {facet: _first(_pairs(counted[facet]["buckets"]), limit) for facet in facets}

    def _buckets(
        self, query: tantivy.Query, facets: Sequence[Facet], size: int
    ) -> dict[Facet, Any]:
        """The most frequent values; every segment counts all of its own, so none is missed."""
        size = max(1, min(size, _ALL_VALUES))
        asked = {facet.value: {"terms": _terms(facet, size)} for facet in facets}
        found = self._searcher.aggregate(query, asked)
        return {facet: found[facet.value] for facet in facets}


def _terms(facet: Facet, size: int) -> dict[str, Any]:
    return {"field": layout.FACETS[facet], "size": size, "segment_size": _ALL_VALUES}


def _pairs(buckets: list[dict[str, Any]]) -> Counts:
    return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]


def _settled(found: Any, limit: int) -> bool:
    """Whether no value that was cut off counts as much as the last one that is shown."""
    buckets = found["buckets"]
    if not found["sum_other_doc_count"] or limit < 1:
        return True
    return bool(buckets[limit - 1]["doc_count"] > buckets[-1]["doc_count"])


def _first(pairs: Counts, limit: int) -> Counts:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(limit, 0)]
