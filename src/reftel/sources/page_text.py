"""A page of the site saved as text: all markup gone, navigation left (the seed's form)."""

import re
from collections.abc import Iterator
from typing import Final

from reftel.sources import glue, published
from reftel.sources.encoding import decoded, settled
from reftel.sources.glue import CLASSES
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem

STAMP: Final = r"\d{4}-\d\d-\d\d \d\d:\d\d"
VALUES: Final = re.compile(
    rf"^[ \t]*(\d\d[A-Z][A-Z0-9]{{1,60}})[ \t]+({STAMP})[ \t]+({STAMP})[ \t]+({CLASSES})"
    r"[ \t]+(\S[^\r\n]{0,80}?)[ \t]*(?:\r?\n|\r|\Z)",
    re.MULTILINE,
)
HEADING: Final = re.compile(
    r"^[ \t]*Viewing cable (\d\d[A-Z0-9]{2,60}),[ \t]*([^\r\n]*)", re.MULTILINE
)


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """The cable below the line of values; its transmission lines and body are one text."""
    text, notes = decoded(item.content)
    values = VALUES.search(text)
    if values is None:
        yield _rejected(item, RejectKind.TRUNCATED, "The page ends before its table of values.")
        return
    body, more = settled(text[values.end() :])
    if not body.strip():
        yield _rejected(item, RejectKind.NO_BODY, "Nothing stands below the line of values.")
        return
    id_, created, released, classification, origin = values.groups()
    heading = HEADING.search(text, 0, values.start())
    exact = not published.hour_for_minutes(created, released)
    found = Reading(
        published.of_page(
            "page-text",
            (id_, created, released, classification, origin),
            subject=heading.group(2).strip() if heading else None,
            exact=exact,
        ),
        header="",
        body=body,
        notes=notes + more,
    )
    yield from glue.split(found)


def _rejected(item: SourceItem, kind: RejectKind, message: str) -> Rejected:
    return Rejected(item.container, item.place, kind, message, item.content)
