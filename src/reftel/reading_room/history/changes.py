"""Changes in every form: a page of a list, JSON, CSV, and entries of a feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from reftel.edition.chronicle import Changed, Chronicle, Issue
from reftel.edition.past import What
from reftel.reading_room import addresses
from reftel.reading_room.feeds import Feed, Item, atom
from reftel.reading_room.frame import edition_of, frame
from reftel.reading_room.lists import Titled
from reftel.reading_room.renderings import CSV, csv_answer, json_answer
from reftel.reading_room.tables import csv_rows
from reftel.reading_room.whole import BATCH
from reftel.reading_room.wording import said as _

FIELDS = (
    "id", "what", "edition", "day", "subject", "origin", "classification", "created",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList(Titled):
    """A page of a list of changes, the newest edition first or all of one."""

    entries: tuple[Changed, ...]
    issue: Issue
    what: What


def address_of(change: Changed) -> str:
    """Where a change leads: to the cable, to its history, or to its notice."""
    if change.what is What.CHANGED and change.here:
        return addresses.history(change.id)
    return addresses.cable(change.id)


def row(change: Changed) -> dict[str, str | int | None]:
    """A change as JSON has it."""
    found: dict[str, str | int | None] = {name: getattr(change, name) for name in FIELDS}
    return found | {"address": addresses.cable(change.id)}


def rendered(request: HttpRequest, form: str, page: ChangeList) -> HttpResponse:
    """The list in the form that the address ends in."""
    if form == "csv":
        return csv_answer([FIELDS, *map(_cells, page.entries)])
    if form == "atom":
        about = frame(edition_of(request))
        feed = Feed(
            title=page.title,
            address=page.address,
            here=page.here,
            following=page.after,
            items=items(page.entries, {page.issue.number: page.issue}),
            deleted=deleted(page.entries, {page.issue.number: page.issue}),
        )
        return atom(feed, about)
    return json_answer(page.as_json() | {"changes": [row(one) for one in page.entries]})


def as_csv(chronicle: Chronicle, first: int, last: int) -> StreamingHttpResponse:
    """The changes of these numbers as a table, sent while they are read."""
    starts = range(first, last + 1, BATCH)
    batches = (chronicle.changes((at, min(last, at + BATCH - 1))) for at in starts)
    parts = chain([csv_rows([FIELDS])], (csv_rows(map(_cells, some)) for some in batches))
    return StreamingHttpResponse(
        (part.encode("utf-8", "backslashreplace") for part in parts), content_type=CSV
    )


def items(entries: Iterable[Changed], issues: dict[int, Issue]) -> tuple[Item, ...]:
    """Changes as entries of a feed; each has an id of its own."""
    return tuple(_item(one, issues[one.edition]) for one in entries)


def deleted(entries: Iterable[Changed], issues: dict[int, Issue]) -> tuple[Item, ...]:
    """Those cables among them that are not here any more, for who keeps their entries."""
    gone = (one for one in entries if one.what is What.WITHDRAWN and not one.here)
    return tuple(
        Item(
            title=one.id,
            address=addresses.cable(one.id),
            identity=f"/cable/{one.id}/",
            updated=moment_of(issues[one.edition]),
            author="",
            summary="",
        )
        for one in gone
    )


def moment_of(issue: Issue) -> str:
    """When an edition was made, to the minute or to the day, as feeds have it."""
    return issue.made[:16]


def called(what: What) -> str:
    """What became of a cable, in a word."""
    return {
        What.ADDED: _("Added"),
        What.CHANGED: _("Changed"),
        What.WITHDRAWN: _("Withdrawn"),
    }[what]


def _item(change: Changed, issue: Issue) -> Item:
    name = change.subject or change.id
    return Item(
        title=f"{called(change.what)}: {name}",
        address=address_of(change),
        identity=f"{addresses.edition(change.edition, change.what)}{change.id}",
        updated=moment_of(issue),
        author=change.origin or "",
        summary=f"{change.id} · {_('edition %(n)s', n=change.edition)}",
    )


def _cells(change: Changed) -> list[str | None]:
    return [cell(getattr(change, name)) for name in FIELDS]


def cell(value: str | int | None) -> str | None:
    """A value as a cell of a table."""
    return None if value is None else str(value)
