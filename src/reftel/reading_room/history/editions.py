"""The pages of editions: every one that was live, and what each added, changed and withdrew."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from reftel.edition.chronicle import Changed, Issue
from reftel.edition.past import What
from reftel.reading_room import addresses
from reftel.reading_room.feeds import Feed, Item, atom
from reftel.reading_room.frame import edition_of, frame, page_number, shown
from reftel.reading_room.history import changes as forms
from reftel.reading_room.history.changes import ChangeList, called, moment_of
from reftel.reading_room.lists import SIZE, Crumb, Pages, within
from reftel.reading_room.renderings import csv_answer, json_answer
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _

FIRST = 12  # changes of each kind on the page of an edition
FIELDS = ("number", "made", "added", "changed", "withdrawn", "cables", "digest", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionList(Pages):
    """What editions.html may use: the newest edition first."""

    entries: tuple[Issue, ...]
    mirrors: tuple[str, ...]  # addresses of copies elsewhere
    packages: str  # where packages of the archive lie; empty where nobody says
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What an edition did of one kind: how much, and the first of it."""

    what: What
    title: str
    address: str
    count: int
    entries: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """What edition.html may use."""

    issue: Issue
    told: tuple[str, ...]  # what its publisher said of it
    sections: tuple[Section, ...]
    before: Issue | None
    after: Issue | None
    crumbs: tuple[Crumb, ...]


def editions(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Every edition that was live."""
    issues = edition_of(request).chronicle.issues[::-1]
    if form == "csv":
        return csv_answer([FIELDS, *(map(forms.cell, row(one).values()) for one in issues)])
    if form == "json":
        return json_answer(
            {
                "title": _("Editions"),
                "address": addresses.EDITIONS,
                "editions": list(map(row, issues)),
            }
        )
    if form == "atom":
        return _feed(request, issues[:SIZE])
    number = within(page_number(request), len(issues))
    declared = edition_of(request).manifest.declaration
    page = EditionList(
        address=addresses.EDITIONS,
        total=len(issues),
        number=number,
        entries=issues[SIZE * (number - 1) : SIZE * number],
        mirrors=declared.mirrors,
        packages=declared.packages,
        crumbs=(home_crumb(),),
    )
    return shown(request, "editions.html", page)


def edition(request: HttpRequest, number: str, form: str | None = None) -> HttpResponseBase:
    """One edition: what it added, changed and withdrew."""
    issue = _issue(request, number)
    if form == "csv":
        first, last = issue.before + 1, issue.before + issue.total
        return forms.as_csv(edition_of(request).chronicle, first, last)
    if form == "json":
        each = [forms.row(one) for one in _first_changes(request, issue)]
        told = {"notices": edition_of(request).chronicle.notices(issue)}
        return json_answer(row(issue) | told | {"changes": each, "whole": issue.total == len(each)})
    if form == "atom":
        found = _first_changes(request, issue)
        own = {issue.number: issue}
        address = addresses.edition(issue.number)
        feed = Feed(
            title=_("Edition %(n)s", n=issue.number),
            address=address,
            here=address,
            subtitle=" ".join(edition_of(request).chronicle.notices(issue)),
            items=forms.items(found, own),
            deleted=forms.deleted(found, own),
        )
        return atom(feed, frame(edition_of(request)))
    return shown(request, "edition.html", edition_page(request, issue))


def changes(
    request: HttpRequest, number: str, word: str, form: str | None = None
) -> HttpResponseBase:
    """All that an edition added, changed or withdrew."""
    issue, what = _issue(request, number), What(word)
    first, last = issue.numbers(what)
    total = issue.counts[what]
    if form == "csv" and "page" not in request.GET:
        return forms.as_csv(edition_of(request).chronicle, first, last)
    at = within(page_number(request), total)
    from_ = first + SIZE * (at - 1)
    page = ChangeList(
        title=_("Edition %(n)s: %(what)s", n=issue.number, what=called(what).lower()),
        address=addresses.edition(issue.number, what),
        entries=tuple(edition_of(request).chronicle.changes((from_, min(last, from_ + SIZE - 1)))),
        total=total,
        number=at,
        issue=issue,
        what=what,
        crumbs=(*_crumbs(), Crumb(str(issue.number), addresses.edition(issue.number))),
    )
    return forms.rendered(request, form, page) if form else shown(request, "changes.html", page)


def unpadded(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """``/editions/001/``: an edition has one number, and what belongs to it one address."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(quote(f"/{before}/{after}") + (f"?{query}" if query else ""), permanent=True)


def edition_page(request: HttpRequest, issue: Issue) -> EditionPage:
    """The page of one edition."""
    found = _first_changes(request, issue, FIRST)
    issues = edition_of(request).chronicle.issues
    place = issues.index(issue)
    return EditionPage(
        issue=issue,
        told=edition_of(request).chronicle.notices(issue),
        sections=tuple(
            Section(
                what,
                called(what),
                addresses.edition(issue.number, what),
                issue.counts[what],
                tuple(one for one in found if one.what is what),
            )
            for what in (What.WITHDRAWN, What.CHANGED, What.ADDED)
        ),
        before=issues[place - 1] if place else None,
        after=issues[place + 1] if place + 1 < len(issues) else None,
        crumbs=_crumbs(),
    )


def row(issue: Issue) -> dict[str, str | int | None]:
    """An edition as JSON has it."""
    return {
        "number": issue.number,
        "made": issue.made,
        **{what.value: count for what, count in issue.counts.items()},
        "cables": issue.cables,
        "digest": issue.digest,
        "address": addresses.edition(issue.number),
    }


def _issue(request: HttpRequest, number: str) -> Issue:
    issue = edition_of(request).chronicle.issue(int(number))
    if issue is None:
        raise Http404
    return issue


def _first_changes(request: HttpRequest, issue: Issue, most: int = SIZE) -> list[Changed]:
    """The first changes of each kind."""
    ranges = (issue.numbers(what) for what in What)
    short = ((first, min(last, first + most - 1)) for first, last in ranges)
    return edition_of(request).chronicle.changes(*short)


def _feed(request: HttpRequest, issues: tuple[Issue, ...]) -> HttpResponse:
    items = tuple(
        Item(
            title=_("Edition %(n)s", n=one.number),
            address=addresses.edition(one.number),
            identity=addresses.edition(one.number),
            updated=moment_of(one),
            author="",
            summary=_(
                "%(added)s added, %(changed)s changed, %(withdrawn)s withdrawn",
                **{what.value: f"{count:,}" for what, count in one.counts.items()},
            ),
        )
        for one in issues
    )
    address = addresses.EDITIONS
    feed = Feed(title=_("Editions"), address=address, here=address, items=items)
    return atom(feed, frame(edition_of(request)))


def _crumbs() -> tuple[Crumb, ...]:
    return home_crumb(), Crumb(_("Editions"), addresses.EDITIONS)
