"""The pages of what was released and why the rest was not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from reftel.desk.asker import DeskRequest
from reftel.desk.disclosing.page import Asked, asked, disclosure_page, every
from reftel.desk.rights import Reach, Right
from reftel.reading_room.tables import csv_rows
from reftel.vault.disclosure import Disclosed

AT_ONCE = 500
FORMS = ("csv", "html")
_HERE = "<!-- rows -->"  # where the rows of the sheet stand in its template


def page(request: DeskRequest) -> HttpResponse:
    """Counts, the first cables, and the ways to all of them."""
    shown = disclosure_page(asked(request.GET.dict()), _reach(request), _now())
    return render(request, "desk/disclosure.html", {"page": shown})


def whole(request: DeskRequest, form: str) -> HttpResponseBase:
    """All cables that are asked for: a table, or a sheet to print; sent while they are read."""
    wanted, reach = asked(request.GET.dict()), _reach(request)
    if form not in FORMS:
        raise Http404
    if form == "html":
        return StreamingHttpResponse(_sheet(request, wanted, reach))
    answer = StreamingHttpResponse(_table(wanted, reach), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="disclosure.csv"'
    return answer


def _table(wanted: Asked, reach: Reach) -> Iterator[bytes]:
    yield csv_rows([Disclosed._fields]).encode()
    for some in _some(every(wanted, reach)):
        yield csv_rows(some).encode("utf-8", "backslashreplace")


def _sheet(request: DeskRequest, wanted: Asked, reach: Reach) -> Iterator[bytes]:
    told = {"page": disclosure_page(wanted, reach, _now(), most=0)}
    sheet = render_to_string("desk/disclosure-sheet.html", told, request)
    before, _, behind = sheet.partition(_HERE)
    yield before.encode()
    for some in _some(every(wanted, reach)):
        yield render_to_string("desk/disclosure-rows.html", {"rows": some}).encode()
    yield behind.encode()


def _some(rows: Iterator[Disclosed]) -> Iterator[list[Disclosed]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _reach(request: DeskRequest) -> Reach:
    return request.standing.reach(Right.READ)


def _now() -> datetime:
    return datetime.now(UTC)
