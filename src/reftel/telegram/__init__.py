"""The telegram: its text, what it says, where each thing was read, and what is wrong with it.

``parse`` accepts every ``str``, never raises, alters nothing and does no I/O. Its parts, in
the order in which they stand in a telegram and in which ``parser`` reads them:

``seam``           where the transmission lines end, when no source tells
``envelope``       FL 1-9, with ``addressees`` and ``clock``
``heading_line``   the first line of FL 12: classification, section, MRN
``page_marks``     marks of the transmission in mid-body; ``redactions`` those of a publisher
``opening``        which stretches are E.O., TAGS, SUBJECT, REF, Classified By, with ``labels``,
                   ``continuation`` and ``attention``; ``fields`` reads them, with ``order``,
                   ``tagline``, ``references`` and ``classified_by``
``layout``         numbers and headings of the message, found in its ``rows``: ``candidates``
                   with ``numerals`` and ``portion``, ``numbering``, ``titles`` with ``headings``;
                   beside them ``quotations``, and ``ending`` for the foot
``body``           the paragraphs, with ``running``, ``notes`` and ``summary``
``checks``         what the parts say of each other; ``second`` another cable in this one

``record`` holds the values, ``defects`` what can be wrong, ``cover`` shows that no character
is passed over, ``writing`` is the inverse of all that, ``cable`` the record that leaves the
package, ``reference_ids`` what its name looks like. What a post, a tag or a caption means
belongs to ``reftel.gazetteer``.
"""

from reftel.telegram.parser import PARSER_VERSION, parse
from reftel.telegram.writing import write

__all__ = ["PARSER_VERSION", "parse", "write"]
