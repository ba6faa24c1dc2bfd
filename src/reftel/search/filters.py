"""Reads what a query asks of a field: a value, a date or a number, or a range of them.

A value may be written in any way that the gazetteer knows, and is asked for as cards have it;
one written with ``=`` is taken as it stands.
"""

import re
from collections.abc import Callable, Mapping

from reftel.gazetteer import countries, markings, posts
from reftel.search.clauses import Dates, Match, Node, Numbers, Or, Value, Words, all_of
from reftel.search.dates import date_range, first_day, last_day
from reftel.search.fields import DateField, NumberField, ValueField
from reftel.search.folding import key, one_line, words
from reftel.search.holdings import HOLDINGS
from reftel.search.ranges import level_range, number_range
from reftel.search.tokens import Notice, NoticeKind, Token, TokenKind
from reftel.search.values import portion_mark
from reftel.telegram.portion import portion

KINDS = ("subject", "program", "geographic", "organization", "person", "unknown")

_LEVELS = re.compile(r"[<>]=?|[^<>]*\.\.", re.ASCII)
_TILDE = re.compile(r"~\d*\Z", re.ASCII)
_ID = re.compile(
    r"(?:19|20)?(?P<year>\d\d)[\s-]*(?P<name>[A-Z][A-Z.'\s-]*?)[\s-]*0*(?P<number>[1-9]\d*)",
    re.IGNORECASE | re.ASCII,
)


def reference_id(written: str) -> str | None:
    """``08STATE2731`` however it is written; None for what is no reference id.

    >>> reference_id("08 State 002731"), reference_id("2008 Rio de Janeiro 12")
    ('08STATE2731', '08RIODEJANEIRO12')
    """
    match = _ID.fullmatch(written.strip()) if len(written) <= 80 else None
    if match is None:
        return None
    letters = "".join(letter for letter in match["name"].upper() if "A" <= letter <= "Z")
    return f"{match['year']}{posts.station(letters) or letters}{match['number']}"


def mark(written: str) -> str | None:
    """``S//NF`` for ``s/nf``, ``U`` for ``unclassified``; None for what is no portion mark."""
    found = portion(written)
    return None if found is None else portion_mark(found[0].text)


def _one_of(names: Mapping[str, object] | tuple[str, ...]) -> Callable[[str], str | None]:
    """Reads a name out of a few; with or without the s of a plural."""
    known = {name.removesuffix("s"): name for name in names}
    return lambda written: known.get(key(written).removesuffix("s"))


READ: Mapping[ValueField, Callable[[str], str | None]] = {
    ValueField.CLASSIFICATION: markings.classification,
    ValueField.COUNTRY: countries.code,
    ValueField.REGION: countries.region_named,
    ValueField.PRECEDENCE: markings.precedence,
    ValueField.MARK: mark,
    ValueField.KIND: _one_of(KINDS),
    ValueField.HAS: _one_of(HOLDINGS),
    ValueField.REFERENCE: reference_id,
    ValueField.ID: reference_id,
}
IDS = frozenset({ValueField.REFERENCE, ValueField.ID})
# What the fields take of which no other value can be found.
TAKES: Mapping[ValueField, str] = {
    ValueField.COUNTRY: "is no country, by name or by its two letters",
    ValueField.REGION: f"is no region; there are {', '.join(countries.REGIONS)}",
    ValueField.PRECEDENCE: "is no precedence; there are flash, immediate, priority and routine",
    ValueField.MARK: "is no portion mark, such as U, SBU, C, S or S//NF",
    ValueField.KIND: f"is no kind of tag; there are {', '.join(KINDS)}",
    ValueField.HAS: f"is nothing that is kept of a cable; there are {', '.join(HOLDINGS)}",
    ValueField.REFERENCE: "is no reference id, such as 08STATE2731",
    ValueField.ID: "is no reference id, such as 08STATE2731",
}


