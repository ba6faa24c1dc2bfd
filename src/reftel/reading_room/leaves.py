"""The leaves: pages of a list of cables that begin with one of them, and bear no number.

One page value, which HTML, JSON, CSV and Atom all render. docs/adr/0015-the-mirror.md tells why
they say so little of the rest of the list.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from reftel.edition.entries import Entry
from reftel.edition.listing import Leaf, Listing
from reftel.edition.places import UNDATED
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain
from reftel.reading_room.frame import page_number
from reftel.reading_room.lists import SIZE, Crumb
from reftel.reading_room.shelves import day_title

LEAPS = 8  # places far behind, to which the first page of a long list leads
CITABLE = 2_000  # cables of a list that is offered to reference managers: none takes many more


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafPage:
    """A page of a list of cables that begins with one of them, and has no number.

    The first says how many there are, and leads to others far behind it (``leaps``). No other
    tells what changes where a cable comes or goes elsewhere in the list. ``by`` is the field by
    which the list runs; ``begins``, ``begins_before`` and ``begins_after`` are the ids that this
    page and those beside it begin with, ``""`` for the first page and None for none.
    """

    title: str
    address: str
    crumbs: tuple[Crumb, ...] = ()
    kicker: str = ""
    meaning: str = ""
    total: int = 0
    entries: tuple[Entry, ...] = ()
    by: str = "created"
    begins: str = ""
    begins_before: str | None = None
    begins_after: str | None = None
    leaps: tuple[Crumb, ...] = ()

    @property
    def is_first(self) -> bool:
        return not self.begins

    @property
    def is_citable(self) -> bool:
        """Whether the list is short enough to be taken into a reference manager."""
        return self.total <= CITABLE

    @property
    def here(self) -> str:
        return self.at(self.begins)

    def at(self, begins: str) -> str:
        """The address of the page that begins with a cable."""
        return addresses.beginning(self.address, begins)

    @property
    def before(self) -> str:
        """The address of the page before this one; empty on the first."""
        return "" if self.begins_before is None else self.at(self.begins_before)

    @property
    def after(self) -> str:
        """The address of the page after this one; empty on the last."""
        return "" if self.begins_after is None else self.at(self.begins_after)

    @property
    def reach(self) -> str:
        """From what to what this page leads, in the order of the list; a page has cables."""
        ends = dict.fromkeys(mark(one, self.by) for one in (self.entries[0], self.entries[-1]))
        return " – ".join(ends)

    def rendering(self, suffix: str) -> str:
        """This page as json, csv or atom."""
        return addresses.rendering(self.here, suffix)

    def whole(self, suffix: str) -> str:
        """All of this list as csv, ris or bib."""
        return addresses.rendering(self.address, suffix)

    def as_json(self) -> dict[str, object]:
        """What JSON has of it beside what is listed."""
        total = {"total": self.total} if self.is_first else {}
        return {
            "title": plain(self.title),
            "address": self.here,
            **total,
            "next": self.after or None,
            "previous": self.before or None,
        }


def mark(entry: Entry, by: str) -> str:
    """What tells where in a list a cable stands: its day, or its id."""
    return entry.id if by == "id" else day_title((getattr(entry, by) or UNDATED)[:10])


def leaf_page(bare: LeafPage, listing: Listing, leaf: Leaf) -> LeafPage:
    """A page of the list, read."""
    return replace(
        bare,
        total=listing.total,
        entries=leaf.entries,
        by=listing.by,
        begins=leaf.begins,
        begins_before=leaf.before,
        begins_after=leaf.after,
        leaps=tuple(
            Crumb(mark(one, listing.by), addresses.beginning(bare.address, one.id))
            for one in leaf.ahead
        ),
    )


def leaf_asked(request: HttpRequest, listing: Listing) -> Leaf:
    """The page that an address asks for: by a cable, or by a number, as addresses once had it.

    A cable that is not here, and what is no number, ask for the first; a number beyond the end
    asks for the last.
    """
    if begins := request.GET.get("from", ""):
        return listing.leaf_of(begins) or listing.leaf(1)
    if (number := page_number(request)) > 1:
        return listing.leaf(min((number - 1) * SIZE + 1, listing.total))
    return listing.first(_far_behind(listing.total))


def elsewhere(request: HttpRequest, bare: LeafPage, leaf: Leaf, form: str | None) -> str:
    """Where the page that was asked for is; empty where this is its address."""
    by_number = page_number(request) > 1
    if request.GET.get("from", "") == leaf.begins and not by_number:
        return ""
    fields = request.GET.copy()
    for name in ("from", "page"):
        fields.pop(name, None)
    if form == "csv" and not leaf.begins:
        fields["page"] = "1"  # else it is the whole list
    page = addresses.beginning(bare.address, leaf.begins)
    query = fields.urlencode()
    return (addresses.rendering(page, form) if form else page) + (f"?{query}" if query else "")


def _far_behind(total: int) -> list[int]:
    """Ranks at even distances, near which the leaps of a long list begin."""
    if total <= LEAPS * SIZE:
        return []
    return [total * number // (LEAPS + 1) for number in range(1, LEAPS + 1)]
