"""Cables glued behind one another in one body, taken apart.

The archive's source was a table; where its quoting broke, the row of another cable and that
cable's text stand in the middle of a body. Both parts are kept, each with a note.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reftel.sources import marks
from reftel.sources.item import Reading
from reftel.sources.published import american, stamp
from reftel.telegram.record import Published

CLASSES: Final = (
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY|CONFIDENTIAL//NOFORN|SECRET//NOFORN"
    "|UNCLASSIFIED|CONFIDENTIAL|SECRET"
)
_DAY: Final = r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d\d)?"
_ID: Final = r"\d\d[A-Z][A-Z0-9]{1,60}\d"
_GAP: Final = r"(?:\t| {2,8})[ \t]{0,40}"
# "50133  2006-01-19  06EXAMPLE131  Embassy Example  CONFIDENTIAL  …", on a line of its own.
SPACED_ROW: Final = re.compile(
    rf"\n[ \t]{{0,8}}(\d{{1,6}}){_GAP}({_DAY}){_GAP}({_ID}){_GAP}"
    rf"(\S[^\t\n]{{2,60}}?){_GAP}({CLASSES})(?=\s|\Z)[ \t]*(?:\.\.\.|…)?"
)
# What every such row holds; nearly no body does, and looking for it is fast.
SPACED_SIGNS: Final = ("  UNCLASSIFIED", "  CONFIDENTIAL", "  SECRET")
# The same row as the dump writes it, anywhere.
_COMMA: Final = r'\\?",\\?"'
QUOTED_ROW: Final = re.compile(
    rf'"(\d{{1,6}}){_COMMA}({_DAY}){_COMMA}({_ID}){_COMMA}'
    rf'([^"\n\\]{{2,60}}){_COMMA}({CLASSES}){_COMMA}'
)
FIELD_END: Final = re.compile(_COMMA)


def split(found: Reading) -> Iterator[Reading]:
    """The cable, then each that was glued behind it; just the cable where none was."""
    rows = [row for row in _rows(found.body) if _is_cable(found.body, row)]
    if not rows:
        yield found
        return
    names = ", ".join(row.group(3) for row in rows)
    note = f"another cable was glued behind this one and is split off: {names}"
    first = found.body[: rows[0].start()].rstrip("\\")
    yield replace(found, body=first, notes=(*found.notes, note))
    before = found.published.id or "one without an id"
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        end = following.start() if following else len(found.body)
        note = f"split from the cable that it was glued to: {before}"
        yield _stray(row, found.body[row.end() : end], found, note)
        before = row.group(3)


def _rows(body: str) -> list[re.Match[str]]:
    spaced = "\t" in body or any(sign in body for sign in SPACED_SIGNS)
    rows = list(SPACED_ROW.finditer(body)) if spaced else []
    if '","' in body or '\\",' in body:
        rows = sorted([*rows, *QUOTED_ROW.finditer(body)], key=lambda row: row.start())
    return rows


def _is_cable(body: str, row: re.Match[str]) -> bool:
    """A row with a telegram behind it; a list of cables in a body is just text."""
    return marks.is_telegram(body[row.end() : row.end() + 8192].replace('","', "\n"))


def _stray(row: re.Match[str], rest: str, found: Reading, note: str) -> Reading:
    header, body, references = "", rest, ""
    if row.re is QUOTED_ROW:
        header, body, references = _fields(rest)
    _, created, id_, origin, classification = row.groups()
    published = Published(
        source=found.published.source,
        id=id_,
        created=stamp(created, exact=True) or american(created),
        classification=classification,
        origin=origin.strip(),
        references=tuple(filter(None, map(str.strip, references.split("|")))),
    )
    return Reading(published, header, body, (*found.notes, note))


def _fields(rest: str) -> tuple[str, str, str]:
    """References, header and body of what follows the first five fields of a row."""
    ends = list(FIELD_END.finditer(rest))[:2]
    if len(ends) < 2:
        return "", rest, ""
    body = rest[ends[1].end() :].rstrip()
    return (
        rest[ends[0].end() : ends[1].start()],
        body.removesuffix('"').removesuffix("\\"),
        rest[: ends[0].start()],
    )
