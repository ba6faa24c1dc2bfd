"""The fields of the tantivy indexes, and how a card is laid out in them.

Of cables:

======================  =====================================================================
``id``                  stored; everything else that pages show is in the edition's catalogue
``serial``              the number of its document, in hexadecimal digits; ``serial_number``: fast
``body``, ``subject``   plain words, with positions for phrases; stems are made of them when asked
``origin``, ``year`` …  the values of a facet as they are, fast
``tag_key``, …          the values of a field in the form they are compared in (``folding.key``)
``tag_words``, …        the words of values, with positions
``created``, …          days and numbers, fast, for ranges
``by_newest``, …        fast; a date or number and then the place of the id: total orders, each
                        from the smallest up, with cables without the date at the end
======================  =====================================================================

Of paragraphs: ``text``, plain words with positions; ``mark``, as ``values.portion_mark`` has
it; ``serial_number``, that of its cable, fast.

What is fast stands in a file of its own, which is written anew with every edition, as the
place of a cable and how often it is cited hang on others; all else stays as it is while the
cable does. So ``words_of_cables`` and ``facts_of_cables`` are two halves of ``cables``: the
fields of the first have the same numbers, those of the second the same names.

A change here is a change of LAYOUT: an index of another layout is refused, not misread.
"""

from array import array
from collections.abc import Iterable
from functools import cache
from sys import byteorder

import tantivy

from reftel.search.backend import Facet, SortOrder
from reftel.search.fields import DateField, NumberField, TextField, ValueField
from reftel.search.stems import analyser

LAYOUT = 3

TEXT = {TextField.ANYWHERE: "body", TextField.SUBJECT: "subject"}
FACETS = {facet: facet.value for facet in Facet}
KEYS = {field: f"{field.value}_key" for field in ValueField}
VALUE_WORDS = {field: f"{field.value}_words" for field in ValueField}
DAYS = {DateField.CREATED: "created", DateField.RELEASED: "released"}
NUMBERS = {NumberField.WORDS: "words", NumberField.CITED: "cited", NumberField.LEVEL: "level"}
ORDERS = {
    SortOrder.NEWEST: "by_newest",
    SortOrder.OLDEST: "by_oldest",
    SortOrder.RELEASED_NEWEST: "by_newest_release",
    SortOrder.RELEASED_OLDEST: "by_oldest_release",
    SortOrder.LONGEST: "by_longest",
    SortOrder.SHORTEST: "by_shortest",
    SortOrder.MOST_CITED: "by_cited",
}

SERIAL, SERIAL_NUMBER = "serial", "serial_number"

PLACES = 1 << 26  # cables an index may hold: 67 million
MOST_SERIALS = 1 << 31  # numbers that are used before an index is made from nothing; 32 bits


@cache
def cables() -> tantivy.Schema:
    return _cables(fast=True)


@cache
def words_of_cables() -> tantivy.Schema:
    return _cables(fast=False)


def _cables(*, fast: bool) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(SERIAL, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(SERIAL_NUMBER, fast=True)
    for name in TEXT.values():
        builder.add_text_field(name, tokenizer_name="words")
    for name in FACETS.values():
        builder.add_text_field(name, fast=fast, tokenizer_name="raw", index_option="basic")
    for field in ValueField:
        builder.add_text_field(KEYS[field], tokenizer_name="raw", index_option="basic")
        builder.add_text_field(VALUE_WORDS[field], tokenizer_name="words")
    for name in (*DAYS.values(), *NUMBERS.values(), *ORDERS.values()):
        builder.add_integer_field(name, fast=fast)
    return builder.build()


@cache
def facts_of_cables() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(SERIAL_NUMBER, fast=True)
    for name in FACETS.values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*DAYS.values(), *NUMBERS.values(), *ORDERS.values()):
        builder.add_integer_field(name, fast=True)
    return builder.build()


@cache
def paragraphs() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="words")
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(SERIAL_NUMBER, fast=True)
    return builder.build()


def register_analyser(index: tantivy.Index) -> None:
    """The analyser is not kept in an index: to be called whenever one was opened."""
    index.register_tokenizer("words", analyser())


serial_word = "{:08x}".format  # a serial number as a cable's document has it


def serial_words(serials: Iterable[int]) -> list[str]:
    """``serial_word`` of many serial numbers, in less than half the time."""
    big_endian = array("I", serials)
    if byteorder == "little":
        big_endian.byteswap()
    digits = big_endian.tobytes().hex()
    return [digits[at : at + 8] for at in range(0, len(digits), 8)]
