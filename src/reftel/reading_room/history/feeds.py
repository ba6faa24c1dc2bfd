"""The feed of all changes: what was added, changed and withdrawn, the latest first."""

from django.http import HttpRequest, HttpResponse

from reftel.reading_room import addresses
from reftel.reading_room.feeds import Feed, atom
from reftel.reading_room.frame import edition_of, frame, page_number
from reftel.reading_room.history.changes import deleted, items
from reftel.reading_room.lists import SIZE, Pages, within
from reftel.reading_room.wording import said as _


def latest_changes(request: HttpRequest) -> HttpResponse:
    """``/feeds/changes.atom``, 50 a page back to the first edition."""
    chronicle = edition_of(request).chronicle
    total = chronicle.total
    number = within(page_number(request), total)
    pages = Pages(address=addresses.CHANGES, total=total, number=number)
    last = total - SIZE * (number - 1)
    entries = chronicle.changes((max(1, last - SIZE + 1), last))[::-1]
    issues = {one.number: one for one in chronicle.issues}
    feed = Feed(
        title=_("Added, changed, withdrawn"),
        address=addresses.EDITIONS,
        here=pages.here,
        following=pages.after,
        items=items(entries, issues),
        deleted=deleted(entries, issues),
    )
    return atom(feed, frame(edition_of(request)))
