"""The shape of a cable record, field by field: what docs/formats/cable.schema.json asks for.

Fields that are not there and fields that are not known are no fault here. What is there has
to be of its type, and every date in the calendar, since records are ordered by their dates.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from reftel.sources.published import FIRST_YEAR, is_date

Fault = str | None  # where in a value, and what: ", entry 1, value: no text (5)"
Shape = Callable[[Any], Fault]
SHOWN: Final = 60  # characters of a value that are told


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def fault(record: Mapping[str, Any]) -> Fault:
    """The first field that is wrong and why: ``dates, entry 1, value: no date (…)``."""
    return _of_fields(record, FIELDS)


def _of_fields(value: Mapping[str, Any], fields: Mapping[str, Shape]) -> Fault:
    for name, shape in fields.items():
        if name in value and (wrong := shape(value[name])) is not None:
            return f"{name}{wrong}"
    return None


def _text(value: Any) -> Fault:
    return None if isinstance(value, str) else f": no text ({_shown(value)})"


def _date(value: Any) -> Fault:
    if isinstance(value, str) and is_date(value):
        return None
    what = f": no date from {FIRST_YEAR} to next year in UTC, as 2008-02-29T05:44Z or 2008-02-29"
    return f"{what} ({_shown(value)})"


def _whole_number(value: Any) -> Fault:
    # Python counts true and false among the numbers; JSON does not.
    sound = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if sound else f": no whole number ({_shown(value)})"


def _or_null(shape: Shape) -> Shape:
    return lambda value: None if value is None else shape(value)


def _list_of(shape: Shape) -> Shape:
    def all_of_them(value: Any) -> Fault:
        if not _is_list(value):
            return f": no list ({_shown(value)})"
        for place, one in enumerate(value, 1):
            if (wrong := shape(one)) is not None:
                return f", entry {place}{wrong}"
        return None

    return all_of_them


def _object(*needed: str, **fields: Shape) -> Shape:
    required = frozenset(needed)

    def with_fields(value: Any) -> Fault:
        if not is_object(value):
            return f": no object ({_shown(value)})"
        if not required <= value.keys():
            return f": lacks {', '.join(sorted(required - value.keys()))}"
        wrong = _of_fields(value, fields)
        return wrong and f", {wrong}"

    return with_fields


def _shown(value: Any) -> str:
    return repr(value)[:SHOWN]


TEXT_OR_NULL: Final = _or_null(_text)
TEXTS: Final = _list_of(_text)
SPAN: Final[dict[str, Shape]] = {"start": _whole_number, "end": _whole_number}
ADDRESSEE: Final = _object(
    routing=TEXT_OR_NULL, station=_text, precedence=TEXT_OR_NULL, serial=TEXT_OR_NULL
)
FIELDS: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "id": _text,
        "created": _or_null(_date),
        "dates": _list_of(
            _object("kind", "value", "source", kind=_text, value=_date, source=_text)
        ),
        "released": _or_null(_date),
        "classification": _text,
        "origin": _text,
        "country": TEXT_OR_NULL,
        "subject": _text,
        "tags": TEXTS,
        "captions": TEXTS,
        "executive_order": _or_null(
            _object(order=TEXT_OR_NULL, declassify=TEXT_OR_NULL, raw=_text)
        ),
        "classified_by": TEXT_OR_NULL,
        "reasons": TEXTS,
        "precedence": TEXT_OR_NULL,
        "from": _or_null(ADDRESSEE),
        "to": _list_of(ADDRESSEE),
        "info": _list_of(ADDRESSEE),
        "references": _list_of(
            _object(label=TEXT_OR_NULL, text=_text, kind=_text, target=TEXT_OR_NULL)
        ),
        "sections": _or_null(_whole_number),
        "summary": TEXTS,
        "paragraphs": _list_of(
            _object(
                anchor=_text,
                number=TEXT_OR_NULL,
                mark=TEXT_OR_NULL,
                heading=TEXT_OR_NULL,
                text=_text,
                **SPAN,
            )
        ),
        "page_marks": _list_of(_object(**SPAN)),
        "signer": TEXT_OR_NULL,
        "text": _text,
        "header": _text,
        "revision": _text,
        "edition": _or_null(_whole_number),
        "defects": _list_of(_object(kind=_text, message=_text, **SPAN)),
    }
)
