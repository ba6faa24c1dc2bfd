"""The pieces a query is made of, each with its place; brackets balanced, budgets kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reftel.search.folding import words

MOST_CHARACTERS = 1_000
MOST_DEPTH = 16
MOST_CLAUSES = 64  # words, those of phrases each
PARAGRAPHS_PRICE = 8  # words; what has to stand in one paragraph is looked up apart from the rest


class NoticeKind(StrEnum):
    """Why a part of a query was not read as written. Codes are stable."""

    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    TOO_DEEP = "too-deep"
    OPEN_QUOTE = "open-quote"
    OPEN_BRACKET = "open-bracket"
    STRAY_BRACKET = "stray-bracket"
    STRAY_OPERATOR = "stray-operator"
    UNKNOWN_FIELD = "unknown-field"
    EMPTY_FIELD = "empty-field"
    NOT_A_DATE = "not-a-date"
    BACKWARDS = "backwards"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_LEVEL = "not-a-level"
    UNKNOWN_VALUE = "unknown-value"
    STAR = "star"
    FUZZY = "fuzzy"
    NEAR = "near"
    OUT_OF_PARAGRAPH = "out-of-paragraph"
    SEVERAL_MARKS = "several-marks"
    NO_WORDS = "no-words"


@dataclass(frozen=True, slots=True)
class Notice:
    """What could not be read as written, where it stands in the query, how it was read."""

    kind: NoticeKind
    start: int
    end: int
    message: str


class TokenKind(StrEnum):
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    FIELD = "field"
    WORD = "word"
    QUOTED = "quoted"


OPERATORS = frozenset({TokenKind.AND, TokenKind.OR, TokenKind.NOT})
_PARAGRAPH, _MARK = "para", "mark"
_HANGING = OPERATORS | {TokenKind.FIELD}


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is what was written: of a quoted phrase the inside, of a field its name."""

    kind: TokenKind
    text: str
    start: int
    end: int
    sign: str = ""  # = or > >= < <= before a word or phrase
    tilde: str = ""  # ~5 behind a phrase

    @property
    def compared(self) -> str:
        """The text behind its sign, where that compares."""
        return self.text if self.sign == "=" else self.sign + self.text

    def notice(self, kind: NoticeKind, what: str) -> Notice:
        """That this token ``what``: ``is no date; searched as words``."""
        return Notice(kind, self.start, self.end, f"“{self.text}” {what}.")


