"""A list of terms searched for at once: how many cables each finds, and which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.renderings import CSV, json_answer
from reftel.reading_room.searching.terms import cables, counts
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.tables import csv_rows
from reftel.reading_room.wording import said as _
from reftel.search.batch import Answer, answers, terms_of_lines

MOST = 500  # terms of a page; the command line knows no end


@dataclass(frozen=True, slots=True)
class Line:
    """A term with its answer, and the address of its search."""

    answer: Answer
    address: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What batch.html may use. ``counts`` and ``cables`` are the addresses of the two tables."""

    title: str
    text: str
    lines: tuple[Line, ...]
    left_out: int
    counts: str
    cables: str
    crumbs: tuple[Crumb, ...]


def batch(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """The page; as JSON or CSV how many cables each term finds, as CSV also which."""
    edition = edition_of(request)
    text = request.GET.get("terms", "")
    terms = terms_of_lines(text)
    asked = terms[:MOST]
    if form == "csv":
        return _streamed(
            cables(edition, asked) if "cables" in request.GET else counts(edition, asked)
        )
    if form == "json":
        told = [_told(answer) for answer in answers(edition.searcher, asked, edition.spellings)]
        return json_answer({"title": _title(), "terms": told})
    page = BatchPage(
        title=_title(),
        text=text,
        lines=tuple(
            _line(answer) for answer in answers(edition.searcher, asked, edition.spellings)
        ),
        left_out=len(terms) - len(asked),
        counts=_table(asked),
        cables=_table(asked, cables="yes"),
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.SEARCH)),
    )
    return shown(request, "batch.html", page)


def _title() -> str:
    return _("Many terms at once")


def _line(answer: Answer) -> Line:
    return Line(answer, addresses.search(("q", answer.term)))


def _table(terms: Sequence[str], **more: str) -> str:
    fields = {"terms": "\n".join(terms), **more}
    return f"{addresses.rendering(addresses.BATCH, 'csv')}?{addresses.encoded(fields)}"


def _told(answer: Answer) -> dict[str, object]:
    return {
        "term": answer.term,
        "read_as": answer.query.describe(),
        "cables": answer.total,
        "notices": list(answer.notices),
    }


def _streamed(rows: Iterator[Sequence[str | None]]) -> StreamingHttpResponse:
    """Rows sent as they are found."""
    parts = (csv_rows([row]).encode("utf-8", "backslashreplace") for row in rows)
    return StreamingHttpResponse(parts, content_type=CSV)
