"""Reads the words of a query: plain or exact, phrases, ``begin*``, ``word~1``, ``"a b"~5``."""

import re

from reftel.search.clauses import Fuzzy, Near, Node, Prefix, Words, all_of
from reftel.search.fields import TextField
from reftel.search.folding import words
from reftel.search.tokens import Notice, NoticeKind, Token, TokenKind

SHORTEST_PREFIX = 2
FUZZY_LETTERS = range(3, 61)  # of a word that may be written otherwise
MOST_SLIPS = 2
MOST_BETWEEN = 100  # words

_FUZZY = re.compile(r"(.+)~(\d*)", re.DOTALL | re.ASCII)


def wording(token: Token, field: TextField, notices: list[Notice]) -> Node | None:
    """What a word or a phrase asks for; None where it holds no word."""
    if not words(token.text):
        return None
    if token.kind is TokenKind.QUOTED:
        return _phrase(token, field, notices)
    if match := _FUZZY.fullmatch(token.text):
        return _fuzzy(token, match, field, notices)
    return _word(token, field, notices)


def _phrase(token: Token, field: TextField, notices: list[Notice]) -> Node:
    found = words(token.text)
    if "*" in token.text:
        notices.append(_misplaced_star(token))
    between = _between(token, found, notices) if token.tilde else None
    if between is None:
        return Words(found, field, exact=token.sign == "=")
    if token.sign == "=":
        what = "is looked for by the stems of its words, as they need not stand side by side"
        notices.append(token.notice(NoticeKind.NEAR, what))
    return Near(found, between, field)


def _between(token: Token, found: tuple[str, ...], notices: list[Notice]) -> int | None:
    """How many words may stand between those of a phrase; None where they stand side by side."""
    written = token.tilde[1:]
    if not written or len(found) < 2:
        what = "needs two words and a number, as in "
        what += '"victim shelter"~5; it was searched as a phrase'
        notices.append(token.notice(NoticeKind.NEAR, what))
        return None
    if len(written) > 3 or int(written) > MOST_BETWEEN:
        what = f"may have at most {MOST_BETWEEN} words between its own"
        notices.append(token.notice(NoticeKind.NEAR, what))
        return MOST_BETWEEN
    return int(written)


def _word(token: Token, field: TextField, notices: list[Notice]) -> Node | None:
    """One word, those that signs in it part, or ``begin*``."""
    body = token.text.rstrip("*")
    found = words(token.text)
    plain = Words(found, field, exact=token.sign == "=")
    if "*" in body:
        notices.append(_misplaced_star(token))
        return plain
    if body == token.text:
        return plain
    if len(found[-1]) < SHORTEST_PREFIX:
        what = f"needs {SHORTEST_PREFIX} letters before the star; searched as a word"
        notices.append(token.notice(NoticeKind.STAR, what))
        return plain
    return _after_others(found, Prefix(found[-1], field), plain)


def _fuzzy(
    token: Token, match: re.Match[str], field: TextField, notices: list[Notice]
) -> Node | None:
    """A word that may be written otherwise: ``word~1``, ``word~2``."""
    body, written = match.groups()
    found = words(body)
    if not found:
        return Words(words(token.text), field)
    plain = Words(found, field, exact=token.sign == "=")
    if "*" in body:
        notices.append(_misplaced_star(token))
        return plain
    slips = int(written or "1") if len(written) < 3 else MOST_SLIPS + 1
    if len(found[-1]) not in FUZZY_LETTERS or not slips:
        what = f"needs {FUZZY_LETTERS[0]} to {FUZZY_LETTERS[-1]} letters, and ~1 or ~2 behind them"
        notices.append(token.notice(NoticeKind.FUZZY, f"{what}; searched as a word"))
        return plain
    if slips > MOST_SLIPS:
        what = f"may be at most {MOST_SLIPS} letters away; it was read so"
        notices.append(token.notice(NoticeKind.FUZZY, what))
    return _after_others(found, Fuzzy(found[-1], min(slips, MOST_SLIPS), field), plain)


def _after_others(found: tuple[str, ...], last: Node, plain: Words) -> Node | None:
    """The last of some words read in its own way, the others before it as they were."""
    before: list[Node] = [Words(found[:-1], plain.field, plain.exact)] if found[:-1] else []
    return all_of([*before, last])


def _misplaced_star(token: Token) -> Notice:
    return token.notice(NoticeKind.STAR, "a star stands only at the end of a single word")
