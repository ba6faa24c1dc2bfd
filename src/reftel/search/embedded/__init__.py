"""The back end that editions use: two tantivy indexes in a folder of their own.

``index/cables`` holds a document a cable, ``index/paragraphs`` one a paragraph, for what has
to stand in one paragraph. The folder is written by one writer and never changed afterwards:
whoever may read it can search it.

In reading order: ``schema`` has the fields and ``entries`` lays a card out in them; an index is
made of ``parts`` that later ones take over; ``folder`` opens the indexes and says what is wrong
with them; ``words`` writes what cables say, part by part, ``facts`` what hangs on other cables
too, anew for each edition, and ``writer`` both; ``wording`` turns clauses about words into
tantivy's queries, ``translation`` all others, and ``remembered`` keeps the latest of them;
``estimate`` tells what a query will find; ``paragraphs`` finds the cables of paragraphs;
``counting`` counts by facets, ``kinship`` finds what is alike; ``searcher`` is what is asked.
"""

from reftel.search.embedded.entries import NO_WORDS, Entry, Words, entry
from reftel.search.embedded.folder import finished_parts
from reftel.search.embedded.parts import Part
from reftel.search.embedded.schema import MOST_SERIALS
from reftel.search.embedded.searcher import Searcher
from reftel.search.embedded.writer import FULL, IndexParts, IndexWriter

__all__ = [
    "FULL",
    "MOST_SERIALS",
    "NO_WORDS",
    "Entry",
    "IndexParts",
    "IndexWriter",
    "Part",
    "Searcher",
    "Words",
    "entry",
    "finished_parts",
]
