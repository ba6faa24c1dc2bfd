"""Where words stand in a text, however they are written there.

Case, accents, white space and what cannot be seen make no difference, nor do letters of
other alphabets that look the same: a Cyrillic а in a name hides it from a search, not from
its readers.
"""

import unicodedata
from array import array
from functools import lru_cache
from typing import NamedTuple

from reftel.telegram.record import Span

MOST = 1000  # places that are told
# Letters that look like a Latin one (Unicode's confusables, those of Cyrillic and Greek).
_ALIKE = dict(
    zip(
        "аеорсухіјѕԁԛԝһӏвкмнтгьαερτυχικνοηωбѵɑɡ",
        "aeopcyxijsdqwhlbkmhtrbaeptuxikvonwbvag",
        strict=True,
    )
)


class _Folded(NamedTuple):
    """A text folded, and for each of its characters the place of the one it came from."""

    text: str
    offsets: "array[int]"


def occurrences(words: str, text: str) -> list[Span]:
    """The places of these words in a text, as whole words and apart, in their order.

    >>> occurrences("Jane Doe", "JANE\\nDOE met Jane Doerr, and Jаne Dóe.")
    [Span(start=0, end=8), Span(start=29, end=37)]
    """
    wanted = folded(words).text.strip()
    return places(wanted, folded(text)) if wanted else []


def places(wanted: str, whole: _Folded) -> list[Span]:
    """The same, of words and a text that are folded."""
    found: list[Span] = []
    at = whole.text.find(wanted)
    while at >= 0 and len(found) < MOST:
        end = at + len(wanted)
        if _stands_alone(whole.text, at, end):
            found.append(Span(whole.offsets[at], whole.offsets[end - 1] + 1))
            at = whole.text.find(wanted, end)
        else:
            at = whole.text.find(wanted, at + 1)
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word begins and ends there."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return before and (end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum()))


def folded(text: str) -> _Folded:
    """A text in the form in which words are looked for."""
    pieces: list[str] = []
    offsets = array("L")
    blank = False
    for at, character in enumerate(text):
        form = _fold(character)
        if form == " " and blank:
            continue
        blank = form == " " if form else blank
        pieces.append(form)
        offsets.extend([at] * len(form))
    return _Folded("".join(pieces), offsets)


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    if character.isascii():
        return " " if character.isspace() else character.lower()
    if character.isspace():
        return " "
    apart = unicodedata.normalize("NFKD", character.casefold())
    seen = (one for one in apart if unicodedata.category(one)[0] not in "MC")
    return "".join(_ALIKE.get(one, one) for one in seen)
