"""How to cite a cable or a paragraph: a page of its own; downloads; unAPI; the check."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from markupsafe import Markup, escape

from reftel.edition.citation import NUMBERED, paragraph_at, place_of
from reftel.edition.read import Edition
from reftel.edition.verdict import IN_PART, SENTENCES, Verdict, verdict
from reftel.reading_room import addresses
from reftel.reading_room.cables import absent
from reftel.reading_room.characters import plain, short
from reftel.reading_room.citing.box import Box
from reftel.reading_room.citing.exchange import FORMS, alone
from reftel.reading_room.citing.ranges import Range, asked
from reftel.reading_room.citing.styles import Style, styles
from reftel.reading_room.citing.wikitext import wikipedia
from reftel.reading_room.citing.work import Source, line, work
from reftel.reading_room.frame import border, edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.renderings import json_answer
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import CableRecord, ParagraphEntry, as_json

MOST_OFFERED = 400  # paragraphs in the list of a form
FEW_WORDS = 6  # of a paragraph, to show the address of words
LONGEST = 1_000  # characters of a citation that are looked at


@dataclass(frozen=True, slots=True)
class CitingPage:
    """What cite.html may use. ``place`` is the paragraph that is cited, if any."""

    box: Box
    styles: tuple[Style, ...]
    subject: str
    crumbs: tuple[Crumb, ...]
    paragraphs: Markup  # that can be chosen
    place: str
    words: str
    wikipedia: Markup

    @property
    def range(self) -> Range | None:
        return self.box.range

    @property
    def path(self) -> str:
        """The address of what is cited, without a host."""
        return self.box.work.here.removeprefix(self.box.work.source.site)


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What verify.html may use. ``found`` is None as long as nothing was asked."""

    citation: str
    found: Verdict | None
    crumbs: tuple[Crumb, ...]

    @property
    def sentence(self) -> str:
        return _(SENTENCES[self.found.outcome]) % self.found.values if self.found else ""

    @property
    def in_part(self) -> str:
        """That not all was compared, where that is so."""
        return _(IN_PART) if self.found and self.found.in_part else ""

    @property
    def address(self) -> str:
        """Where the words stand, or the cable that was cited."""
        if self.found is None or self.found.asked is None:
            return ""
        return addresses.cable(self.found.asked.id, self.found.anchor)

    @property
    def then(self) -> str:
        """The text that was cited, where it is another by now."""
        asked, number = (self.found.asked, self.found.then) if self.found else (None, 0)
        place = f"#{NUMBERED}{asked.place}" if asked and asked.place[:1].isdigit() else ""
        return addresses.history(asked.id, number) + place if asked and number else ""


