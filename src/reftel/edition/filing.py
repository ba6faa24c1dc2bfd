"""The name under which a shelf is filed from A to Z: Embassy Vientiane under V.

Names are in capitals without accents; what begins with no letter comes first, under ``#``.
"""

import re
import unicodedata

from reftel.gazetteer import countries, posts
from reftel.telegram.reference_ids import Numbered

LONGEST = 80  # characters of a name that order it
OTHER = "#"  # what begins with no letter
PARTICLES = frozenset("AL BIN DA DE DEL DEN DER DI EL LA LE MAC ST TEN TER VAN VON".split(" "))  # noqa: SIM905 -- a list of words
_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV)\.?\Z")


def filed(kind: str, title: str) -> str:
    """The name that orders the shelves of one kind.

    >>> filed("origin", "Embassy Vientiane"), filed("person", "Ambassador Rae van der Roe, Jr.")
    ('VIENTIANE', 'VAN DER ROE, AMBASSADOR RAE')
    """
    name = _capitals(_name(kind, title[: LONGEST * 4]))[:LONGEST]
    return name if "A" <= name[:1] <= "Z" else f"{OTHER}{name}"


def filed_number(reference_id: str) -> str:
    """The name that orders a telegram among those of all posts: post, year, number.

    >>> filed_number("08STATE2731"), filed_number("75SAMPLEVILLE3")
    ('STATE 2008 000002731', 'SAMPLEVILLE 1975 000000003')
    """
    found = Numbered.read(reference_id)
    if found is None:
        return f"{OTHER}{_capitals(reference_id[: LONGEST * 4])[:LONGEST]}"
    return f"{found.post} {found.year} {found.number:0>9}"


def _name(kind: str, title: str) -> str:
    if kind in {"origin", "addressee", "action"}:
        post = posts.post_of_origin(title)
        return (post.place if post and post.place else title).removeprefix("The ")
    if kind == "country":
        return (countries.name(title) or title).removeprefix("The ")
    if kind == "region":
        return countries.REGIONS.get(title, title)
    return _surname_first(title) if kind == "person" else title


def _surname_first(name: str) -> str:
    """``ROE, AMBASSADOR RAE``: the last word before a comma, with what belongs to it."""
    words = [word for word in name.upper().partition(",")[0].split() if not _SUFFIX.match(word)]
    at = len(words) - 1
    while at > 0 and words[at - 1] in PARTICLES:
        at -= 1
    first = " ".join(words[: max(at, 0)])
    surname = " ".join(words[max(at, 0) :]) or name
    return f"{surname}, {first}" if first else surname


def _capitals(name: str) -> str:
    return without_accents(name.upper())


def without_accents(text: str) -> str:
    """Letters and accents taken apart, and the accents left out."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
