"""Executive orders on classified information: when each was in force, and its reasons."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from reftel.gazetteer import _tables


class Order(NamedTuple):
    """An executive order; ``until`` is its last day in force, None for the one in force."""

    number: str
    since: date
    until: date | None
    title: str


ORDERS: Mapping[str, Order] = MappingProxyType(
    {
        number: Order(
            number,
            date.fromisoformat(since),
            date.fromisoformat(until) if until else None,
            title,
        )
        for number, since, until, title in _tables.ORDERS
    }
)
_REASONS: Final = {(section, letter): meaning for section, letter, meaning in _tables.REASONS}


def in_force(day: date) -> tuple[Order, ...]:
    """The orders that a telegram of ``day`` can name, the oldest first.

    >>> [order.number for order in in_force(date(2008, 2, 29))]
    ['12958', '13292']
    """
    return tuple(
        order
        for order in ORDERS.values()
        if order.since <= day and (order.until is None or day <= order.until)
    )


def reason(written: str) -> str | None:
    """What a reason stands for, as the record has it: ``1.4(b)``, ``25X1``; None if unknown.

    A letter without a section, ``(b)``, means what it means in section 1.4.

    >>> reason("1.4(b)")
    'foreign government information'
    """
    section, bracket, letter = written.partition("(")
    if not bracket:
        return _REASONS.get((written[:-1], written[-1:]))
    return _REASONS.get((section or "1.4", letter.rstrip(")").lower()))
