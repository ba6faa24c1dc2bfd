"""The executive-order line: which order, and when or by what event the text declassifies.

The orders in force were 10501, 11652, 12065, 12356, 12958 (with 13292) and 13526; dates are
written month/day/year unless the first field has four digits.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from reftel.telegram.addressees import near
from reftel.telegram.clock import MONTH_NUMBERS
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, ExecutiveOrder, Read
from reftel.telegram.text import trimmed

ORDERS: Final = ("12958", "12356", "11652", "12065", "13526", "13292", "10501")
NUMBER: Final = re.compile(r"\b1\d{4}\b|\b\d{5}\b")
SLASHED: Final = re.compile(r"\b(\d{1,4})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{1,4})\b")
RUN: Final = re.compile(r"\b((?:19|20)\d\d)(\d\d)(\d\d)\b")
NAMED: Final = re.compile(
    r"\b(?:(?P<before>\d{1,2})\s{0,2})?(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
    r"[A-Z]{0,6}\.?\s{0,2}(?:(?P<after>\d{1,2})(?:ST|ND|RD|TH)?\s{0,2},?\s{0,2})?(?P<year>\d{4})\b",
    re.IGNORECASE,
)
DOWNGRADED: Final = re.compile(r"\bDNG\b", re.IGNORECASE)
DECLASSIFY: Final = re.compile(r"\b(?:DECL+\b|DECLAS+(?:IFY)?\b|GDS\b|ADS\b)", re.IGNORECASE)
DECLASSIFIED: Final = re.compile(r"\bDECLASSIFIED\b", re.IGNORECASE)
LONGEST: Final = 100  # letters of a line that is remembered
FIRST_YEAR_OF_1900S: Final = 70  # in a date still to come: 69 is 2069, 85 is 1985


Slip = tuple[DefectKind, str]  # what is wrong with a line, and the detail


def executive_order(
    text: str, start: int, end: int, defects: list[Defect]
) -> Read[ExecutiveOrder] | None:
    """The E.O. line of ``text[start:end]``, label included."""
    span = trimmed(text, start, end)
    raw = " ".join(text[span.start : span.end].split())
    if not raw:
        return None
    order, slips = _remembered(raw) if len(raw) <= LONGEST else _read(raw)
    for kind, detail in slips:
        defects.append(Defect(kind, span, detail))
    return Read(order, span)


def _read(raw: str) -> tuple[ExecutiveOrder, tuple[Slip, ...]]:
    slips: list[Slip] = []
    number = NUMBER.search(raw)
    order = _order(number.group(), slips) if number else None
    rest = raw[number.end() :] if number else raw
    return ExecutiveOrder(order, _declassify(rest, slips), raw), tuple(slips)


_remembered: Final = lru_cache(maxsize=4096)(_read)  # a date stands in the telegrams of many posts


def _order(written: str, slips: list[Slip]) -> str:
    if written in ORDERS:
        return written
    for order in ORDERS:
        if near(written, order) or sorted(written) == sorted(order) or _digits_off(written, order):
            slips.append((DefectKind.ORDER_MISTYPED, f"{written} for {order}"))
            return order
    return written


def _digits_off(written: str, order: str) -> bool:
    """Two digits at most are not the right ones: ``19523`` for 12958, the hand in a hurry."""
    return written[:2] == "19" and len(set(written) & set(order)) >= 4


def _declassify(rest: str, slips: list[Slip]) -> str | None:
    """The ISO date on which the text is to be declassified; None for N/A, an event, a slip."""
    if DECLASSIFIED.search(rest):
        return None  # an archive's note that it has been declassified
    word = DECLASSIFY.search(rest)
    if word is None and DOWNGRADED.search(rest):
        return None
    at = word.end() if word else 0
    slashed = SLASHED.search(rest, at)
    if slashed is not None:
        found = _calendar(*slashed.groups())
    elif (run := RUN.search(rest, at)) is not None:
        found = _calendar(*run.groups())
    elif (named := NAMED.search(rest, at)) is not None:
        month = str(MONTH_NUMBERS[named["month"].upper()])
        found = _calendar(month, named["after"] or named["before"] or "0", named["year"])
    else:
        return None
    if found is None:
        slips.append((DefectKind.DECLASSIFY_INVALID, rest[at:].strip(" :")[:60]))
    return found


def _calendar(first: str, second: str, third: str) -> str | None:
    if len(first) == 4:
        year, month, day = first, second, third
    else:
        month, day, year = first, second, third
    if len(year) not in {2, 4} or len(month) > 2 or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= FIRST_YEAR_OF_1900S else 2000
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return None
