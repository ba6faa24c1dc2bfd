"""The stem of an English word: ``trafficking``, ``trafficked`` and ``traffickers``: ``traffick``.

Tantivy's stemmer (Snowball's Porter 2) is asked. Indexes hold words as they are; a search
for a word is a search for all words of the index with the same stem. Stems are remembered,
since a few thousand words make up nearly all text.
"""

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

import tantivy

LONGEST = 64  # bytes; a longer run of letters and digits is no word and cannot be searched for

_LOCK = Lock()


def analyser(*, stems: bool = False) -> tantivy.TextAnalyzer:
    """Takes plain text (folding.py) apart into words, or into their stems."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST))
    return (builder.filter(tantivy.Filter.stemmer("english")) if stems else builder).build()


_STEMMER = analyser(stems=True)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one plain word; empty for a word too long to be kept.

    A single letter is the stem of itself alone, so that none has to be looked for among all
    the words that begin with it.
    """
    with _LOCK:
        found = _STEMMER.analyze(word)
    if not found:
        return ""
    return found[0] if len(found[0]) > 1 else word


def leads(stemmed: str) -> tuple[str, ...]:
    """How the words with this stem begin: each word with the stem begins with one of these.

    Porter 2 cuts endings and then changes at most one last letter (``polici`` from policy,
    ``hope`` from hoping, ``stabl`` from stability), but for dying, lying, tying and their like.
    """
    if len(stemmed) == 3 and stemmed.endswith("ie"):
        return stemmed[:-1], f"{stemmed[0]}ying"
    return (stemmed[:-1] if len(stemmed) > 2 else stemmed,)


def having(stemmed: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that have this stem."""
    return tuple(word for word in words if stem(word) == stemmed)
