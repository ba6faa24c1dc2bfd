"""What cables here refer to and is not here: by how many do, or by the post that sent it."""

from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from reftel.edition.missing import Ghost, Missing
from reftel.edition.read import Edition
from reftel.reading_room import addresses, shelves
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.indexes import Letter
from reftel.reading_room.lists import Titled, within
from reftel.reading_room.renderings import COUNTED, counted, csv_answer, csv_sent, json_answer
from reftel.reading_room.whole import BATCH

SIZE = 200  # telegrams on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage(Titled):
    """What missing.html may use; ``letter`` is empty where those most referred to come first."""

    entries: tuple[Ghost, ...]
    letters: tuple[Letter, ...]
    letter: str
    cards: int  # that stand in a list of their own


def missing(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """The telegrams that are referred to and not here: all, or those under a letter."""
    edition = edition_of(request)
    absent = edition.missing
    asked = request.GET.get("letter", "")[:1].upper()
    letter = asked if asked in absent.letters else ""
    if form == "csv" and "page" not in request.GET:
        return _as_csv(absent, letter)
    page = _page(edition, letter, page_number(request))
    if form:
        return _rendered(form, page)
    return shown(request, "missing.html", page)


def _page(edition: Edition, letter: str, number: int) -> MissingPage:
    absent = edition.missing
    total = absent.count(letter)
    number = within(number, total, SIZE)
    address = addresses.letter(addresses.MISSING, letter) if letter else addresses.MISSING
    return MissingPage(
        title=shelves.missing_crumb().title,
        address=address,
        total=total,
        number=number,
        size=SIZE,
        crumbs=(shelves.home_crumb(), shelves.browse_crumb()),
        entries=tuple(absent.listed(letter, number, SIZE)),
        letters=letters(absent, letter),
        letter=letter,
        cards=edition.counts()["cards"],
    )


def letters(absent: Missing, letter: str = "") -> tuple[Letter, ...]:
    """The letters that they are filed under, one of them the current."""
    return tuple(
        Letter(one, count, addresses.letter(addresses.MISSING, one), one == letter)
        for one, count in absent.letters.items()
    )


def _rendered(form: str, page: MissingPage) -> HttpResponse:
    if form == "csv":
        return csv_answer([COUNTED, *map(_cells, page.entries)])
    rows = ((one.id, addresses.reftel(one.id), one.citing) for one in page.entries)
    return json_answer({**page.as_json(), "shelves": counted(rows)})


def _as_csv(absent: Missing, letter: str) -> StreamingHttpResponse:
    """All of them as a table, sent while they are read."""
    numbers = range(1, -(-absent.count(letter) // BATCH) + 1)
    batches = (map(_cells, absent.listed(letter, number, BATCH)) for number in numbers)
    return csv_sent(chain([[COUNTED]], batches))


def _cells(ghost: Ghost) -> tuple[str, str, str]:
    return ghost.id, addresses.reftel(ghost.id), str(ghost.citing)
