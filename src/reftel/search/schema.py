"""The fields of the tantivy index, and how a card is laid out in them.

======================  =====================================================================
``id``                  stored; everything else that pages show is in the edition's catalogue
``body``, ``subject``   plain words, with positions for phrases; stems are made of them when asked
``tag``, ``origin``, …  values as they are, fast, for facets
``tag_key``, …          values in the form they are compared in (``folding.key``)
``tag_words``, …        the words of values, with positions
``created``, …          days as numbers, fast, for ranges
``newest``, ``oldest``  fast; the minute and then the place of the id: total orders, each from
                        the smallest up, with cables without the date at the end
======================  =====================================================================

A change here is a change of LAYOUT: an index of another layout is refused, not misread.
"""

from functools import cache

import tantivy

from reftel.search.backend import Facet
from reftel.search.card import Card
from reftel.search.clauses import DateField, TextField, ValueField
from reftel.search.folding import key
from reftel.search.stems import analyser

LAYOUT = 1

TEXT = {TextField.ANYWHERE: "body", TextField.SUBJECT: "subject"}
VALUES = {
    Facet.ORIGIN: "origin",
    Facet.COUNTRY: "country",
    Facet.TAG: "tag",
    Facet.YEAR: "year",
    Facet.CLASSIFICATION: "classification",
}
KEYS = {field: f"{field.value}_key" for field in ValueField}
VALUE_WORDS = {field: f"{field.value}_words" for field in ValueField}
DAYS = {DateField.CREATED: "created", DateField.RELEASED: "released"}

_PLACES = 1 << 26  # cables an index may hold: 67 million
_NO_DATE = 1 << 36  # past every minute that a four-digit year can give


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TEXT.values():
        builder.add_text_field(name, tokenizer_name="words")
    for name in VALUES.values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ValueField:
        builder.add_text_field(KEYS[field], tokenizer_name="raw", index_option="basic")
        builder.add_text_field(VALUE_WORDS[field], tokenizer_name="words")
    for name in (*DAYS.values(), *_ORDERS):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def register_analyser(index: tantivy.Index) -> None:
    """The analyser is not kept in an index: to be called whenever one was opened."""
    index.register_tokenizer("words", analyser())


def document(card: Card, place: int) -> tantivy.Document:
    """The card as a document; ``place`` counts cables up in the order of their ids."""
    fields: dict[str, list[str] | list[int]] = {
        "id": [card.id],
        "body": list(card.body),
        "subject": [card.subject],
        "year": list(card.year),
    }
    for field, facet in _FACETS.items():
        values: tuple[str, ...] = getattr(card, _CARD_FIELDS[field])
        fields[VALUES[facet]] = list(values)
        keys = [key(value) for value in values]
        fields[KEYS[field]] = keys
        fields[VALUE_WORDS[field]] = list(keys)
    for name, day in (("created", card.created), ("released", card.released)):
        if day is not None:
            fields[name] = [day]
    for name, (minute, sign) in _ORDERS.items():
        at = getattr(card, minute)
        fields[name] = [(_NO_DATE if at is None else sign * at) * _PLACES + place]
    return tantivy.Document(**fields)


_ORDERS = {
    "newest": ("created_minute", -1),
    "oldest": ("created_minute", 1),
    "released_newest": ("released_minute", -1),
    "released_oldest": ("released_minute", 1),
}
_FACETS = {
    ValueField.TAG: Facet.TAG,
    ValueField.ORIGIN: Facet.ORIGIN,
    ValueField.CLASSIFICATION: Facet.CLASSIFICATION,
    ValueField.COUNTRY: Facet.COUNTRY,
}
_CARD_FIELDS = {
    ValueField.TAG: "tags",
    ValueField.ORIGIN: "origin",
    ValueField.CLASSIFICATION: "classification",
    ValueField.COUNTRY: "country",
}
