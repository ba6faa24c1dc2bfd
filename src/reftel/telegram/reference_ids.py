"""What reference ids look like, as pieces of patterns. Letters are capitals; IGNORECASE takes both.

No archive has to keep to it: an id is whatever a cable was published under.
"""

import re
from typing import Final, NamedTuple, Self

from reftel.telegram.clock import full_year

NUMBERED: Final = r"[0-9]{2}[A-Z][A-Z-]{0,60}[0-9]{1,9}"  # year, post, number: 08VIENTIANE145
ON_FILM: Final = r"P-?[0-9]{1,9}-[0-9]{1,9}"  # reel and frame: P760191-0123
SOME_ID: Final = r"(?=[A-Za-z-]{0,40}[0-9])[A-Za-z0-9][A-Za-z0-9-]{0,80}"  # some figure in it

_NUMBERED: Final = re.compile(r"([0-9]{2})([A-Z][A-Z-]{0,60})([0-9]{1,9})")


class Numbered(NamedTuple):
    """What an id of this kind tells: the year in full, the post, its number of that year."""

    year: int
    post: str
    number: str  # as written: it may begin with zeros

    @classmethod
    def read(cls, reference_id: str) -> Self | None:
        """None where an id tells nothing of the kind.

        >>> Numbered.read("65saigon3")
        Numbered(year=1965, post='SAIGON', number='3')
        """
        found = _NUMBERED.fullmatch(reference_id.upper())
        return cls(full_year(found[1]), found[2], found[3]) if found else None
