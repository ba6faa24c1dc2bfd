"""The words of a text, each with its place."""

import re
from typing import NamedTuple

# A word keeps what joins its parts (O'Doe, U.S., 3.5, counter-offer); signs stand alone, and
# a row of one sign is one.
_WORD = re.compile(r"\w+(?:['’.-]\w+)*|([^\w\s])\1*")


class Word(NamedTuple):
    """A word, or a sign between words, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words and signs of a text, in order; only white space is left out.

    >>> [word.text for word in words("Roe's U.S. visa -- (denied).")]
    ["Roe's", 'U.S', '.', 'visa', '--', '(', 'denied', ')', '.']
    """
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
