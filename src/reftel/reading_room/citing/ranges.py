"""Words that an address points to: ``/cable/08VIENTIANE145/?words=the+harvest&par=3#par3``.

They are lit by the server, so the address works in every browser, and it is bounded: of many
words it has the first and the last. Blanks and line ends have no part in it, as pages set them
anew. A browser that knows text fragments finds the same words on the page of the cable itself.
"""

from dataclasses import dataclass
from urllib.parse import quote

from reftel.edition.citation import paragraph_at, place_of
from reftel.reading_room import addresses
from reftel.reading_room.lighting import DARK, Light, Lights, ink
from reftel.telegram.cable import CableRecord

LONGEST = 500  # characters of an address that are looked at
WHOLE = 160  # characters of a passage that stand in an address whole
ENDS = 6  # words at either end that stand in it of a longer one
BETWEEN = "…"

_FRAGMENT_SIGNS = str.maketrans({"-": "%2D", ",": "%2C", "&": "%26"})


@dataclass(frozen=True, slots=True)
class Range:
    """Some words of one cable. ``anchor`` is empty where the cable does not have them."""

    words: str
    anchor: str = ""
    light: Light | None = None
    place: int = -1  # of the paragraph in the record

    @property
    def found(self) -> bool:
        return self.light is not None

    @property
    def lights(self) -> Lights:
        """What lights them on the page."""
        return DARK if self.light is None else Lights(1, {self.place: (self.light,)})

    @property
    def query(self) -> str:
        """What stands behind the question mark where they are lit by the server."""
        return addresses.fields([("words", brief(self.words)), ("par", place_of(self.anchor))])

    def address(self, reference_id: str) -> str:
        """Where they are lit by the server, at their paragraph."""
        return addresses.cable(reference_id, self.anchor, self.query)

    def fragment(self, reference_id: str) -> str:
        """Where a browser finds them by itself: the cable with a text fragment."""
        ends = [quote(one, safe="").translate(_FRAGMENT_SIGNS) for one in _ends(brief(self.words))]
        anchor = f"{quote(self.anchor)}:~:text={','.join(ends)}"
        return f"{addresses.cable(reference_id)}#{anchor}"


def asked(record: CableRecord, words: str, place: str = "") -> Range | None:
    """The words that an address asks for, in the paragraph that it names or the first that fits.

    None where it asks for none.
    """
    words = " ".join(words[:LONGEST].split())
    if not words:
        return None
    named = paragraph_at(record, place)
    for at, paragraph in enumerate(record["paragraphs"]):
        if named is None or paragraph is named:
            light = _light(ink(paragraph["text"]), words)
            if light is not None:
                return Range(words, paragraph["anchor"], light, at)
    return Range(words)


def brief(words: str) -> str:
    """The words as an address has them: of a long passage the first and the last."""
    words = " ".join(words.split())
    if len(words) <= WHOLE:
        return words
    every = words.split(" ")
    first, last = " ".join(every[:ENDS])[:WHOLE], " ".join(every[-ENDS:])[-WHOLE:]
    return f"{first}{BETWEEN}{last}"


def _ends(words: str) -> list[str]:
    return [one.strip() for one in words.split(BETWEEN, 1) if one.strip()]


def _light(text: str, words: str) -> Light | None:
    """Where the words stand in the ink of a paragraph, whole or from the first to the last."""
    whole = ink(words)
    start = text.find(whole)
    if start >= 0:
        return Light(start, start + len(whole), 1)
    ends = [ink(one) for one in _ends(words)]
    if len(ends) < 2:
        return None
    first = text.find(ends[0])
    last = text.find(ends[1], first + len(ends[0])) if first >= 0 else -1
    return Light(first, last + len(ends[1]), 1) if last >= 0 else None
