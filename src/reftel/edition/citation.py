"""The reproducible citation: ``08VIENTIANE145 ¶3 @12 #1f0c9a3b``.

A reference id, a paragraph, the number of an edition, and the first digits of a digest over
the words that stand there. The digest is over words alone: neither line ends nor the parser
have a part in it. docs/reference/citing.md says how anybody computes it.
"""

import re
from hashlib import sha256
from typing import NamedTuple

from reftel.edition.recent import recent
from reftel.telegram.cable import CableRecord, ParagraphEntry
from reftel.telegram.reference_ids import SOME_ID

SHOWN = 8  # digits of the digest in a citation; more may be given
LONGEST = 1_000  # characters of a text in which a citation is looked for
NUMBERED = "par"  # an anchor begins so where the paragraph has a number

_ID = rf"(?P<id>{SOME_ID})"
_PLACE = r"(?:\s{0,3}¶|\s{1,3}para?(?:graph)?\.?)\s{0,3}(?P<place>[A-Za-z0-9-]{1,40})"
_EDITION = r"\s{0,3}@\s?(?P<edition>[0-9]{1,9})\b"
_DIGEST = r"\s{0,3}#(?P<digest>[0-9A-Fa-f]{8,64})\b"
_WHOLE = re.compile(rf"#?{_ID}(?:{_PLACE})?(?:{_EDITION})?(?:{_DIGEST})?", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<![\w#-]){_ID}(?:{_PLACE})?{_EDITION}{_DIGEST}", re.IGNORECASE)
_AROUND = " \t\r\n.,;:()[]<>\"'“”‘’"
_TOKEN = re.compile(r"[A-Za-z0-9-]{1,40}")


class Citation(NamedTuple):
    """What is cited. ``place`` is the paragraph (``3``, ``text1``); empty for the whole cable."""

    id: str
    place: str = ""
    edition: int | None = None
    digest: str = ""

    def __str__(self) -> str:
        place = f" ¶{self.place}" if self.place else ""
        edition = f" @{self.edition}" if self.edition is not None else ""
        return f"{self.id}{place}{edition}{f' #{self.digest}' if self.digest else ''}"


@recent
def citation(record: CableRecord, anchor: str = "") -> Citation:
    """How the cable is cited, or its paragraph of this anchor where one has a name for it."""
    paragraph = next((one for one in record["paragraphs"] if one["anchor"] == anchor), None)
    place = place_of(anchor) if paragraph else ""
    words = written(record, paragraph if place else None)
    return Citation(record["id"], place, record["edition"], digest(words)[:SHOWN])


def read(text: str) -> Citation | None:
    """The citation that a text is, or the first whole one that it holds; None where none does.

    >>> read("see 08vientiane145 para. 3 @12 #1F0C9A3B.")
    Citation(id='08vientiane145', place='3', edition=12, digest='1f0c9a3b')
    """
    text = text[:LONGEST].strip(_AROUND)
    found = _WHOLE.fullmatch(text) or _WITHIN.search(text)
    if found is None:
        return None
    edition = found["edition"]
    return Citation(
        found["id"],
        (found["place"] or "").lower(),
        int(edition) if edition else None,
        (found["digest"] or "").lower(),
    )


def place_of(anchor: str) -> str:
    """How a citation names the paragraph of an anchor; empty where it cannot."""
    place = anchor.removeprefix(NUMBERED)
    return place if _TOKEN.fullmatch(place) and place == place.lower() else ""


def paragraph_at(record: CableRecord, place: str) -> ParagraphEntry | None:
    """The paragraph that a citation names so."""
    named = {one["anchor"]: one for one in record["paragraphs"]}
    return named.get(f"{NUMBERED}{place}") or named.get(place) if place else None


def written(record: CableRecord, paragraph: ParagraphEntry | None) -> bytes:
    """The words that are cited, a space between each: of a paragraph as sent, or of the text."""
    text = record["text"]
    if paragraph is not None:
        text = text[paragraph["start"] : paragraph["end"]]
    return b" ".join(text.encode("utf-8", "surrogatepass").split())


def digest(words: bytes) -> str:
    """The sha256 over words, in hexadecimal."""
    return sha256(words).hexdigest()
