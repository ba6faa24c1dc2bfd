"""Countries by code, and the regions they lie in, as the Department of State cut the world.

Countries: ISO 3166-1 alpha-2, codes withdrawn since, and XJ, XK, SU of our own. Regions: the
letters of the Department's bureaus, and IO for missions to international organizations.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from reftel.gazetteer import _tables

NAMES: Mapping[str, str] = MappingProxyType({row[0]: row[1] for row in _tables.COUNTRIES})
REGIONS: Mapping[str, str] = MappingProxyType({row[0]: row[1] for row in _tables.REGIONS})

_LONGEST: Final = 80  # characters of a name


def name(code: str) -> str | None:
    """``LA`` is Laos; None for a code that is not in the table.

    >>> name("LA")
    'Laos'
    """
    return NAMES.get(code)


def region(code: str) -> str | None:
    """The region of a country; None where no regional bureau was answerable for it.

    >>> region("LA"), region("US")
    ('EAP', None)
    """
    return _REGION_OF.get(code)


def code(written: str) -> str | None:
    """The code of a country by its code or any of its names.

    >>> code("la"), code("Myanmar"), code("the Gambia"), code("U.K."), code("Atlantis")
    ('LA', 'MM', 'GM', 'GB', None)
    """
    return _meant(written, NAMES, _COUNTRY_NAMED)


def region_named(written: str) -> str | None:
    """The letters of a region by its letters or any of its names.

    >>> region_named("eap"), region_named("Western Hemisphere")
    ('EAP', 'WHA')
    """
    return _meant(written, REGIONS, _REGION_NAMED)


def _meant(written: str, codes: Mapping[str, str], named: Mapping[str, str]) -> str | None:
    letters = _letters(written[:_LONGEST])
    return letters if letters in codes else named.get(letters.removeprefix("THE"))


@lru_cache(maxsize=1000)
def _letters(written: str) -> str:
    """A name by its letters alone, accents taken off."""
    apart = unicodedata.normalize("NFKD", written.upper())
    return "".join(letter for letter in apart if "A" <= letter <= "Z")


def _by_name(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The code for each name, the proper one and others with ``;`` between."""
    return {
        _letters(one): code
        for code, proper, also in rows
        for one in filter(None, (proper, *also.split(";")))
    }


_REGION_OF: Final = {row[0]: row[2] for row in _tables.COUNTRIES if row[2]}
_COUNTRY_NAMED: Final = _by_name((row[0], row[1], row[3]) for row in _tables.COUNTRIES)
_REGION_NAMED: Final = _by_name(_tables.REGIONS)
