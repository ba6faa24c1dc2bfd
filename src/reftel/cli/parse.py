"""``reftel parse``: what the parser reads in a file, each value with its place."""

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from enum import Enum
from pathlib import Path

import click

from reftel.cli import DONE_WITH_REJECTS
from reftel.cli.show import shown
from reftel.sources import Reading, Rejected, SourceItem, items, readings
from reftel.telegram.cable import as_json, read_cable
from reftel.telegram.record import Addressee, Defect, Paragraph, Read, Span, Telegram

ELSEWHERE = frozenset(("text", "body_at", "defects", "paragraphs", "summary", "truncated"))
WIDEST_VALUE = 96  # characters of a value; the span tells where the rest is
AROUND = 60  # characters of a line shown before and after a defect


@click.command("parse")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--json", "as_records", is_flag=True, help="One cable record a cable, as JSON Lines.")
def command(paths: Sequence[Path], *, as_records: bool) -> None:
    """Show what is read in files: each field with its span, line and column, and every defect.

    Nothing is taken into an archive. FILE is anything that import takes: a page, a dump, a
    raw telegram, an archive of them, a folder.

    \b
    reftel parse 08EXAMPLETOWN12.html
    reftel parse --json cables.csv | head -1
    """
    rejected = 0
    named = frozenset(paths)
    for cable in _cables(paths):
        if isinstance(cable, Rejected):
            rejected += not cable.passed_over or Path(cable.container) in named
            click.echo(shown(f"{_where(cable)}: {cable.message}"), err=True)
            continue
        where, reading = cable
        telegram, record = read_cable(reading.header, reading.body, reading.published)
        if not as_records:
            title = f"{record['id'] if record else 'no reference id'}  {where}"
            click.echo("\n".join(report(telegram, title)).encode("utf-8", "backslashreplace"))
        elif record is not None:
            click.echo(as_json(record))
        else:
            rejected += 1
            click.echo(shown(f"{where}: no reference id can be had for this cable."), err=True)
    if rejected:
        sys.exit(DONE_WITH_REJECTS)


def _cables(paths: Sequence[Path]) -> Iterator[tuple[str, Reading] | Rejected]:
    for path in paths:
        for item in items(path):
            if isinstance(item, Rejected):
                yield item
                continue
            for reading in readings(item):
                yield reading if isinstance(reading, Rejected) else (_where(item), reading)


def _where(item: SourceItem | Rejected) -> str:
    return f"{item.container} ({item.place})" if item.place else item.container


class Lines:
    """Line and column, both from 1, of an offset in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end]


def report(telegram: Telegram, title: str) -> Iterator[str]:
    """The lines that the command prints for one cable."""
    lines = Lines(telegram.text)
    yield shown(title)
    for name, value, span in _values(telegram):
        line, column = lines.place(span.start)
        place = f"{line}:{column}"
        extent = f"{span.start}-{span.end}"
        yield f"  {name:<16}{place:<9}{extent:<13}{_fitted(value)}"
    if telegram.truncated:
        yield "  the text breaks off"
    for defect in telegram.defects:
        yield from _defect(defect, lines)
    yield ""


def _values(telegram: Telegram) -> Iterator[tuple[str, str, Span]]:
    for field in fields(telegram):
        if field.name in ELSEWHERE:
            continue
        found = getattr(telegram, field.name)
        several = () if found is None else (found,) if isinstance(found, Read) else found
        for value, span in several:
            yield field.name, _words(value), span
    for paragraph in telegram.paragraphs:
        yield paragraph.anchor, _paragraph(paragraph, telegram), paragraph.span


def _paragraph(paragraph: Paragraph, telegram: Telegram) -> str:
    mark = f"({paragraph.mark.value.text}) " if paragraph.mark else ""
    heading = f"[{paragraph.heading.value}] " if paragraph.heading else ""
    summary = "[summary] " if paragraph.anchor in telegram.summary else ""
    return f"{heading}{summary}{mark}{paragraph.text}"


def _words(value: object) -> str:
    """A value of the record as words: what is not given is left out."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Addressee):
        routing = f"{value.routing}/" if value.routing else ""
        offices = "/".join(value.offices)
        rest = [offices, value.precedence or "", value.serial or ""]
        return " ".join([f"{routing}{value.station}", *filter(None, rest)])
    if isinstance(value, tuple):
        named = getattr(value, "_fields", ())
        if not named:
            return ", ".join(map(_words, value))
        parts = zip(named, value, strict=True)
        return "  ".join(
            f"{name} {_words(part)}" for name, part in parts if part not in {None, "", (), False}
        )
    return str(value)


def _fitted(value: str) -> str:
    one_line = " ".join(shown(value).split())
    return one_line if len(one_line) <= WIDEST_VALUE else f"{one_line[: WIDEST_VALUE - 1]}…"


def _defect(defect: Defect, lines: Lines) -> Iterator[str]:
    """The defect, the line that it stands in, and carets under the place."""
    number, column = lines.place(defect.span.start)
    yield f"  {defect.kind.value}: {_fitted(defect.message)}"
    line = lines.line(number)
    first = max(0, column - 1 - AROUND)
    last = min(len(line), column - 1 + AROUND)
    carets = max(1, min(defect.span.end - defect.span.start, last - column + 1))
    margin = f"    {number}:{column} | "
    yield margin + "".join(shown(letter)[:1] or " " for letter in line[first:last])
    yield " " * (len(margin) - 2) + "| " + " " * (column - 1 - first) + "^" * carets