_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<sign>[<>]=?|=)?
      (?: ["“”„] (?P<quoted>(?:[^"“”\\]|\\.)*) ["“”] (?P<tilde>~\d*)?
        | (?<=[<>=]) (?P<signed>[^\s()"“”„]+)
      )
    | (?P<quote>["“”„])
    | (?P<minus>[-−–—](?=[^\s\-)]))
    | (?P<field>[A-Za-z]+):
    | (?P<spaced>[A-Z](?:\ [A-Z]){3,}(?=[\s)]|\Z))
    | (?P<word>[^\s()"“”„]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATOR_WORDS = {"AND": TokenKind.AND, "OR": TokenKind.OR, "NOT": TokenKind.NOT}


def within_length(text: str, notices: list[Notice]) -> str:
    """The text, cut at a space where it is longer than a query may be."""
    if len(text) <= MOST_CHARACTERS:
        return text
    cut = text.rfind(" ", 0, MOST_CHARACTERS + 1)
    cut = cut if cut > 0 else MOST_CHARACTERS
    message = f"A query may have {MOST_CHARACTERS} characters; the rest was left out."
    notices.append(Notice(NoticeKind.TOO_LONG, cut, len(text), message))
    return text[:cut]


def tokens(text: str, fields: frozenset[str], notices: list[Notice]) -> list[Token]:
    """The tokens of a text: not too many, with as many closing as opening brackets."""
    found = _within_budget(list(_tokens(text, fields, notices)), len(text), notices)
    return list(_balanced(found, len(text), notices))


def _tokens(text: str, fields: frozenset[str], notices: list[Notice]) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.match(text, at):
        start, at = match.span()
        match match.lastgroup:
            case "quoted" | "tilde":
                inside = re.sub(r"\\(.)", r"\1", match["quoted"], flags=re.DOTALL)
                sign, tilde = match["sign"] or "", match["tilde"] or ""
                yield Token(TokenKind.QUOTED, inside, start, at, sign, tilde)
            case "spaced":
                yield Token(TokenKind.WORD, match["spaced"], start, at)
            case "signed":
                yield Token(TokenKind.WORD, match["signed"], start, at, match["sign"] or "")
            case "quote":
                message = "This quotation mark has no partner; its words were searched singly."
                notices.append(Notice(NoticeKind.OPEN_QUOTE, start, at, message))
            case "field" if match["field"].lower() not in fields:
                whole_word = _TOKEN_WORD.match(text, start)
                at = whole_word.end() if whole_word else at
                message = f"“{match['field']}:” is no field; it was searched as words."
                notices.append(Notice(NoticeKind.UNKNOWN_FIELD, start, at, message))
                yield Token(TokenKind.WORD, text[start:at], start, at)
            case "field":
                yield Token(TokenKind.FIELD, match["field"].lower(), start, at)
            case "word":
                kind = _OPERATOR_WORDS.get(match["word"], TokenKind.WORD)
                yield Token(kind, match["word"], start, at)
            case "open" | "close" | "minus" as group:
                yield Token(_SIGNS[group], match.group(), start, at)
            case _:
                pass


_TOKEN_WORD = re.compile(r'[^\s()"“”„]+')
_SIGNS = {"open": TokenKind.OPEN, "close": TokenKind.CLOSE, "minus": TokenKind.NOT}


def _within_budget(found: list[Token], end: int, notices: list[Notice]) -> list[Token]:
    """The tokens as far as a query may go, without an operator or field left hanging."""
    room = MOST_CLAUSES
    for place, token in enumerate(found):
        room -= _price(found, place)
        if room < 0:
            message = f"A query may have {MOST_CLAUSES} words; the rest was left out."
            notices.append(Notice(NoticeKind.TOO_MANY, token.start, end, message))
            kept = found[:place]
            while kept and kept[-1].kind in _HANGING:
                kept.pop()
            return _closed(kept, end)
    return found


def _price(found: list[Token], place: int) -> int:
    """What a token takes of the room that a query has, in words.

    Of words near each other each two are looked for. Marks side by side, and ``para:`` before
    a mark, are of one paragraph.
    """
    token = found[place]
    if token.kind is TokenKind.FIELD:
        if token.text == _PARAGRAPH:
            return 0 if _is_mark(found, place + 2) else PARAGRAPHS_PRICE
        joined = place > 0 and found[place - 1].kind is TokenKind.AND
        before = place - 3 if joined else place - 2
        return PARAGRAPHS_PRICE if _is_mark(found, place) and not _is_mark(found, before) else 0
    if token.kind not in {TokenKind.WORD, TokenKind.QUOTED}:
        return 0
    count = max(1, len(words(token.text)))
    if token.kind is TokenKind.QUOTED and token.tilde:
        return max(PARAGRAPHS_PRICE, count * (count - 1) // 2)
    return count


def _is_mark(found: list[Token], place: int) -> bool:
    if not 0 <= place < len(found):
        return False
    return found[place].kind is TokenKind.FIELD and found[place].text == _MARK


def _closed(kept: list[Token], end: int) -> list[Token]:
    """The tokens, with the brackets that their cut left open closed at the end."""
    kinds = [token.kind for token in kept]
    still_open = kinds.count(TokenKind.OPEN) - kinds.count(TokenKind.CLOSE)
    return kept + [Token(TokenKind.CLOSE, "", end, end)] * max(0, still_open)


def _balanced(stream: list[Token], end: int, notices: list[Notice]) -> Iterator[Token]:
    """Leaves out brackets that have no partner or stand too deep, and closes open ones."""
    opened: list[Token] = []
    for token in stream:
        if token.kind is TokenKind.OPEN:
            opened.append(token)
            if len(opened) > MOST_DEPTH:
                message = f"Brackets may stand {MOST_DEPTH} deep; this one was passed over."
                notices.append(Notice(NoticeKind.TOO_DEEP, token.start, token.end, message))
                continue
        elif token.kind is TokenKind.CLOSE:
            if not opened:
                message = "This bracket closes nothing; it was passed over."
                notices.append(Notice(NoticeKind.STRAY_BRACKET, token.start, token.end, message))
                continue
            opened.pop()
            if len(opened) >= MOST_DEPTH:
                continue
        yield token
    for token in opened:
        message = "This bracket is never closed; it was read as closing at the end."
        notices.append(Notice(NoticeKind.OPEN_BRACKET, token.start, token.end, message))
    for _ in opened[:MOST_DEPTH]:
        yield Token(TokenKind.CLOSE, "", end, end)
