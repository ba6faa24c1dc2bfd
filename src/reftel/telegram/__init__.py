"""The telegram: its text, what it says, where each thing was read, and what is wrong with it.

``parse`` accepts every ``str``, never raises, alters nothing and does no I/O. It reads the
parts in the order in which they stand: ``seam`` (where the body begins), ``envelope``
(FL 1-9), ``page_marks``, ``opening`` (FL 12: classification line, captions, E.O., TAGS,
SUBJECT, REF, Classified By), ``body`` (paragraphs, headings, quotations, signer).
``record`` holds the values, ``defects`` what can be wrong, ``cable`` the record that leaves
the package. What a post, a tag or a caption means belongs to ``reftel.gazetteer``.
"""

from reftel.telegram.parser import PARSER_VERSION, parse

__all__ = ["PARSER_VERSION", "parse"]
