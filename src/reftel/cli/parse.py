"""``reftel parse``: what the parser reads in a file, each value with its place."""

import re
import shutil
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

import click

from reftel.cli import DONE_WITH_REJECTS
from reftel.cli._margin import margin
from reftel.cli._sources import Source
from reftel.cli._terminal import on_one_line, shown
from reftel.sources import Reading, Rejected, SourceItem, items, readings
from reftel.telegram.cable import as_json, read_cable
from reftel.telegram.record import Paragraph, Read, Span, Telegram
from reftel.telegram.words import in_words

STDIN = Path("-")
ELSEWHERE = frozenset(("text", "body_at", "defects", "paragraphs", "summary", "truncated"))
WIDEST_VALUE = 96  # characters of a value; the span tells where the rest is
LINE_END = re.compile("\n")


@click.command("parse")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=Source(or_stdin=True),
)
@click.option("--json", "as_records", is_flag=True, help="One cable record a cable, as JSON Lines.")
@click.option("--values", "as_values", is_flag=True, help="A line for each value, with its place.")
def command(paths: Sequence[Path], *, as_records: bool, as_values: bool) -> None:
    """Show what is read in files: the text with its fields in the margin, and every defect.

    Nothing is taken into an archive. FILE is anything that import takes: a page, a dump, a
    raw telegram, an archive of them, a folder. A FILE of - is standard input.

    \b
    reftel parse 08EXAMPLETOWN12.html
    reftel parse --values 08EXAMPLETOWN12.html
    reftel parse --json cables.csv | head -1
    """
    rejected = 0
    named = frozenset(paths)
    for cable in _cables(paths):
        if isinstance(cable, Rejected):
            rejected += not cable.passed_over or Path(cable.container) in named
            click.echo(on_one_line(f"{_where(cable)}: {cable.message}"), err=True)
            continue
        where, reading = cable
        telegram, record = read_cable(reading.header, reading.body, reading.published)
        if not as_records:
            title = f"{record['id'] if record else 'no reference id'}  {where}"
            _print(on_one_line(title))
            for line in values(telegram) if as_values else margin(telegram):
                _print(line)
            _print("")
        elif record is not None:
            click.echo(as_json(record))
        else:
            rejected += 1
            click.echo(
                on_one_line(f"{where}: no reference id can be had for this cable."), err=True
            )
    if rejected:
        sys.exit(DONE_WITH_REJECTS)


def _print(line: str) -> None:
    """A line on the terminal; what UTF-8 cannot hold is shown by its number."""
    click.echo(line.encode("utf-8", "backslashreplace").decode())


def _cables(paths: Sequence[Path]) -> Iterator[tuple[str, Reading] | Rejected]:
    for path in paths:
        for item in _stdin() if path == STDIN else items(path):
            if isinstance(item, Rejected):
                yield item
                continue
            for reading in readings(item):
                yield reading if isinstance(reading, Rejected) else (_where(item), reading)


def _stdin() -> Iterator[SourceItem | Rejected]:
    """What standard input holds: kept in a file first, as an archive is read back and forth."""
    with tempfile.TemporaryDirectory() as folder:
        spooled = Path(folder, "stdin")
        with spooled.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        for item in items(spooled):
            container = item.container.replace(str(spooled), str(STDIN), 1)
            if isinstance(item, Rejected):
                yield replace(item, container=container)
            else:
                yield item._replace(container=container)


def _where(item: SourceItem | Rejected) -> str:
    return f"{item.container} ({item.place})" if item.place else item.container


def values(telegram: Telegram) -> Iterator[str]:
    """A line for each value: field, line and column, first and last character, the value."""
    lines = Lines(telegram.text)
    for name, value, span in _values(telegram):
        line, column = lines.place(span.start)
        extent = f"{span.start}-{span.end}"
        yield f"{name:<16}{f'{line}:{column}':<9}{extent:<13}{_fitted(value)}"


class Lines:
    """Line and column, both from 1, of an offset in a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1


def _values(telegram: Telegram) -> Iterator[tuple[str, str, Span]]:
    for field in fields(telegram):
        if field.name in ELSEWHERE:
            continue
        found = getattr(telegram, field.name)
        several = () if found is None else (found,) if isinstance(found, Read) else found
        for value, span in several:
            yield field.name, in_words(value), span
    for paragraph in telegram.paragraphs:
        yield paragraph.anchor, _paragraph(paragraph, telegram), paragraph.span


def _paragraph(paragraph: Paragraph, telegram: Telegram) -> str:
    mark = f"({paragraph.mark.value.text}) " if paragraph.mark else ""
    heading = f"[{paragraph.heading.value}] " if paragraph.heading else ""
    summary = "[summary] " if paragraph.anchor in telegram.summary else ""
    return f"{heading}{summary}{mark}{paragraph.text}"


def _fitted(value: str) -> str:
    one_line = " ".join(shown(value).split())
    return one_line if len(one_line) <= WIDEST_VALUE else f"{one_line[: WIDEST_VALUE - 1]}…"
