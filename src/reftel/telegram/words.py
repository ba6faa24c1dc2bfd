"""A value of a telegram in words, for people: what is not given is left out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from reftel.telegram.record import (
    Addressee,
    ClassifiedBy,
    Distribution,
    ExecutiveOrder,
    Filing,
    Mrn,
    Passing,
    PortionMark,
    Reference,
    Section,
    Tag,
)


def in_words(value: object) -> str:
    """The value on one line.

    >>> in_words(Addressee("RUEHC", "SECSTATE WASHDC", "priority", "1866"))
    'RUEHC/SECSTATE WASHDC priority 1866'
    """
    put = _WAYS.get(type(value))
    return str(value) if put is None else put(value)


def _addressee(one: Addressee) -> str:
    routing = f"{one.routing}/" if one.routing else ""
    rest = ["/".join(one.offices), one.precedence or "", one.serial or ""]
    return " ".join([f"{routing}{one.station}", *filter(None, rest)])


def _filing(one: Filing) -> str:
    section = f", section {int(one.section)}" if one.section else ""
    day = f", day {one.day} {one.time}Z" if one.day is not None else ""
    return f"{one.routing} #{one.serial}{section}{day}"


def _order(one: ExecutiveOrder) -> str:
    declassify = f", declassify {one.declassify}" if one.declassify else ""
    return f"E.O. {one.order}{declassify}" if one.order else one.raw


def _tag(one: Tag) -> str:
    return one.code if one.code == one.raw else f"{one.code} from {one.raw}"


def _reference(one: Reference) -> str:
    label = f"{one.label}. " if one.label else ""
    said = ", year inferred" if one.year_inferred else ""
    said += ", not to all" if one.notal else ""
    said += ", and previous" if one.and_previous else ""
    said += f", sent {in_words(one.dtg)}" if one.dtg else ""
    if one.target is None:
        return f"{label}{one.text} ({one.kind.value}){said}"
    return f"{label}{one.text} = {one.target}{said}"


def _classified_by(one: ClassifiedBy) -> str:
    return f"{one.who}, {', '.join(one.reasons)}" if one.reasons else one.who


def _mrn(one: Mrn) -> str:
    return f"{one.station} {one.number}"


def _section(one: Section) -> str:
    return f"{one.number} of {one.of}"


def _passing(one: Passing) -> str:
    return f"{one.place} {one.kind} {one.targets}".strip()


def _distribution(one: Distribution) -> str:
    return f"{one.kind} {' '.join(one.offices)}"


_WAYS: Mapping[type, Callable[[Any], str]] = {
    datetime: lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC",
    Addressee: _addressee,
    ClassifiedBy: _classified_by,
    Distribution: _distribution,
    ExecutiveOrder: _order,
    Filing: _filing,
    Mrn: _mrn,
    Passing: _passing,
    PortionMark: lambda mark: str(mark.text),
    Reference: _reference,
    Section: _section,
    Tag: _tag,
}
