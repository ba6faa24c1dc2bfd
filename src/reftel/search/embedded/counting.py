"""Counts of what was found, by facets and over time; exact, as every segment counts all.

Counting costs as much as there is to count. So where most cables were found, the others are
counted, and taken off the counts of all. What a cable has several of costs ten times as much:
where many cables were found, each value's list of cables is looked through instead.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import tantivy

from reftel.search.backend import SEVERAL, Counts, Facet
from reftel.search.embedded import schema as layout
from reftel.search.embedded.joining import MUST, NEVER, unweighed

_ALL_VALUES = 60_000  # more values of one facet than any archive has; tantivy stops at 65,000
_LOOK_FURTHER = 32
_CLASSES = 64  # classifications of one year or month that are told apart; others are none
_LEADING = 300  # values of a facet that are counted so
MANY = 20_000  # cables; below it nothing is to be gained
MOST = 0.55  # of them
LISTED = 0.2  # of them; of fewer, it is faster to look at each


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
        if share > MOST and self._searcher.num_docs >= MANY:
            counted |= self._without_others(query, left, limit)
            left = [facet for facet in left if facet not in counted]
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

    def _without_others(
        self, query: tantivy.Query, facets: Sequence[Facet], limit: int
    ) -> dict[Facet, Counts]:
        """The counts of those facets whose leading values stay ahead of all that follow them."""
        leading = {facet: self._leading[facet] for facet in facets}
        asked = {
            facet.value: {"terms": _terms(facet, _LEADING) | {"include": list(values)}}
            for facet, (values, _) in leading.items()
            if values
        }
        others = [(MUST, unweighed(tantivy.Query.all_query())), (NEVER, query)]
        off = self._searcher.aggregate(tantivy.Query.boolean_query(others), asked) if asked else {}
        counted: dict[Facet, Counts] = {}
        for facet, (values, following) in leading.items():
            less = dict(_pairs(off[facet.value]["buckets"])) if values else {}
            left = {value: count - less.get(value, 0) for value, count in values.items()}
            first = _first([pair for pair in left.items() if pair[1]], limit)
            if not following or (len(first) == limit > 0 and first[-1][1] > following):
                counted[facet] = first
        return counted

    @cached_property
    def _leading(self) -> Mapping[Facet, tuple[dict[str, int], int]]:
        """The values that stand most often in the whole index, and how often the next one does."""
        found = self._buckets(tantivy.Query.all_query(), tuple(Facet), _LEADING + 1)
        pairs = {facet: _first(_pairs(found[facet]["buckets"]), _LEADING + 1) for facet in Facet}
        return {
            facet: (dict(most[:_LEADING]), most[_LEADING][1] if len(most) > _LEADING else 0)
            for facet, most in pairs.items()
        }

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
