"""The station and the number that an item of a REF line names.

A name may be written in several words, with the number glued on, or be in no table.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from reftel.gazetteer import posts
from reftel.telegram.text import word_set

RANGE: Final = re.compile(r"(?P<number>\d{1,8})-(?P<last>\d{1,8})(?P<stop>\)?[.,;:]*)$")
NUMBER: Final = re.compile(r"\(?#?(?P<number>\d{1,8})(?:/\d{1,2})?(?P<stop>\)?[.,;:]*)$")
GLUED: Final = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z.'\-]{2,30}?)-?(?P<number>\d{1,8})(?P<stop>[.,;:)]*)$"
)
NAME: Final = re.compile(r"[A-Z][A-Z.'/\-]*$")
NOT_A_NAME: Final = word_set(
    "AND OF DATED ON FOR FROM TO THE IN EMAIL E-MAIL EMAILS E-MAILS MEMO MEMCON TELCON TELECON"
    " FAX LETTER NOTE IIR TD OSC FBIS PARA PARAS CIRCULAR NOTAL PREVIOUS ARTICLE UNSCR"
    " RESOLUTION ET AL ALSO SEE PART VOL NO JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV"
    " DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER"
    " REF REFS"
)


NUMBER_WORDS: Final = word_set("NO NO. NR NR. NBR NUMBER # TELEGRAM TEL CABLE")


class Cited(NamedTuple):
    """A station (None where no table has it), its name as printed, and the number.

    ``place`` is that of the word in which the number stands; ``last`` is the number at the
    end of a range.
    """

    station: str | None
    name: str
    number: int
    place: int
    last: int | None = None


def cited(words: Sequence[str], *, known_only: bool) -> Cited | None:
    """What the first words of an item name; ``known_only`` takes no name out of the table."""
    found = _known_station(words)
    return found if found is not None or known_only else _unknown_station(words)


def _known_station(words: Sequence[str]) -> Cited | None:
    """A station of the table and its number, in one word or in several."""
    first = words[0] if words else ""
    glued = None if first.isalpha() else GLUED.match(first)
    if glued is not None and (known := posts.station(glued["name"])):
        return Cited(known, glued["name"], int(glued["number"]), 0)
    leading = posts.leading_station(words)
    if leading is None:
        words = _without_possessive(words)
        leading = posts.leading_station(words)
    return _glued_at_the_end(words) if leading is None else _numbered(words, *leading)


def _without_possessive(words: Sequence[str]) -> Sequence[str]:
    """``ROME'S 123`` is ROME 123."""
    if not any("'" in word for word in words[:4]):
        return words
    return [word[:-2] if word.upper().endswith("'S") else word for word in words]


def _numbered(words: Sequence[str], station: str, used: int) -> Cited | None:
    """The number behind the words of a name, or glued to a longer one."""
    name = " ".join(words[:used])
    if used + 1 < len(words) and words[used].upper() in NUMBER_WORDS:
        used += 1
    if used >= len(words):
        return None
    if number := NUMBER.match(words[used]):
        return Cited(station, name, int(number["number"]), used)
    if between := RANGE.match(words[used]):
        return Cited(station, name, int(between["number"]), used, int(between["last"]))
    if glued := GLUED.match(words[used]):
        longer = posts.station(f"{name} {glued['name']}")
        if longer:
            return Cited(longer, longer, int(glued["number"]), used)
    return None


def _glued_at_the_end(words: Sequence[str]) -> Cited | None:
    """``NEW DELHI123``: a name in several words with the number written on to the last."""
    for used, word in enumerate(words[:4]):
        glued = None if word.isalpha() else GLUED.match(word)
        if glued is not None:
            known = posts.station(" ".join([*words[:used], glued["name"]]))
            return Cited(known, known, int(glued["number"]), used) if known else None
        if NAME.match(word) is None:
            return None
    return None


def _unknown_station(words: Sequence[str]) -> Cited | None:
    """Up to three capitalised words and a number: a name that the table does not have."""
    for used, word in enumerate(words[:4]):
        number = NUMBER.match(word)
        if number is not None and used and len(number["number"]) > 1:
            return Cited(None, " ".join(words[:used]), int(number["number"]), used)
        if NAME.match(word) is None or word in NOT_A_NAME:
            return None
    return None


@lru_cache(maxsize=4096)
def suggestions(written: str) -> str:
    """Stations that a name may be meant for: for a person to look at, never a reading."""
    return " ".join(posts.alike(written)[:3])
