"""Countries by code: ISO 3166-1 alpha-2, codes withdrawn since, and XJ, XK, SU of our own."""

from collections.abc import Mapping
from types import MappingProxyType

from reftel.gazetteer import _tables

NAMES: Mapping[str, str] = MappingProxyType(dict(_tables.COUNTRIES))


def name(code: str) -> str | None:
    """``LA`` is Laos; None for a code that is not in the table.

    >>> name("LA")
    'Laos'
    """
    return NAMES.get(code)


def region(code: str) -> str | None:
    """The bureau of the Department that a country belongs to; not yet in the tables."""
    del code
    return None
