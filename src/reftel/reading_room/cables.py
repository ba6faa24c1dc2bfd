"""The page of a cable, and the pages that stand where a cable is not here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any, ClassVar, Literal

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from markupsafe import Markup

from reftel.edition.editorial.cards import Card
from reftel.edition.editorial.published import Mentions
from reftel.edition.entries import Entry
from reftel.edition.missing import Ghost
from reftel.edition.read import Edition
from reftel.edition.recent import recent
from reftel.edition.standing import Standing
from reftel.gazetteer import markings
from reftel.gazetteer.glossary import Writing
from reftel.reading_room import addresses, body
from reftel.reading_room.abbreviations import abbreviations_of
from reftel.reading_room.account import Account, account, source_of
from reftel.reading_room.characters import short
from reftel.reading_room.citing.box import Box
from reftel.reading_room.citing.ranges import Range
from reftel.reading_room.citing.ranges import asked as words_asked
from reftel.reading_room.citing.work import Source, work
from reftel.reading_room.frame import border, edition_of, page_number, shown
from reftel.reading_room.lighting import DARK, Lights, lights
from reftel.reading_room.lists import SIZE, CableList, Crumb, within
from reftel.reading_room.margin import Margin
from reftel.reading_room.meanings import meanings
from reftel.reading_room.outline import outline
from reftel.reading_room.pieces import Date, Heading, Reference, Word
from reftel.reading_room.searching.asked import Asked, asked_for
from reftel.reading_room.searching.trail import Trail, context, trail
from reftel.reading_room.shelves import (
    address_of,
    browse_crumb,
    cards_crumb,
    home_crumb,
    missing_crumb,
    tag_meaning,
    way_crumb,
)
from reftel.reading_room.wording import said as _
from reftel.search.fields import TextField
from reftel.telegram.cable import CableRecord, DateEntry
from reftel.telegram.redactions import redactions

_SMALL = ascii_lowercase.encode()

View = Literal["read", "sent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GhostPage(CableList):
    """What reftel.html and card.html may use: a cable that is not here, and who refers to it."""

    card: Card | None


@dataclass(frozen=True, slots=True)
class CablePage:
    """What cable.html may use. The mirror builds the same page."""

    FEW: ClassVar[int] = 4  # addressees that are told at once; the rest opens
    SOME: ClassVar[int] = 15  # cables that cite this one, likewise
    record: CableRecord
    view: View
    message: Markup
    opening: str
    crumbs: tuple[Crumb, ...]
    origin: str  # addresses of the shelves it stands on
    classification: str
    captions: tuple[Word, ...]
    tags: tuple[Word, ...]
    headings: tuple[Heading, ...]
    words: tuple[Word, ...]  # that are explained beside it
    account: Account
    dates: tuple[Date, ...]  # other than those that stand above
    references: tuple[Reference, ...]
    cited_by: tuple[Entry, ...]
    previous: Entry | None
    following: Entry | None
    redactions: int
    in_capitals: bool
    mentions: Mentions
    trail: Trail | None  # where it was opened from the results of a search
    context: str  # the search, as it stands in the address
    subject: Markup
    hits: int
    texts: int  # that were public, this one included
    text: int = 0  # the edition whose text this is, where the page is not of the cable as it is
    citing: Box | None = None  # not on the page of an earlier text
    margin: Margin | None = None  # likewise

    @property
    def writing(self) -> Writing:
        """How the message is written, which tells what its letters can mean."""
        return "capitals" if self.in_capitals else "mixed"

    @property
    def address(self) -> str:
        id_ = self.record["id"]
        return addresses.history(id_, self.text) if self.text else addresses.cable(id_)

    def seen(self, view: View) -> str:
        """The address of a view; what was searched for stays lit in it."""
        page = addresses.sent(self.address) if view == "sent" else self.address
        pointed = self.citing.range.query if self.citing and self.citing.range else ""
        query = self.context or pointed
        return page + (f"?{query}" if query else "")

    @property
    def created_from(self) -> str:
        """Where the creation date that the page shows was read."""
        return _sources(self.record, "created", self.record["created"])

    @property
    def released_from(self) -> str:
        return _sources(self.record, "released", self.record["released"])

    @property
    def dates_differ(self) -> bool:
        """Whether two sources give different days or times of creation."""
        values = {date["value"] for date in self.record["dates"] if date["kind"] == "created"}
        return any(not a.startswith(b) and not b.startswith(a) for a in values for b in values)


def cable(request: HttpRequest, reference_id: str) -> HttpResponseBase:
    """One cable at its permanent address, set to be read or as it was sent."""
    edition = edition_of(request)
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.cable(record["id"]), permanent=True)
    if request.method == "HEAD":
        return StreamingHttpResponse()  # nothing is set for nobody; no length, rather than 0
    view: View = "sent" if request.GET.get("view") == "sent" else "read"
    pointed = words_asked(record, request.GET.get("words", ""), request.GET.get("par", ""))
    page = cable_page(edition, record, view, asked_for(request.GET), pointed)
    return shown(request, "cable.html", page)


def raw(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The cable as plain text: transmission lines, blank line, body; not a character changed."""
    record = edition_of(request).record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.raw(record["id"]), permanent=True)
    return plain_text(record)


