"""The entry of a cable: all that both indexes take of it, as bytes.

Two things are not known of a cable alone, its place among all and how often it is cited. So
an entry is made in any process, waits, and is opened by the one that writes the indexes.
"""

from collections.abc import Iterator
from typing import NamedTuple, Self

import orjson
import tantivy

from reftel.search.backend import FIELDS, SortOrder
from reftel.search.card import BETWEEN, Card
from reftel.search.embedded import schema as layout
from reftel.search.fields import ValueField
from reftel.search.folding import key

_LATE = 1 << 36  # past every minute that a four-digit year can give
_VALUES = tuple((field, layout.KEYS[field], layout.VALUE_WORDS[field]) for field in ValueField)


def entry(card: Card) -> bytes:
    """The card, laid out as ``schema`` has it: two pieces of JSON, and those of the body."""
    lines = len(card.body) - sum(1 for _, text in card.paragraphs if text)
    about = card.id, _ranks(card), [mark for mark, _ in card.paragraphs]
    pieces = [*card.body[:lines], *(text for _, text in card.paragraphs)]
    in_json = (orjson.dumps(one).decode() for one in (about, _fields(card)))
    return BETWEEN.join([*in_json, *pieces]).encode()


class Entry(NamedTuple):
    """An entry opened, to be written into both indexes."""

    id: str
    fields: str  # JSON, to be ended by those that come of its place
    ranks: dict[str, int]  # by the field of an order, what a cable is ordered by
    marks: list[str]  # of the paragraphs
    pieces: list[str]  # of the body, the paragraphs at its end; some may be empty

    @classmethod
    def opened(cls, written: bytes) -> Self:
        about, fields, *pieces = written.decode().split(BETWEEN)
        id_, ranks, marks = orjson.loads(about)
        return cls(id_, fields, ranks, marks, pieces)

    def document(self, place: int, cited: int) -> str:
        """The document of the cable, in JSON; ``place`` counts cables up in the order of ids."""
        ranks = self.ranks | {layout.ORDERS[SortOrder.MOST_CITED]: -cited}
        rest = {
            "place": layout.place_word(place),
            "cited": cited,
            "body": [piece for piece in self.pieces if piece],
            **{name: rank * layout.PLACES + place for name, rank in ranks.items()},
        }
        return f"{self.fields[:-1]},{orjson.dumps(rest).decode()[1:]}"

    def paragraphs(self, place: int) -> Iterator[tantivy.Document]:
        """The documents of its paragraphs."""
        texts = self.pieces[len(self.pieces) - len(self.marks) :]
        for mark, text in zip(self.marks, texts, strict=True):
            document = tantivy.Document()
            document.add_text("text", text)
            document.add_text("mark", mark)
            document.add_integer("place", place)
            yield document


def _fields(card: Card) -> dict[str, object]:
    """The fields of a cable that it has of itself, but for the body."""
    fields: dict[str, object] = {"id": card.id, "subject": card.subject, "words": card.words}
    fields |= {"year": card.year, "month": card.month}
    for facet, field in FIELDS.items():
        if values := card.values[field]:
            fields[layout.FACETS[facet]] = values
    for field, in_key, in_words in _VALUES:
        if values := card.values[field]:
            fields[in_key] = fields[in_words] = [key(value) for value in values]
    numbers = {"created": card.created, "released": card.released, "level": card.level}
    return fields | {name: number for name, number in numbers.items() if number is not None}


def _ranks(card: Card) -> dict[str, int]:
    """By the order, what a cable is ordered by, the first the smallest."""
    created, released = card.created_minute, card.released_minute
    ranks = {
        SortOrder.NEWEST: _LATE if created is None else -created,
        SortOrder.OLDEST: _LATE if created is None else created,
        SortOrder.RELEASED_NEWEST: _LATE if released is None else -released,
        SortOrder.RELEASED_OLDEST: _LATE if released is None else released,
        SortOrder.LONGEST: -card.words,
        SortOrder.SHORTEST: card.words,
    }
    return {layout.ORDERS[order]: rank for order, rank in ranks.items()}
