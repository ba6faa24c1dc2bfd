"""Phrases of common words that hardly any cable has.

To find that out takes as long as to find many: the places of both words are looked at in each
cable that has both. So it is found out once, in both halves of the index, and what asks for
hits, counts and a timeline then asks for these few cables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Self

import tantivy

from reftel.search.embedded import schema as layout
from reftel.search.embedded.folder import CABLES
from reftel.search.embedded.halves import Halves, some
from reftel.search.embedded.joining import unweighed, with_weight
from reftel.search.embedded.paragraphs import cables_of
from reftel.search.embedded.parts import Part
from reftel.search.fields import TextField

FEW = 200  # cables
SLOW = 5_000  # cables that have each of the words

_BODY = layout.TEXT[TextField.ANYWHERE]


@dataclass(frozen=True, slots=True)
class Seldom:
    """``sample`` is a small part of the index, which tells whether much is to be expected."""

    whole: tantivy.Searcher
    halves: Halves
    sample: tantivy.Searcher

    @classmethod
    def of(
        cls, folder: Path, parts: Sequence[Part], whole: tantivy.Searcher, halves: Halves
    ) -> Self | None:
        """None where the index is too small to be asked in halves."""
        if len(halves.searchers) < 2:
            return None
        in_order = sorted(parts, key=attrgetter("first"))
        middle = len(parts) // 2
        sample = some(folder, CABLES, in_order[middle : middle + 1])
        return cls(whole, halves, sample) if sample else None

    def instead(self, phrase: tantivy.Query, name: str, words: Sequence[str]) -> tantivy.Query:
        """What finds the same cables as a phrase of these words in the field of this name.

        Where they are few, each of the words weighs as if asked for alone.
        """
        if name != _BODY or min(self.whole.doc_freq(name, word) for word in words) < SLOW:
            return phrase
        sampled: int = self.sample.search(phrase, limit=1).count  # type: ignore[attr-defined]
        if sampled * self.whole.num_docs > FEW * self.sample.num_docs:
            return phrase
        found = self.halves.told(phrase, FEW)
        if found.total > FEW:
            return phrase
        alone = [
            tantivy.Query.term_query(layout.cables(), name, word, "freq")
            for word in dict.fromkeys(words)
        ]
        return with_weight(unweighed(cables_of(found.serials)), alone)
