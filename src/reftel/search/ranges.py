"""Ranges as they are written: ``5``, ``5..9``, ``5..``, ``..9``, ``>5``, ``>=5``, ``<5``, ``<=5``.

Of whole numbers and of levels of classification here; dates.py reads its own.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from reftel.gazetteer import markings

Of = TypeVar("Of")

_COMPARED = re.compile(r"(?P<op>>=|<=|>|<)?(?P<value>[^<>]*)", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){0,3}|\d{1,12}", re.ASCII)
_RANKS = sorted({markings.rank(name) for name in markings.CLASSIFICATIONS})


def ends(
    written: str,
    read: Callable[[str], Of | None],
    after: Callable[[Of], Of | None],
    before: Callable[[Of], Of | None],
) -> tuple[Of | None, Of | None] | None:
    """Both ends of a range, included; None for an open end, and for what is no range.

    ``after`` and ``before`` give the next value and the one before, None where there is none.
    """
    match = _COMPARED.fullmatch(written)
    if match is None:
        return None
    if match["op"]:
        value = read(match["value"].strip())
        if value is not None and len(match["op"]) == 1:
            value = after(value) if match["op"] == ">" else before(value)
        if value is None:
            return None
        return (value, None) if match["op"].startswith(">") else (None, value)
    first, dots, last = written.partition("..")
    if not dots:
        value = read(first)
        return None if value is None else (value, value)
    found = read(first), read(last)
    unread = (first and found[0] is None) or (last and found[1] is None) or not (first or last)
    return None if unread else found


def number_range(written: str) -> tuple[int | None, int | None] | None:
    """First and last number of ``500..1000``, ``>1,000``; None for what is no range of numbers."""
    return ends(written, _number, _more, _less)


def level_range(written: str) -> tuple[int | None, int | None] | None:
    """Lowest and highest rank (gazetteer.markings) of ``>=secret``, ``confidential..secret``."""
    return ends(written, _rank, _higher, _lower)


def _number(written: str) -> int | None:
    return int(written.replace(",", "")) if _NUMBER.fullmatch(written) else None


def _more(number: int) -> int:
    return number + 1


def _less(number: int) -> int | None:
    return number - 1 if number else None


def _rank(written: str) -> int | None:
    name = markings.classification(written)
    return None if name is None else markings.rank(name)


def _higher(rank: int) -> int | None:
    return next((one for one in _RANKS if one > rank), None)


def _lower(rank: int) -> int | None:
    return next((one for one in reversed(_RANKS) if one < rank), None)
