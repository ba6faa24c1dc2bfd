"""Where each value of a cable was read: the text as sent, and a link from value to place.

The text is that of the edition, read again for this page; nothing is asked but the text.
The place that a link leads to lights up by ``:target``, without script.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from markupsafe import Markup, escape

from reftel.reading_room import addresses
from reftel.reading_room.cables import absent
from reftel.reading_room.characters import plain, short, typeset_all
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import LANGUAGE
from reftel.reading_room.wording import said as _
from reftel.telegram import parse
from reftel.telegram.cable import SEAM, CableRecord, DefectEntry
from reftel.telegram.cover import SKIPPED, Part, cover
from reftel.telegram.record import Read, Telegram
from reftel.telegram.words import in_words

LONGEST = 120  # characters of a value in the list; its place has the rest


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words, and the anchor of the place it was read from."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field and its values, in the order of the text."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """What places.html may use."""

    record: CableRecord
    crumbs: tuple[Crumb, ...]
    read: Markup  # fields and defects, each leading to its place
    text: Markup


def places(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The text of a cable with the places of its values."""
    record = edition_of(request).record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.places(record["id"]), permanent=True)
    return shown(request, "places.html", places_page(record))


def places_page(record: CableRecord) -> PlacesPage:
    """The page of one cable."""
    header = record["header"]
    telegram = parse(f"{header}{SEAM}{record['text']}", body_at=len(header) + len(SEAM))
    return PlacesPage(
        record=record,
        crumbs=(home_crumb(), Crumb(record["id"], addresses.cable(record["id"]))),
        read=_listed([*_fields(telegram), *_defects(record)]),
        text=_text(telegram, record["defects"]),
    )


def _listed(fields: Sequence[Field]) -> Markup:
    """The fields with their values, each a link to its place."""
    words = iter(typeset_all([value.words for one in fields for value in one.values]))
    listed = (
        f"<div><dt>{escape(one.name)}</dt><dd><ul>{_links(one.values, words)}</ul></dd></div>\n"
        for one in fields
    )
    return Markup("".join(listed))  # noqa: S704 -- all of it went through typeset or escape


def _links(values: Sequence[Value], words: Iterator[str]) -> str:
    return "".join(
        f'<li><a href="#{escape(plain(one.anchor))}">{written}</a></li>'
        for one, written in zip(values, words, strict=False)  # of the words there are more
    )


def _defects(record: CableRecord) -> Iterator[Field]:
    if record["defects"]:
        found = (
            Value(one["message"], f"defect-{number}")
            for number, one in enumerate(record["defects"], start=1)
        )
        yield Field(_("Defects"), tuple(found))


def _fields(telegram: Telegram) -> Iterator[Field]:
    for name, called in _names(LANGUAGE.get()).items():
        found = _values(telegram, name)
        if found:
            values = (
                Value(short(in_words(one.value), LONGEST), _anchor(name, number))
                for number, one in enumerate(found, start=1)
            )
            yield Field(called, tuple(values))
    if telegram.paragraphs:
        numbers = (
            Value(one.number.value if one.number else one.anchor, one.anchor)
            for one in telegram.paragraphs
        )
        yield Field(_("Paragraphs"), tuple(numbers))


def _values(telegram: Telegram, name: str) -> tuple[Read[object], ...]:
    found = getattr(telegram, name)
    if found is None:
        return ()
    return (found,) if isinstance(found, Read) else found


def _anchor(name: str, number: int) -> str:
    """``subject``, ``tags``, and from the second value on ``tags-2``."""
    called = name.replace("_", "-")
    return called if number == 1 else f"{called}-{number}"


def _text(telegram: Telegram, defects: Sequence[DefectEntry]) -> Markup:
    """The whole text, the place of each value marked; not a character is left out."""
    anchors = _anchors(telegram, defects)
    stretches = list(_stretches(cover(telegram), sorted(anchors)))
    texts = typeset_all([telegram.text[start:end] for _, start, end in stretches])
    pieces: list[str] = []
    for (name, start, _end), written in zip(stretches, texts, strict=True):
        kind = _CLASSES.get(name, "value")
        if start in anchors:
            pieces.append(_anchored(kind, anchors[start], written))
        else:
            pieces.append(written if kind in _BARE else f'<span class="{kind}">{written}</span>')
    return Markup("".join(pieces))  # noqa: S704 -- text went through typeset, anchors are ours


def _stretches(parts: Iterable[Part], anchored: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """The parts of a text, in their order, each cut where an anchor stands in it."""
    at = 0
    for name, (begin, end) in parts:
        done = begin
        while at < len(anchored) and anchored[at] < end:
            if done < anchored[at]:
                yield name, done, anchored[at]
                done = anchored[at]
            at += 1
        yield name, done, end


def _anchored(kind: str, anchors: Sequence[str], written: str) -> str:
    """A stretch inside an element for each anchor, so that whichever is asked for lights up."""
    opened = "".join(f'<span id="{escape(anchor)}">' for anchor in anchors)
    return f'{opened}<span class="{kind}">{written}</span>{"</span>" * len(anchors)}'


def _anchors(telegram: Telegram, defects: Sequence[DefectEntry]) -> dict[int, list[str]]:
    """The anchors that stand at each offset."""
    last = max(0, len(telegram.text) - 1)
    found: dict[int, list[str]] = {}
    for name in _names(LANGUAGE.get()):
        for number, one in enumerate(_values(telegram, name), start=1):
            found.setdefault(min(one.span.start, last), []).append(_anchor(name, number))
    for paragraph in telegram.paragraphs:
        found.setdefault(min(paragraph.span.start, last), []).append(paragraph.anchor)
    for number, defect in enumerate(defects, start=1):
        found.setdefault(min(max(0, defect["start"]), last), []).append(f"defect-{number}")
    return found


_CLASSES = {
    "blank": "blank",
    "label": "furniture",
    "sign": "furniture",
    "rule": "furniture",
    "page_marks": "furniture",
    "paragraphs": "prose",
    "quotations": "prose",
    SKIPPED: "skipped",
}
_BARE = frozenset({"blank", "prose"})  # which need no element of their own


@lru_cache(maxsize=16)
def _names(_language: str) -> Mapping[str, str]:
    """The fields that are listed, in the order of the format, and what they are called."""
    return {
        "precedence": _("Precedence"),
        "dtg": _("Date-time group"),
        "signals": _("Signals"),
        "sender": _("From"),
        "to": _("To"),
        "info": _("Info"),
        "exempted": _("Exempted"),
        "classification": _("Classification"),
        "mrn": _("Number"),
        "section": _("Section"),
        "captions": _("Captions"),
        "passing": _("For"),
        "executive_order": _("Order"),
        "tags": _("Tags"),
        "subject": _("Subject"),
        "references": _("Refers to"),
        "classified_by": _("Classified by"),
        "headings": _("Headings"),
        "quotations": _("Quotations"),
        "page_marks": _("Page marks"),
        "signer": _("Signer"),
    }