def cite(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Every form in which a cable, a paragraph or some words of it can be cited."""
    edition = edition_of(request)
    record = edition.record(reference_id)
    if record is None:
        return absent(request, reference_id)
    place, words = request.GET.get("par", ""), request.GET.get("words", "")
    if record["id"] != reference_id:
        return redirect(addresses.citing(record["id"], place, words), permanent=True)
    return shown(request, "cite.html", citing_page(record, here(edition), place, words))


def citing_page(record: CableRecord, source: Source, place: str, words: str) -> CitingPage:
    """The page of one cable, one paragraph of it, or words that stand in one."""
    pointed = asked(record, words, place)
    named = place_of(pointed.anchor) if pointed and pointed.found else place
    paragraph = paragraph_at(record, named)
    cited = work(record, source, paragraph)
    address = addresses.cable(record["id"])
    quoted = pointed.words if pointed and pointed.found else ""
    return CitingPage(
        box=Box(cited, pointed),
        styles=styles(cited),
        subject=record["subject"],
        crumbs=(home_crumb(), Crumb(record["id"], address)),
        paragraphs=_choices(record, paragraph),
        place=place_of(paragraph["anchor"]) if paragraph else "",
        words=pointed.words if pointed else "",
        wikipedia=wikipedia(cited, quoted),
    )


def lesson(edition: Edition) -> CitingPage | None:
    """An example to learn from: of the newest cable an early paragraph, and how it begins."""
    newest = edition.some(entry.id for entry in edition.latest(1, 1))
    if not newest:
        return None
    record = newest[0]
    early = [one for one in record["paragraphs"] if one["number"] and one["text"].strip()][:3]
    words = " ".join(early[-1]["text"].split()[:FEW_WORDS]) if early else ""
    place = place_of(early[-1]["anchor"]) if early else ""
    return citing_page(record, here(edition), place, words)


def _choices(record: CableRecord, chosen: ParagraphEntry | None) -> Markup:
    """The paragraphs that can be cited, as options of a form."""
    offered = [
        (place, line(short(one["text"][:200], 48)), " selected" if one is chosen else "")
        for one in record["paragraphs"][:MOST_OFFERED]
        if (place := place_of(one["anchor"]))
    ]
    labels = str(escape("\n".join(label for _place, label, _chosen in offered))).split("\n")
    options = (
        f'<option value="{place}"{selected}>¶{place} {label}</option>\n'
        for (place, _label, selected), label in zip(offered, labels, strict=False)
    )
    return Markup("".join(options))  # noqa: S704 -- places are letters and digits


def download(request: HttpRequest, reference_id: str, form: str) -> HttpResponse:
    """One cable for a reference manager, or its whole record."""
    record = edition_of(request).record(reference_id)
    if record is None:
        return absent(request, reference_id)
    if record["id"] != reference_id:
        return redirect(addresses.form(record["id"], form), permanent=True)
    if form == "json":
        answer = HttpResponse(as_json(record), content_type="application/json; charset=utf-8")
    else:
        made = alone(FORMS[form], work(record, away(request)))
        answer = HttpResponse(
            made.encode("utf-8", "backslashreplace"), content_type=FORMS[form].media
        )
        answer["Content-Disposition"] = f'attachment; filename="{_file_name(record["id"])}.{form}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def unapi(request: HttpRequest) -> HttpResponse:
    """What an unAPI client asks: which formats there are, and the cable in one of them.

    The list is answered with 200 even where an id is given: not every client takes the 300
    that the specification of 2006 has there.
    """
    reference_id, form = request.GET.get("id", ""), request.GET.get("format", "")
    if not reference_id or not form:
        return HttpResponse(_formats(reference_id), content_type="application/xml; charset=utf-8")
    suffix = {"ris": "ris", "bibtex": "bib"}.get(form)
    if suffix is None:
        return HttpResponse(status=406)
    record = edition_of(request).record(reference_id)
    if record is None:
        return absent(request, reference_id)
    made = alone(FORMS[suffix], work(record, away(request)))
    return HttpResponse(made.encode("utf-8", "backslashreplace"), content_type=FORMS[suffix].media)


def verify(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Whether a citation holds."""
    citation = request.GET.get("citation", "")[:LONGEST].strip()
    found = verdict(edition_of(request), citation) if citation else None
    if form == "json":
        return json_answer(found.entry() if found else {"citation": None, "outcome": None})
    return shown(request, "verify.html", VerifyPage(citation, found, (home_crumb(),)))


def here(edition: Edition) -> Source:
    """The archive as its pages name it: they are the same on every host."""
    return Source.of(border(edition).frame)


def away(request: HttpRequest) -> Source:
    """The archive as it is named in what leaves the site: with a host in any case."""
    about = border(edition_of(request)).frame
    return Source.of(about, about.host or request.build_absolute_uri("/").rstrip("/"))


def _formats(reference_id: str) -> str:
    of = f" id={quoteattr(plain(short(reference_id)))}" if reference_id else ""
    each = "".join(
        f'<format name="{name}" type="{FORMS[suffix].media.partition(";")[0]}"/>'
        for name, suffix in (("ris", "ris"), ("bibtex", "bib"))
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{of}>{each}</formats>\n'


def _file_name(reference_id: str) -> str:
    return "".join(sign for sign in reference_id if sign.isascii() and sign.isalnum()) or "cable"