def plain_text(record: CableRecord) -> HttpResponse:
    """The whole text of a record as an answer."""
    text = f"{record['header']}\n\n{record['text']}" if record["header"] else record["text"]
    answer = HttpResponse(
        text.encode("utf-8", "backslashreplace"), content_type="text/plain; charset=utf-8"
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def reftel(request: HttpRequest, reference_id: str) -> HttpResponse:
    """A cable that is not here: its withdrawal card, if it has one, and who refers to it."""
    edition = edition_of(request)
    ghost = edition.ghost(reference_id)
    if ghost is None or ghost.id != reference_id:
        return elsewhere(edition, reference_id, ghost, addresses.reftel)
    number = within(page_number(request), ghost.citing)
    above = (cards_crumb(),) if ghost.card else ()
    page = GhostPage(
        title=ghost.id,
        address=addresses.reftel(ghost.id),
        entries=tuple(edition.cited_by(ghost.id, number, SIZE)),
        total=ghost.citing,
        number=number,
        crumbs=(home_crumb(), browse_crumb(), missing_crumb(), *above),
        card=ghost.card,
    )
    return shown(request, "card.html" if ghost.card else "reftel.html", page)


def elsewhere(
    edition: Edition, reference_id: str, ghost: Ghost | None, address: Callable[[str], str]
) -> HttpResponse:
    """The way to a cable that is here after all, or to what is not under its own id.

    ``address`` gives that which was asked for, by the id.
    """
    if ghost is not None:
        return redirect(address(ghost.id), permanent=True)
    if edition.held([reference_id]) or edition.withdrawn(reference_id):
        return redirect(addresses.cable(reference_id.upper()), permanent=True)
    raise Http404


def absent(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Where a cable would stand: a tombstone, or nothing, with who refers to it or its card.

    What this edition does not hold answers exactly as what never existed.
    """
    edition = edition_of(request)
    withdrawn = edition.withdrawn(reference_id)
    if withdrawn is not None:
        return shown(request, "withdrawn.html", withdrawn, status=410)
    return shown(request, "404.html", edition.ghost(reference_id), status=404)


def cable_page(
    edition: Edition, record: CableRecord, view: View, asked: Asked, pointed: Range | None = None
) -> CablePage:
    """The page of one cable; lit where it was opened from a search, or words were pointed to."""
    page, margin = _in_any_view(record, edition)
    way = trail(edition, asked, record["id"])
    if way:
        lit = lights(record, asked.narrowed(edition.spellings))
        return _set(page, view, lit, margin=margin, trail=way, context=context(asked))
    if pointed:
        box = Box(work(record, Source.of(border(edition).frame)), pointed)
        return _set(page, view, pointed.lights, margin=margin, citing=box)
    return _set(page, view, margin=margin)


@recent
def _in_any_view(record: CableRecord, edition: Edition) -> tuple[CablePage, Margin]:
    """The page of a cable without its message, and what stands round that in each of its views."""
    around = edition.surroundings(record)
    about = border(edition).frame
    page = replace(
        _without_message(record, edition, around.held),
        cited_by=around.cited_by,
        previous=around.before,
        following=around.after,
        mentions=around.mentions,
        texts=around.texts,
        citing=Box(work(record, Source.of(about))),
    )
    return page, Margin.of(page, about)


def text_page(edition: Edition, record: CableRecord, view: View, number: int) -> CablePage:
    """The page of an earlier text of a cable: what it says itself, and nothing round it."""
    standing = edition.standing(one["target"] for one in record["references"] if one["target"])
    held = frozenset(id_ for id_, known in standing.items() if known is Standing.HELD)
    page = _set(_without_message(record, edition, held), view)
    there = {addresses.cable(id_) if id_ in held else addresses.reftel(id_) for id_ in standing}
    references = (
        one if one.address in there else replace(one, address="") for one in page.references
    )
    return replace(page, text=number, references=tuple(references))


def bare_page(record: CableRecord, view: View) -> CablePage:
    """The page of a text that no edition holds: it leads nowhere."""
    page = _set(_without_message(record, None, frozenset()), view)
    return replace(page, references=tuple(replace(one, address="") for one in page.references))


def _set(page: CablePage, view: View, lit: Lights = DARK, **more: Any) -> CablePage:
    """The page with its message, to be read or as it was sent, and what else stands on it."""
    record = page.record
    explained = abbreviations_of(record, page.writing)
    is_read = view == "read"
    return replace(
        page,
        view=view,
        message=body.readable(record, lit, explained) if is_read else body.as_sent(record, lit),
        opening=body.opening(record).strip("\n") if is_read else "",
        # Set to be read, the opening tells what its tags mean.
        words=meanings(record, () if is_read else page.tags, explained),
        subject=lit.title(short(record["subject"]), TextField.SUBJECT),
        hits=lit.total,
        **more,
    )


def _without_message(
    record: CableRecord, edition: Edition | None, held: frozenset[str]
) -> CablePage:
    """What a record says itself, with the lists that it stands on and nothing else round it."""
    origin = address_of(edition, "origin", record["origin"])
    above = (Crumb(record["origin"] or _("(none given)"), origin),) if origin else ()
    return CablePage(
        record=record,
        view="read",
        message=Markup(),
        opening="",
        crumbs=(home_crumb(), way_crumb("origin"), *above),
        origin=origin,
        classification=address_of(edition, "classification", record["classification"]),
        captions=tuple(Word(word, markings.CAPTIONS.get(word, "")) for word in record["captions"]),
        tags=_tags(edition, record),
        headings=outline(record),
        words=(),
        account=account(record),
        dates=tuple(_date(one) for one in record["dates"] if not _is_shown(record, one)),
        references=_references(record, held),
        cited_by=(),
        previous=None,
        following=None,
        redactions=len(redactions(record["text"])),
        in_capitals=_in_capitals(record["text"]),
        mentions=Mentions(),
        trail=None,
        context="",
        subject=Markup(),
        hits=0,
        texts=0,
    )


def _in_capitals(text: str) -> bool:
    """Whether the message has next to no small letters, as those of the 1970s."""
    written = text.encode("utf-8", "surrogatepass")
    small = len(written) - len(written.translate(None, _SMALL))
    return len(text) - small > 0.95 * len(text)


def _tags(edition: Edition | None, record: CableRecord) -> tuple[Word, ...]:
    written = (record["created"] or "")[:4]
    year = int(written) if written.isascii() and written.isdigit() else None
    return tuple(
        Word(code, tag_meaning(code, year), address_of(edition, "tag", code))
        for code in record["tags"]
    )


def _is_shown(record: CableRecord, date: DateEntry) -> bool:
    """Whether it is the date itself that the page shows of its kind."""
    shown = {"created": record["created"], "released": record["released"]}
    return shown.get(date["kind"]) == date["value"]


def _sources(record: CableRecord, kind: str, value: str | None) -> str:
    """All that give this date, in words."""
    given = (one for one in record["dates"] if one["kind"] == kind and one["value"] == value)
    return ", ".join(dict.fromkeys(source_of(one["source"]) for one in given))


def _date(date: DateEntry) -> Date:
    kinds = {"created": _("created"), "released": _("released")}
    return Date(kinds.get(date["kind"], date["kind"]), date["value"], source_of(date["source"]))


def _references(record: CableRecord, held: frozenset[str]) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            item["target"] or "",
            item["label"] or "",
            item["text"],
            _where(item["target"], held),
            item["target"] in held,
        )
        for item in record["references"]
    )


def _where(target: str | None, held: frozenset[str]) -> str:
    if target is None:
        return ""
    return addresses.cable(target) if target in held else addresses.reftel(target)
