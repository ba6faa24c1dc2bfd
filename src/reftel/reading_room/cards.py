"""The withdrawal cards: telegrams that exist and are withheld, as those who keep them say."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from reftel.edition.editorial.cards import COLUMNS, Card
from reftel.edition.read import Edition
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, page_number, shown
from reftel.reading_room.lists import SIZE, Titled, within
from reftel.reading_room.missing import letters
from reftel.reading_room.renderings import CSV, csv_answer, json_answer
from reftel.reading_room.shelves import browse_crumb, cards_crumb, home_crumb, missing_crumb
from reftel.reading_room.tables import csv_rows
from reftel.reading_room.whole import BATCH

POST = "post"  # the order by the post that sent the telegram


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage(Titled):
    """What cards.html may use; ``order`` is empty where they come by date."""

    cards: tuple[Card, ...]
    order: str
    letters: str  # where the telegrams that are referred to stand by post; empty for none


def cards(request: HttpRequest, form: str | None = None) -> HttpResponseBase:
    """The cards that are shown, a page at a time; as CSV all of them."""
    edition = edition_of(request)
    order = POST if request.GET.get("order") == POST else ""
    if form == "csv" and "page" not in request.GET:
        return _as_csv(edition, order)
    page = _page(edition, order, page_number(request))
    if form == "csv":
        return csv_answer([COLUMNS, *page.cards])
    if form:
        return json_answer({**page.as_json(), "cards": [_told(card) for card in page.cards]})
    return shown(request, "cards.html", page)


def _page(edition: Edition, order: str, number: int) -> CardsPage:
    total = edition.counts()["cards"]
    number = within(number, total)
    each = letters(edition.missing)
    return CardsPage(
        title=cards_crumb().title,
        address=addresses.cards(order),
        total=total,
        number=number,
        crumbs=(home_crumb(), browse_crumb(), missing_crumb()),
        cards=tuple(_listed(edition, order, number, SIZE)),
        order=order,
        letters=each[0].address if each else "",
    )


def _listed(edition: Edition, order: str, number: int, size: int) -> list[Card]:
    first = (number - 1) * size + 1
    return edition.desk.cards(first, first + size - 1, filed=order == POST)


def _told(card: Card) -> dict[str, str]:
    return dict(zip(COLUMNS, card, strict=True)) | {"address": addresses.reftel(card.id)}


def _as_csv(edition: Edition, order: str) -> StreamingHttpResponse:
    """All of them as a table, sent while they are read."""

    def parts() -> Iterator[str]:
        yield csv_rows([COLUMNS])
        for number in range(1, -(-edition.counts()["cards"] // BATCH) + 1):
            yield csv_rows(_listed(edition, order, number, BATCH))

    encoded = (part.encode("utf-8", "backslashreplace") for part in parts())
    return StreamingHttpResponse(encoded, content_type=CSV)
