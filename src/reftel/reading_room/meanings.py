"""What the short words of one cable mean, for the list beside it.

Marks, captions, precedences, tags, the order and its reasons, abbreviations: those that stand
in this cable, with what the gazetteer has on each. A word that it does not know is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from reftel.gazetteer import countries, markings, orders
from reftel.gazetteer.glossary import TERMS
from reftel.reading_room.abbreviations import MOST, Abbreviations, anchor
from reftel.reading_room.body import portion_meaning
from reftel.reading_room.pieces import Word
from reftel.reading_room.wording import LANGUAGE
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import CableRecord

LONGEST_MARK = 24  # letters of a portion mark that is explained


def meanings(
    record: CableRecord, tags: Iterable[Word], explained: Abbreviations
) -> tuple[Word, ...]:
    """Each once, in the order of the alphabet; what the page leads to has an address there."""
    found: dict[str, str] = {}
    for code, meaning in _all(record, tags, explained):
        if meaning and len(found) < 2 * MOST:
            found.setdefault(code, meaning)
    led = {*explained.terms, *record["captions"]}
    return tuple(
        Word(code, meaning, f"#{anchor(code)}" if code in led else "")
        for code, meaning in sorted(found.items(), key=_in_order)
    )


def _in_order(word: tuple[str, str]) -> tuple[str, str]:
    return word[0].strip("(").upper(), word[0]


def _all(
    record: CableRecord, tags: Iterable[Word], explained: Abbreviations
) -> Iterator[tuple[str, str]]:
    sent_from = countries.name(record["country"] or "") or ""
    for term in explained.terms:
        yield term, markings.CAPTIONS.get(term) or _government(term, sent_from) or TERMS[term]
    for caption in record["captions"]:
        yield caption, markings.CAPTIONS.get(caption, "")
    for mark in dict.fromkeys(one["mark"] for one in record["paragraphs"]):
        if mark and len(mark) <= LONGEST_MARK:
            meaning = portion_meaning(mark)
            yield f"({mark})", "" if meaning == mark else meaning
    told = (*record["to"], *record["info"])
    for precedence in dict.fromkeys((record["precedence"], *(one["precedence"] for one in told))):
        yield precedence or "", _grades(LANGUAGE.get()).get(precedence or "", "")
    for tag in tags:
        yield tag.code, tag.meaning
    named = record["executive_order"]
    order = orders.ORDERS.get(named["order"] or "") if named else None
    if order is not None:
        yield _("E.O. %(number)s", number=order.number), order.title
    for reason in record["reasons"]:
        yield reason, orders.reason(reason) or ""


def _government(term: str, country: str) -> str:
    """``GOB`` from Brasilia is the government of Brazil; by its letters alone it is of many."""
    if len(term) != len("GOB") or not term.startswith("GO") or not country.startswith(term[2]):
        return ""
    return _("government of %(country)s", country=country)


@lru_cache(maxsize=16)
def _grades(_language: str) -> Mapping[str, str]:
    """The precedences, by how urgent each is."""
    return {
        "flash": _("the most urgent of four grades"),
        "immediate": _("the second most urgent of four grades"),
        "priority": _("the third most urgent of four grades"),
        "routine": _("the least urgent of four grades"),
    }
