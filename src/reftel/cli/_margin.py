"""A telegram with the names of its fields in the margin, its readings and defects below."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from reftel.cli._terminal import shown
from reftel.telegram.cover import BLANK, LABEL, RULE, SIGN, SKIPPED, Part, cover
from reftel.telegram.record import Defect, Read, Span, Telegram
from reftel.telegram.words import in_words

MARGIN = 19  # characters, the space before the text included
WIDEST = 96  # characters of a row; a longer line is shown on several
NAMELESS = frozenset((BLANK, LABEL, RULE, SIGN, "paragraphs", "redactions"))
STYLES: dict[str, dict[str, Any]] = {
    LABEL: {"dim": True},
    SIGN: {"dim": True},
    RULE: {"dim": True},
    "page_marks": {"dim": True, "strikethrough": True},
    SKIPPED: {"fg": "yellow"},
    "headings": {"bold": True},
    "redactions": {"reverse": True},
    "paragraphs": {},
    "quotations": {"italic": True},
    BLANK: {},
}
VALUE = {"fg": "cyan"}
NAMES = {
    "captions": "caption",
    "executive_order": "e.o.",
    "headings": "heading",
    "quotations": "quotation",
    "references": "ref",
    "page_marks": "page mark",
}


class Row(NamedTuple):
    """What one row of the terminal shows of the text."""

    start: int
    end: int


def margin(telegram: Telegram) -> Iterator[str]:
    """The rows of the whole telegram, styled; ``click.echo`` drops the styles for a file."""
    parts = cover(telegram)
    starts = [part.span.start for part in parts]
    named = _names(telegram, parts)
    readings = _readings(telegram)
    defects = list(telegram.defects)
    for row in _rows(telegram.text):
        names = dict.fromkeys(name for at, name in named if row.start <= at < row.end)
        named = named[bisect_left(named, (row.end, "")) :] if names else named
        yield _row(", ".join(names), _styled(telegram.text, parts, starts, row))
        while readings and readings[0][0] < row.end:
            yield _row("", click.style(f"= {shown(readings.pop(0)[1])}", fg="green"))
        while defects and defects[0].span.start < max(row.end, row.start + 1):
            yield _carets(defects.pop(0), row)
    for defect in defects:
        yield _row("", click.style(f"{defect.kind.value}: {shown(defect.message)}", fg="red"))


def _row(name: str, content: str) -> str:
    written = name if len(name) < MARGIN else f"{name[: MARGIN - 2]}…"
    margin_ = f"{written:<{MARGIN}}"
    return f"{click.style(margin_, dim=True) if name else margin_}{content}".rstrip()


def _rows(text: str) -> Iterator[Row]:
    at = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        while stop - at > WIDEST:
            cut = text.rfind(" ", at + 1, at + WIDEST) + 1 or at + WIDEST
            yield Row(at, cut)
            at = cut
        yield Row(at, stop)
        at = stop + 1


def _names(telegram: Telegram, parts: Sequence[Part]) -> list[tuple[int, str]]:
    """Where each name stands in the margin: at the first row of its value."""
    found = [
        (part.span.start, NAMES.get(part.name, part.name.replace("_", " ")))
        for part in parts
        if part.name not in NAMELESS
    ]
    found += [(one.span.start, _paragraph(one.anchor, one.mark)) for one in telegram.paragraphs]
    found.sort()
    return found


def _paragraph(anchor: str, mark: Read[Any] | None) -> str:
    return f"{anchor} ({mark.value.text})" if mark else anchor


def _readings(telegram: Telegram) -> list[tuple[int, str]]:
    """What is read otherwise than it is written, and where: dates, targets, codes."""
    odd = [one for one in telegram.tags if one.value.code != one.value.raw]
    read: list[Read[Any] | None] = [telegram.dtg, telegram.filing, telegram.executive_order]
    found = [
        (one.span.start, in_words(one.value))
        for one in [*read, *odd, *telegram.references]
        if one is not None
    ]
    found.sort()
    return found


def _styled(text: str, parts: Sequence[Part], starts: Sequence[int], row: Row) -> str:
    pieces: list[str] = []
    first = max(0, bisect_left(starts, row.start + 1) - 1)
    for name, span in parts[first:]:
        if span.start >= row.end:
            break
        piece = text[max(span.start, row.start) : min(span.end, row.end)]
        style = STYLES.get(name, VALUE)
        pieces.append(click.style(_harmless(piece), **style) if style else _harmless(piece))
    return "".join(pieces)


def _harmless(piece: str) -> str:
    """The piece, each character that a terminal would obey shown as one that it does not."""
    return piece if piece.isascii() and piece.isprintable() else "".join(map(_letter, piece))


def _letter(letter: str) -> str:
    return shown(letter)[:1] or " "


def _carets(defect: Defect, row: Row) -> str:
    span: Span = defect.span
    first = max(0, span.start - row.start)
    wide = max(1, min(span.end, row.end) - max(span.start, row.start))
    told = f"{defect.kind.value}: {shown(defect.message)}"
    return _row("", " " * first + click.style(f"{'^' * wide} {told}", fg="red"))
