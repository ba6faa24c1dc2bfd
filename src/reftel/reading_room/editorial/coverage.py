"""In the news: what others wrote about the cables, the newest first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.edition.editorial.collections import Item
from reftel.edition.editorial.coverage import COLUMNS, Report
from reftel.reading_room import addresses
from reftel.reading_room.editorial.languages import direction
from reftel.reading_room.editorial.rows import Row, rows
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.lists import SIZE, Titled, within
from reftel.reading_room.renderings import csv_answer, json_answer
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _


@dataclass(frozen=True, slots=True)
class Line:
    """A report, and the cable that it is about."""

    report: Report
    row: Row

    @property
    def direction(self) -> str:
        return direction(self.report.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(Titled):
    """What coverage.html may use."""

    lines: tuple[Line, ...]


def index(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Reports of others, a page at a time; as CSV and JSON all of them. Two queries."""
    edition = edition_of(request)
    total = edition.counts().get("coverage", 0)
    if form:
        return _whole(edition.desk.coverage(1, total), form)
    number = within(page_number(request), total)
    reports = edition.desk.coverage((number - 1) * SIZE + 1, number * SIZE)
    known = edition.known(report.id for report in reports)
    about = rows((Item(report.id, "") for report in reports), known)
    page = CoveragePage(
        title=_("In the news"),
        address=addresses.COVERAGE,
        total=total,
        number=number,
        crumbs=(home_crumb(),),
        lines=tuple(map(Line, reports, about)),
    )
    return shown(request, "editorial/coverage.html", page)


def _whole(reports: list[Report], form: str) -> HttpResponse:
    if form == "csv":
        return csv_answer([COLUMNS, *reports])
    each = [dict(zip(COLUMNS, report, strict=True)) for report in reports]
    told = {"title": _("In the news"), "address": addresses.COVERAGE, "total": len(reports)}
    return json_answer({**told, "reports": each})
