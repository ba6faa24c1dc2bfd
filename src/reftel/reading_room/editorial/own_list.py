"""The page of a reader's own list, and the list as a file."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from reftel.edition.read import Edition
from reftel.reading_room.editorial.collecting import OwnList, own_list
from reftel.reading_room.editorial.rows import Row, rows
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.whole import Whole, sent
from reftel.reading_room.wording import said as _


@dataclass(frozen=True, slots=True)
class OwnListPage:
    """What own-list.html may use."""

    own: OwnList
    rows: tuple[Row, ...]
    crumbs: tuple[Crumb, ...]

    @property
    def here(self) -> int:
        """How many of its cables are in this edition."""
        return sum(row.entry is not None for row in self.rows)


def page(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """A reader's own list, as its address has it. One query."""
    edition = edition_of(request)
    own = own_list(request.META.get("QUERY_STRING", ""))
    if form:
        return sent(request, form, _whole(edition, own))
    changed = not request.GET.keys().isdisjoint({"add", "without"})
    if changed and not own.unread and not own.left_over:
        return redirect(own.address)
    found = OwnListPage(own, rows(own.items, edition.known(own.ids)), (home_crumb(),))
    return shown(request, "editorial/own-list.html", found)


def _whole(edition: Edition, own: OwnList) -> Whole:
    entries = edition.listed(own.ids)
    notes = dict(own.items)
    return Whole(_("A reader’s list"), own.address, len(entries), iter(entries), notes)
