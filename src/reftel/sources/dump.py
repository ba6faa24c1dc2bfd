r"""One record of the Cablegate dump: eight quoted fields, ``"`` written as ``\"``.

Row id, created, reference id, origin, classification, references, header, body. The shape
is checked; records whose quoting broke are read as far as that is certain.
"""

import re
from collections.abc import Iterator
from typing import Final

from reftel.sources import glue, published
from reftel.sources.encoding import decoded, settled
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.telegram.record import Published

_SHORT: Final = r'"([^"\\]*+)",'
_LONG: Final = r'"((?:[^"\\]++|\\.|"")*+)"'
HEAD: Final = re.compile(rf"\s*{_SHORT * 6}", re.DOTALL)
TAIL: Final = re.compile(rf"{_LONG},{_LONG}\Z", re.DOTALL)
_BEYOND: Final = r',(?:"(?:[^"\\]++|\\.|"")*+"|[^",\n]{0,200})'
WIDER: Final = re.compile(rf"{_LONG},{_LONG}((?:{_BEYOND})++)\Z", re.DOTALL)
BEYOND: Final = re.compile(_BEYOND, re.DOTALL)
LONGEST_BEYOND: Final = 200  # characters of a column that is no text of a cable
# The first six fields, whatever the state of the rest; quotes may be missing.
START: Final = re.compile(
    r'\s*"?([^",\n]{0,12})"?,"?([^",\n]{0,60})"?,'
    r'"?([^",\n]{0,90})"?,"?([^"\n,]{0,90})"?,"?([^"\n,]{0,90})"?,'
    r'(?:"((?:[^"\\]++|\\.)*+)"|([^",\n]*+)),'
)
SEAM: Final = re.compile(r'(?<![\\"])","(?!")')
LOOSE_SEAM: Final = re.compile(r'"\s*,\s*"')


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """The cable of this record, and any other that lies glued in its body."""
    text, notes = decoded(item.content)
    fields = _fields(text)
    if isinstance(fields, str):
        yield Rejected(item.container, item.place, RejectKind.DAMAGED, fields, item.content)
        return
    values, header, body, oddities = fields
    if not published.is_id(values[2]):
        message = f"The record's reference id cannot be one: {values[2][:80]!r}"
        yield Rejected(item.container, item.place, RejectKind.NO_ID, message, item.content)
        return
    (header, more), (body, again) = settled(header), settled(body)
    header, body = _unescaped(header), _unescaped(body)
    if not body.strip():
        message = f"The record of {values[2]} has no body."
        yield Rejected(item.container, item.place, RejectKind.NO_BODY, message, item.content)
        return
    created = published.american(values[1]) or published.stamp(values[1], exact=True)
    if created is None:
        oddities = (*oddities, f"created is no date: {values[1][:40] or 'it is empty'}")
    about = Published(
        source="csv",
        id=values[2],
        created=created,
        classification=values[4] or None,
        origin=values[3] or None,
        references=tuple(filter(None, map(str.strip, values[5].split("|")))),
    )
    found = Reading(about, header, body, tuple(dict.fromkeys(notes + oddities + more + again)))
    yield from glue.split(found)


Fields = tuple[tuple[str, ...], str, str, tuple[str, ...]]


def _fields(text: str) -> Fields | str:
    """The first six fields, header and body still escaped, and what was odd; or why not."""
    head = HEAD.match(text)
    rest = text[head.end() :].rstrip() if head else ""
    sound = _long_fields(rest) if head else None
    if head and sound:
        return tuple(value.strip() for value in head.groups()), *sound, ()
    wider = WIDER.match(rest) if head else None
    if head and wider:
        return _without_the_rest(tuple(value.strip() for value in head.groups()), wider)
    start = START.match(text)
    return _by_shape(text, start) if start else _no_record(text)


def _without_the_rest(values: tuple[str, ...], wider: re.Match[str]) -> Fields | str:
    """A record with more columns than eight, which are told and dropped where they are short.

    Long ones may be part of a body in which quotes were not escaped: then nothing is sure.
    """
    header, body, beyond = wider.groups()
    columns = [column.removeprefix(",").strip('"') for column in BEYOND.findall(beyond)]
    count = 8 + len(columns)
    if any(len(column) > LONGEST_BEYOND or "\n" in column for column in columns):
        return f"This record has {count} columns where eight are read, and long text in the last."
    told = ", ".join(column[:40] for column in columns)
    return values, header, body, (f"the record has {count} columns; left out: {told}",)


def _no_record(text: str) -> str:
    return f"This is no record of eight fields; it begins {text[:60]!r}"


def _by_shape(text: str, start: re.Match[str]) -> Fields | str:
    """What a record holds whose quoting is broken."""
    values = [(value or "").strip() for value in start.groups()]
    values[5] = values[5] or values.pop()
    rest = text[start.end() :]
    seam = SEAM.search(rest, 1) or LOOSE_SEAM.search(rest, 1)
    if seam is None and not rest.startswith('"",'):
        return _no_record(text)
    at, end = (seam.start(), seam.end()) if seam else (1, 4)
    header = rest[:at].removeprefix('"')
    body = rest[end:].rstrip()
    note = "the record's quoting is broken; read by its shape"
    closed = body.removesuffix('"').removesuffix("\\")
    return tuple(values[:6]), header, closed, (note,)


def _long_fields(rest: str) -> tuple[str, str] | None:
    """Header and body, still escaped, where their quoting is sound.

    With four quotes that are not escaped, the second and third are those between the two:
    counting is much faster than matching, and true of nearly all records.
    """
    escaped = [part[:1] for part in rest.split("\\")[1:]]
    if "" not in escaped and rest.count('"') - escaped.count('"') == 4:
        at = rest.find('","')
        if at > 0 and rest[at - 1] != "\\" and rest[:1] == rest[-1:] == '"' != rest[-2:-1]:
            return rest[1:at], rest[at + 3 : -1]
    tail = TAIL.match(rest)
    return (tail.group(1), tail.group(2)) if tail else None


def _unescaped(text: str) -> str:
    r"""``\"`` as a quote, ``\\`` as a backslash, one at a line's end as none; others stay."""
    if "\\" in text:
        text = "\\".join(map(_of_single_escapes, text.split("\\\\")))
    return text.replace('""', '"') if '""' in text else text


def _of_single_escapes(text: str) -> str:
    first, *others = text.split("\\")
    return first + "".join(
        [part if part.startswith(('"', "\n")) else "\\" + part for part in others]
    )
