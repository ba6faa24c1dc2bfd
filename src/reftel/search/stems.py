"""The stem of an English word, as the index keeps it: ``trafficking`` is ``traffick``.

Tantivy's own stemmer (Snowball's Porter 2) is asked, so that a stem worked out here is the
stem in the index; words are remembered, since a few thousand make up nearly all text.
"""

from functools import lru_cache
from threading import Lock

import tantivy

LONGEST = 64  # bytes; a longer run of letters and digits is no word and cannot be searched for

_ANALYSER_LOCK = Lock()


def stemming() -> tantivy.TextAnalyzer:
    """Takes plain text apart into stems."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def verbatim() -> tantivy.TextAnalyzer:
    """Takes plain text apart into words, as they are."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .build()
    )


_ANALYSER = stemming()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one plain word; empty for a word too long to be kept."""
    with _ANALYSER_LOCK:
        found = _ANALYSER.analyze(word)
    return found[0] if found else ""
