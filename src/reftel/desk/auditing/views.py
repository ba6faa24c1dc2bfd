"""The pages of the audit log."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from reftel.desk.auditing.asked import asked
from reftel.desk.auditing.page import log, shown
from reftel.desk.auditing.table import table
from reftel.desk.house import house_of
from reftel.vault.entries import Wanted, entries

KINDS = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


def page(request: HttpRequest) -> HttpResponse:
    """Entries, the newest first, as somebody asks for them."""
    told = log(house_of(request).archive, asked(request.GET))
    return render(request, "desk/audit.html", {"page": told})


def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry, with all that it tells, as it is digested."""
    found = next(entries(Wanted().rows().filter(number=number)), None)
    if found is None:
        raise Http404
    told = {"page": shown(*found), "line": found[0].line.decode(), "before": found[0].before}
    return render(request, "desk/audit-entry.html", told)


def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The entries that somebody asks for, sent while they are read."""
    rows = entries(asked(request.GET).wanted.rows())
    if form not in KINDS:
        raise Http404
    lines: Iterator[Any] = (one.line for one, _ in rows) if form == "jsonl" else table(rows)
    answer = StreamingHttpResponse(lines, content_type=KINDS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return answer
