"""A value of a telegram in words, for people: what is not given is left out."""

from datetime import datetime
from enum import Enum
from typing import cast

from reftel.telegram.record import Addressee, PortionMark


def in_words(value: object) -> str:
    """The value on one line.

    >>> in_words(Addressee("RUEHC", "SECSTATE WASHDC", "priority", "1866"))
    'RUEHC/SECSTATE WASHDC priority 1866'
    """
    match value:
        case datetime():
            words = value.strftime("%Y-%m-%d %H:%M UTC")
        case Enum():
            words = str(value.value)
        case PortionMark():
            words = value.text
        case Addressee():
            words = _addressee(value)
        case tuple():
            words = _several(cast("tuple[object, ...]", value))
        case _:
            words = str(value)
    return words


def _addressee(one: Addressee) -> str:
    routing = f"{one.routing}/" if one.routing else ""
    rest = ["/".join(one.offices), one.precedence or "", one.serial or ""]
    return " ".join([f"{routing}{one.station}", *filter(None, rest)])


def _several(values: tuple[object, ...]) -> str:
    """A list with commas; the parts of a value each with its name."""
    names: tuple[str, ...] = getattr(values, "_fields", ())
    if not names:
        return ", ".join(map(in_words, values))
    parts = zip(names, values, strict=True)
    return "  ".join(
        f"{name} {in_words(part)}" for name, part in parts if part not in {None, "", (), False}
    )
