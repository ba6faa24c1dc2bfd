"""The entry of a cable: all that both indexes take of it.

In two halves. Its words are what it says, and stay while it does. Its facts are what it is
counted, ranged and ordered by: two of them are not known of a cable alone, its place among
all and how often it is cited.
"""

from collections.abc import Iterator
from typing import NamedTuple

import orjson
import tantivy

from reftel.search.backend import FIELDS, SortOrder
from reftel.search.card import BETWEEN, Card
from reftel.search.embedded import schema as layout
from reftel.search.fields import ValueField
from reftel.search.folding import key

_LATE = 1 << 36  # past every minute that a four-digit year can give
_VALUES = tuple((field, layout.KEYS[field], layout.VALUE_WORDS[field]) for field in ValueField)
_BY_CITED = layout.ORDERS[SortOrder.MOST_CITED]


class Entry(NamedTuple):
    """An entry as it is sent and kept."""

    words: "Words"
    facts: bytes  # two pieces of JSON


class Words(NamedTuple):
    """What a cable says, laid out for both indexes but for its serial number."""

    document: str  # of the cable, in JSON, to be begun
    marks: tuple[str, ...]  # of its paragraphs
    texts: str  # of its paragraphs, with BETWEEN after each; some may be empty

    def numbered(self, serial: int) -> str:
        """The document of the cable, in JSON."""
        begun = f'{{"{layout.SERIAL}":"{layout.serial_word(serial)}"'
        return f'{begun},"{layout.SERIAL_NUMBER}":{serial},{self.document}'

    def paragraphs(self, serial: int) -> Iterator[tantivy.Document]:
        """The documents of its paragraphs."""
        *texts, _ = self.texts.split(BETWEEN)
        for mark, text in zip(self.marks, texts, strict=True):
            document = tantivy.Document()
            document.add_text("text", text)
            document.add_text("mark", mark)
            document.add_integer(layout.SERIAL_NUMBER, serial)
            yield document


NO_WORDS = Words("", (), "")


def entry(card: Card) -> Entry:
    """The card, laid out as ``schema`` has it."""
    facets = _facets(card)
    document = orjson.dumps(_fields(card) | facets)[1:].decode()
    marks = tuple([mark for mark, _ in card.paragraphs])
    texts = "".join([text + BETWEEN for _, text in card.paragraphs])
    facts = b"%b\0%b" % (orjson.dumps(facets | _numbers(card)), orjson.dumps(_ranks(card)))
    return Entry(Words(document, marks, texts), facts)


def facts_document(facts: bytes, serial: int, place: int, cited: int) -> str:
    """What a cable is counted, ranged and ordered by; ``place`` is that in the order of ids."""
    fields, ranks = facts.decode().split(BETWEEN)
    ordered = orjson.loads(ranks)
    ordered[_BY_CITED] = -cited
    rest = {name: rank * layout.PLACES + place for name, rank in ordered.items()}
    rest |= {layout.SERIAL_NUMBER: serial, "cited": cited}
    return f"{fields[:-1]},{orjson.dumps(rest).decode()[1:]}"


def _fields(card: Card) -> dict[str, object]:
    """What a cable says: its body and subject, and its values as words."""
    fields: dict[str, object] = {"id": card.id, "subject": card.subject, "body": card.body}
    for field, in_key, in_words in _VALUES:
        if values := card.values[field]:
            fields[in_key] = fields[in_words] = [key(value) for value in values]
    return fields


def _facets(card: Card) -> dict[str, object]:
    facets: dict[str, object] = {"year": card.year, "month": card.month}
    for facet, field in FIELDS.items():
        if values := card.values[field]:
            facets[layout.FACETS[facet]] = values
    return facets


def _numbers(card: Card) -> dict[str, object]:
    numbers = {
        "words": card.words,
        "created": card.created,
        "released": card.released,
        "level": card.level,
    }
    return {name: number for name, number in numbers.items() if number is not None}


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
