"""Posts and stations: which is meant, where it is, and all the ways of writing it.

A *station* is the name in a reference id, letters only: ``RIODEJANEIRO``. A renamed post has
a station for each name, as cables keep the name they were sent under; ``Post.now`` links
them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from reftel.gazetteer import _tables, countries


@dataclass(frozen=True, slots=True)
class Post:
    """A sender of telegrams. ``country`` is that of the place today, None for a travelling party.

    ``kind`` is embassy, consulate, mission, department, office, institute, delegation, …;
    ``origin`` is the name that the site shows; ``now`` is the station that the post has had
    since it was renamed; ``region`` stands only where it is not that of the country.
    """

    station: str
    place: str
    country: str | None
    kind: str
    routing: str | None
    origin: str
    now: str | None = None
    region: str | None = None


def _letters(written: str) -> str:
    """The letters of a name: hyphens, apostrophes, dots and spaces say nothing."""
    if written.isascii() and written.isalpha():
        return written.upper()
    return _OTHERS.sub("", written.upper())


_OTHERS: Final = re.compile("[^A-Z]+")
_DIGIT: Final = re.compile(r"\d")

POSTS: Mapping[str, Post] = MappingProxyType(
    {
        station: Post(
            station, place, country or None, kind, routing or None, origin, now or None,
            region or None,
        )
        for station, place, country, kind, routing, origin, now, region in _tables.POSTS
    }
)  # fmt: skip

_WRITTEN: Final = {name: name for name in POSTS} | {
    _letters(written): name for written, name in _tables.ALIASES
}
_PREFIXES: Final = tuple(
    sorted((written for written, _ in _tables.PREFIXES), key=len, reverse=True)
)
_MOST_LETTERS: Final = max(map(len, _WRITTEN)) + 2 * max(map(len, _PREFIXES))
_LONGEST: Final = 4 * _MOST_LETTERS  # of a name as written, dots and spaces counted
_MOST_WORDS: Final = 7  # AMERICAN CONSULATE GENERAL HO CHI MINH CITY


def _by_routing() -> dict[str, str]:
    found: dict[str, str] = {}
    for post in sorted(POSTS.values(), key=lambda post: (post.now is not None, post.station)):
        if post.routing:
            found.setdefault(post.routing, post.station)
    return found


def _by_origin() -> dict[str, str]:
    found: dict[str, str] = {}
    for post in sorted(POSTS.values(), key=lambda post: (post.now is not None, post.station)):
        found.setdefault(_letters(post.origin), post.station)
    return found


_ROUTING: Final = _by_routing()
_ORIGIN: Final = _by_origin()


def post(station: str) -> Post | None:
    """The post of a station as reference ids write it; None where the table has none.

    >>> post("VIENTIANE").origin
    'Embassy Vientiane'
    """
    return POSTS.get(station)


def by_routing(routing: str) -> str | None:
    """The station behind a routing indicator: ``RUEHVN`` is VIENTIANE.

    Where missions share one (RUEHBS), it is the embassy.

    >>> by_routing("RUEHVN")
    'VIENTIANE'
    """
    return _ROUTING.get(routing.upper())


def station(written: str) -> str | None:
    """The station meant by a name in any of its spellings, else None.

    ``SECSTATE WASHDC`` is STATE, ``Rio de Janeiro`` RIODEJANEIRO, ``AMEMBASSY KYIV`` KYIV.
    A name with a digit in it is no name.

    >>> station("SECSTATE WASHDC"), station("Rio de Janeiro"), station("Nowhere")
    ('STATE', 'RIODEJANEIRO', None)
    """
    if len(written) > _LONGEST or _DIGIT.search(written):
        return None
    return _station(_letters(written))


def _station(letters: str) -> str | None:
    found = _WRITTEN.get(letters)
    if found is not None or len(letters) > _MOST_LETTERS or not letters.startswith(_PREFIXES):
        return found
    for prefix in _PREFIXES:
        if letters.startswith(prefix) and len(letters) > len(prefix):
            found = _station(letters[len(prefix) :])
            if found is not None:
                return found
    return None


def leading_station(words: Sequence[str]) -> tuple[str, int] | None:
    """The station that a line begins with, and how many of its words make up the name.

    The longest match wins: ``PARIS FR 000012`` is PARISFR, of two words. A word without
    letters, or with a digit, ends the name.

    >>> leading_station(["RIO", "DE", "JANEIRO", "000012"])
    ('RIODEJANEIRO', 3)
    """
    letters = [""]  # of the first word, of the first two, …
    length = -1
    for word in words[:_MOST_WORDS]:
        length += 1 + len(word)
        if length > _LONGEST or (not word.isalpha() and _DIGIT.search(word)):
            break
        one = _letters(word)
        if not one:
            break
        letters.append(letters[-1] + one)
    for count in range(len(letters) - 1, 0, -1):
        found = _station(letters[count])
        if found is not None:
            return found, count
    return None


def post_of_origin(origin: str) -> Post | None:
    """The post that the site names in its Origin column: ``Embassy Vientiane``, ``Embasy Bonn``.

    >>> post_of_origin("Embassy Vientiane").country
    'LA'
    """
    letters = _letters(origin[:_LONGEST])
    found = _ORIGIN.get(letters) or _station(letters)
    return POSTS[found] if found else None


def region(origin: str, country: str | None) -> str | None:
    """The region that a cable comes from: that of its country, but for missions to the UN.

    >>> region("Embassy Vientiane", "LA"), region("USUN New York", "US")
    ('EAP', 'IO')
    """
    sender = post_of_origin(origin)
    if sender is not None and sender.region is not None:
        return sender.region
    return countries.region(country) if country else None


def is_collective(written: str) -> bool:
    """Whether an addressee is a list of posts under one name, and no post.

    Which posts those are changed with the years, and no telegram says it.

    >>> is_collective("NATO EU COLLECTIVE"), is_collective("AMEMBASSY BONN")
    (True, False)
    """
    words = written[:_LONGEST].upper().split()
    return "COLLECTIVE" in words or (words[:1] == ["ALL"] and words[-1] == "POSTS")


def alike(written: str) -> tuple[str, ...]:
    """Stations whose name is one slip away: a letter lost, added, changed, or two exchanged.

    A suggestion for a person or for a second witness to confirm, never a reading.

    >>> alike("KINHASA")
    ('KINSHASA',)
    """
    letters = _letters(written[:_LONGEST])
    if not 3 <= len(letters) <= _MOST_LETTERS:
        return ()
    return tuple(sorted({_WRITTEN[slip] for slip in _slips(letters) if slip in _WRITTEN}))


def _slips(letters: str) -> Iterator[str]:
    for at in range(len(letters) + 1):
        head, tail = letters[:at], letters[at:]
        yield head + tail[1:]
        for letter in ascii_uppercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
    for at, (first, second) in enumerate(pairwise(letters)):
        yield letters[:at] + second + first + letters[at + 2 :]
