"""The withdrawal cards: telegrams that exist and are withheld, as those who keep them say."""

from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from reftel.edition.editorial.cards import COLUMNS, Card
from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.lists import SIZE, Titled, within
from reftel.reading_room.missing import letters
from reftel.reading_room.renderings import csv_answer, csv_sent, json_answer
from reftel.reading_room.shelves import browse_crumb, cards_crumb, home_crumb, missing_crumb
from reftel.reading_room.whole import BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage(Titled):
    """What cards.html may use; by post if ``filed``, else by date."""

    cards: tuple[Card, ...]
    filed: bool
    letters: str  # where the telegrams that are referred to stand by post; empty for none


def cards(
    request: HttpRequest, form: str | None = None, *, filed: bool = False
) -> HttpResponseBase:
    """The cards that are shown, a page at a time; as CSV all of them."""
    edition = edition_of(request)
    if form == "csv" and "page" not in request.GET:
        return _as_csv(edition, filed=filed)
    page = _page(edition, page_number(request), filed=filed)
    if form == "csv":
        return csv_answer([COLUMNS, *page.cards])
    if form:
        return json_answer({**page.as_json(), "cards": [_told(card) for card in page.cards]})
    return shown(request, "cards.html", page)


def _page(edition: Edition, number: int, *, filed: bool) -> CardsPage:
    total = edition.counts()["cards"]
    number = within(number, total)
    each = letters(edition.missing)
    return CardsPage(
        title=cards_crumb().title,
        address=addresses.cards(filed=filed),
        total=total,
        number=number,
        crumbs=(home_crumb(), browse_crumb(), missing_crumb()),
        cards=tuple(_listed(edition, number, SIZE, filed=filed)),
        filed=filed,
        letters=each[0].address if each else "",
    )


def _listed(edition: Edition, number: int, size: int, *, filed: bool) -> list[Card]:
    first = (number - 1) * size + 1
    return edition.desk.cards(first, first + size - 1, filed=filed)


def _told(card: Card) -> dict[str, str]:
    return dict(zip(COLUMNS, card, strict=True)) | {"address": addresses.reftel(card.id)}


def _as_csv(edition: Edition, *, filed: bool) -> StreamingHttpResponse:
    """All of them as a table, sent while they are read."""
    numbers = range(1, -(-edition.counts()["cards"] // BATCH) + 1)
    batches = (_listed(edition, number, BATCH, filed=filed) for number in numbers)
    return csv_sent(chain([[COLUMNS]], batches))
