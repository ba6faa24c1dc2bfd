"""What the abbreviations in cables mean: ``DCM`` is the deputy chief of mission.

Some are letters of an ordinary word or a numeral as well. A text that is all capitals does
not tell which is meant by ``POST``, and none does by ``IV``.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from reftel.gazetteer import _tables

TERMS: Mapping[str, str] = MappingProxyType({term: meaning for term, meaning, _ in _tables.TERMS})

Writing = Literal["mixed", "capitals", "names"]

_TOLD: Mapping[Writing, frozenset[str]] = MappingProxyType(
    {
        "mixed": frozenset(term for term, _, word in _tables.TERMS if word != "always"),
        "capitals": frozenset(term for term, _, word in _tables.TERMS if not word),
        "names": frozenset(TERMS),
    }
)
# A number beside it makes it something else: EUR 500, 6 PM. An s after it makes it plural.
# What stands before is looked at last: a pattern that begins with a letter is found sooner.
_CANDIDATE: Final = re.compile(
    r"[A-Z](?=[A-Z0-9/])(?<![\w/.][A-Z])(?<!\d [A-Z])(?:[A-Z0-9]|/[A-Z]){1,10}"
    r"(?=s?(?![\w/]))(?! \d)"
)

# All of them and more, in half the time: most paragraphs, and all of capitals, have none.
_WORD: Final = re.compile(r"[A-Z][A-Z0-9/]+")


def abbreviations(text: str, writing: Writing) -> Iterator[tuple[int, str]]:
    """Where an abbreviation stands that the glossary has, and which; in the order of the text.

    ``mixed`` is a text in small letters and capitals, ``names`` lines of addressees.

    >>> list(abbreviations("The DCM told two PAOs at post.", "mixed"))
    [(4, 'DCM'), (17, 'PAO')]
    """
    told = _TOLD[writing]
    words = _WORD.findall(text)
    if told.isdisjoint(words) and ("/" not in text or not any("/" in one for one in words)):
        return
    for found in _CANDIDATE.finditer(text):
        at, term = found.start(), found[0]
        if term in told:
            yield at, term
        elif "/" in term:  # EAP/MLS: an office in a bureau
            for part in term.split("/"):
                if len(part) > 1 and part in told:
                    yield at, part
                at += len(part) + 1