def value(token: Token, field: ValueField, notices: list[Notice]) -> Node | None:
    """What a word or a phrase asks of a field that holds values; None where it holds no word."""
    if field is ValueField.CLASSIFICATION and _LEVELS.match(token.compared):
        return _levels(token, notices)
    text = _without_tilde(token, notices)
    found = words(text)
    if not found:
        return None
    if token.sign == "=":
        return Value(field, text, Match.WHOLE)
    if "*" in text and token.kind is TokenKind.WORD:
        if text.endswith("*") and len(found) == 1 and text.count("*") == 1:
            return Value(field, found[0], Match.START)
        notices.append(token.notice(NoticeKind.STAR, "a star stands only at the end of one word"))
    return _read(token, field, text, notices)


def _read(token: Token, field: ValueField, text: str, notices: list[Notice]) -> Node:
    """A value as the gazetteer knows it; else its words, in this field or anywhere."""
    read = READ[field](text) if field in READ else None
    if read is not None:
        whole = Value(field, read, Match.WHOLE)
        return whole if field not in IDS else _or_as_written(whole, text)
    if field not in TAKES:
        return Value(field, text, Match.WORDS)
    what = f"{TAKES[field]}; searched as words"
    notices.append(token.notice(NoticeKind.UNKNOWN_VALUE, what))
    return Words(words(text))


def _or_as_written(whole: Value, text: str) -> Node:
    """A reference id, or the same as it is written: archives hold ``1973STATE012345`` too."""
    if " " in text or key(text) == key(whole.text):
        return whole
    return Or((whole, Value(whole.field, text, Match.WHOLE)))


def _without_tilde(token: Token, notices: list[Notice]) -> str:
    """The value in one line; what is a word's or a phrase's only is passed over."""
    text = one_line(token.text)
    bare = _TILDE.sub("", text) if token.kind is TokenKind.WORD and token.sign != "=" else text
    if token.tilde or bare != text:
        notices.append(token.notice(NoticeKind.FUZZY, "a field of values takes no ~; passed over"))
    return bare


def dates(token: Token, field: DateField, notices: list[Notice]) -> Node | None:
    """The dates that a range asks for."""
    ends = date_range(token.compared.strip())
    if ends is None:
        return _as_words(token, NoticeKind.NOT_A_DATE, "is no date", notices)
    first, last = ends
    if first and last and first_day(first) > last_day(last):
        notices.append(_backwards(token))
        first, last = last, first
    return Dates(field, first, last)


def numbers(token: Token, field: NumberField, notices: list[Notice]) -> Node | None:
    """The numbers that a range asks for."""
    ends = number_range(token.compared.strip())
    if ends is None:
        return _as_words(token, NoticeKind.NOT_A_NUMBER, "is no number", notices)
    return Numbers(field, *_forwards(ends, token, notices))


def _levels(token: Token, notices: list[Notice]) -> Node | None:
    ends = level_range(token.compared.strip())
    if ends is None:
        what = "is no classification that others can be compared with"
        return _as_words(token, NoticeKind.NOT_A_LEVEL, what, notices)
    lowest, highest = _forwards(ends, token, notices)
    parts: list[Node] = [] if lowest is None else [Numbers(NumberField.LEVEL, lowest, None)]
    parts += [] if highest is None else [Numbers(NumberField.LEVEL, None, highest)]
    return all_of(parts)


def _forwards(
    ends: tuple[int | None, int | None], token: Token, notices: list[Notice]
) -> tuple[int | None, int | None]:
    first, last = ends
    if first is not None and last is not None and first > last:
        notices.append(_backwards(token))
        return last, first
    return ends


def _backwards(token: Token) -> Notice:
    return token.notice(NoticeKind.BACKWARDS, "runs backwards; the ends were exchanged")


def _as_words(token: Token, kind: NoticeKind, what: str, notices: list[Notice]) -> Node | None:
    found = words(token.text)
    notices.append(token.notice(kind, f"{what}; searched as words"))
    return Words(found) if found else None
