"""The terms of an index, whatever the field: which of some words stand among them.

Pages ask for few of the fields, and what nobody asks for lies on the disk all the same.
"""

from collections.abc import Collection, Iterable, Sequence

import tantivy

from reftel.search.embedded import schema as layout
from reftel.search.folding import words

# By the index: the fields of plain words, and those whose terms are whole values. Serial numbers
# are made here and say nothing.
CABLES = (
    (*layout.TEXT.values(), *layout.VALUE_WORDS.values()),
    ("id", *layout.FACETS.values(), *layout.KEYS.values()),
)
PARAGRAPHS = (("text",), ("mark",))


def among(
    searcher: tantivy.Searcher,
    fields: tuple[Sequence[str], Sequence[str]],
    wanted: Collection[str],
) -> set[str]:
    """Those of some folded words that are terms of these fields, or stand within one."""
    of_words, whole = fields
    found = {one for one in wanted if any(searcher.doc_freq(name, one) for name in of_words)}
    for name in whole:
        values = (term for term, _ in searcher.terms_with_prefix(name, ""))
        found |= _within(values, wanted)
    return found


def _within(values: Iterable[str], wanted: Collection[str]) -> set[str]:
    """All are folded at once: there are as many as cables."""
    return set(words("\n".join(values))).intersection(wanted)
