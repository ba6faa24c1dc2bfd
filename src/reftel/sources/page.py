"""An HTML page of the site: its table of values, its header box and its body box.

Pages are taken apart by searching bytes, since most of a page is navigation: 20 times as
fast as parsing it. Wherever that is unsure it gives no answer, and the HTML parser of
``page_judge`` decides. Both give the same ``Parts``, and text is made of these here, in one
way, so that they differ in structure only.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from reftel.sources import glue, marks, page_judge, published
from reftel.sources.encoding import decoded, in_utf8, settled
from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem
from reftel.sources.page_parts import Parts
from reftel.telegram.record import Published

TABLE: Final = b"<table class='cable'>"
BLOCK: Final = b"<code><pre>"
BLOCK_END: Final = b"</pre></code>"
PAGE_END: Final = b"</html>"
HEADING: Final = b"<h3>Viewing cable "
_CELL: Final = rb"\s*<td>\s*<a href='[^'<>]*'(?: title='[^'<>]*')?>([^<>]*)</a>\s*</td>"
VALUES: Final = re.compile(
    rb"<table class='cable'>\s*<tr>(?:\s*<th>[^<>]*</th>){5}\s*</tr>\s*<tr>"
    + _CELL * 5
    + rb"\s*</tr>"
)
MARK: Final = re.compile(rb"<a id='par[^'<>]*' href='[^'<>]*'>\xc2\xb6</a>")
LINK: Final = re.compile(rb"<a href='[^'<>]*'>|</a>")
REFERENCE: Final = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z0-9]{2,31}));")


def readings(item: SourceItem) -> Iterator[Reading | Rejected]:
    """The cables of this file: one a page, and whatever lies glued in its body."""
    content, notes = in_utf8(item.content)
    quick = seen_quickly(content)
    if quick is not None:
        yield from _of(item, quick, notes)
        return
    pages = [page for page in content.split(PAGE_END) if page.strip()]
    if content.count(PAGE_END) < 2 or len(pages) < 2:
        yield from _judged(item, content, notes)
        return
    for page in pages:
        yield from _judged(item, page + PAGE_END, (*notes, "the file holds several pages"))


def _judged(
    item: SourceItem, content: bytes, notes: tuple[str, ...]
) -> Iterator[Reading | Rejected]:
    parts = page_judge.parts(content)
    if isinstance(parts, Parts):
        yield from _of(item, parts, notes)
    else:
        yield _rejected(item, RejectKind.TOO_DEEP, parts)


def _of(item: SourceItem, parts: Parts, before: tuple[str, ...]) -> Iterator[Reading | Rejected]:
    blocks = [_text(block) for block in parts.blocks]
    fault = _fault(parts, [text for text, _ in blocks])
    if fault is not None:
        yield _rejected(item, *fault)
        return
    notes = [*before, *(note for _, found in blocks for note in found)]
    if not parts.complete:
        notes.append("the end of the page is missing, below the cable")
    if len(blocks) == 1:
        notes.append("the page has one box of text where two are usual")
    header = blocks[0][0] if len(blocks) > 1 else ""
    about, more = _published(parts)
    found = Reading(about, header, blocks[-1][0], tuple(dict.fromkeys([*notes, *more])))
    yield from glue.split(found)


def seen_quickly(content: bytes) -> Parts | None:
    """The parts of a page that has just the usual markup; None where that is not sure."""
    table = content.rfind(TABLE)
    if table < 0 or content.find(TABLE) != table or _has_comment(content):
        return None
    values = VALUES.match(content, table)
    title = content.rfind(HEADING, 0, table)
    title_end = content.find(b"</h3>", title, table)
    if values is None or title < 0 or title_end < 0:
        return None
    first = content.find(BLOCK, values.end())
    last = content.find(BLOCK, first + 1)
    heading = content[title + len(b"<h3>") : title_end]
    boxes = (_box(content, first), _box(content, last))
    tail = content[content.rfind(BLOCK_END) + len(BLOCK_END) :]
    if (
        last < first
        or content.count(b"<pre", values.end()) != 2
        or content.count(BLOCK_END, values.end()) != 2
        or b"<" in heading
        or not all(box is not None for box in boxes)
    ):
        return None
    return Parts(
        heading=heading,
        cells=values.groups(),
        blocks=tuple(box for box in boxes if box is not None),
        old_script=b"/js.js" in tail,
        new_script=b"/cables.js" in tail,
        complete=tail.rstrip().endswith(b"</html>"),
    )


def _has_comment(content: bytes) -> bool:
    """Whether the page has a comment, which may hide anything; ``!`` is rare on pages."""
    at = content.find(b"!")
    while at >= 0:
        if content[at - 1 : at + 3] == b"<!--":
            return True
        at = content.find(b"!", at + 1)
    return False


def _box(content: bytes, start: int) -> bytes | None:
    """A box's bytes without ¶ marks and links, None where it holds other markup."""
    end = content.find(BLOCK_END, start)
    if start < 0 or end < 0:
        return None
    box = content[start + len(BLOCK) : end]
    if b"<" in box:
        box = LINK.sub(b"", MARK.sub(b"", box))
    return None if b"<" in box or b"\0" in box else box


def _text(box: bytes) -> tuple[str, tuple[str, ...]]:
    text, notes = decoded(box.replace(b"&#x000A;", b"\n"))
    text, more = settled(unescaped(text))
    return text, notes + more


def unescaped(text: str) -> str:
    """Character references decoded, once. The site escaped line ends and little else.

    Only references that end in a semicolon count: pages hold ``R&D`` and ``&section`` as
    they were sent, and a browser's leniency would turn the latter into ``§ion``.
    """
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return html5.get(name + ";", match.group())
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if 0 < number <= 0x10FFFF and not 0xD800 <= number < 0xE000:
        return chr(number)
    return match.group()  # no such character: the text is left as it stands


def _fault(  # noqa: PLR0911 - one line a fault
    parts: Parts, blocks: list[str]
) -> tuple[RejectKind, str] | None:
    """Why this page gives no cable, if so."""
    if parts.cut:
        return RejectKind.TRUNCATED, "The page is cut off in the middle of its cable."
    if not parts.complete and len(blocks) < 2:
        return RejectKind.TRUNCATED, "The page is cut off before its cable ends."
    if not blocks or not blocks[-1].strip():
        return RejectKind.NO_BODY, "The page has no body: no text stands below its table."
    if len(blocks) == 1 and not marks.has_body(blocks[0]):
        return RejectKind.NO_BODY, "The page has no body: only transmission lines."
    if len(blocks) > 2:
        return RejectKind.DAMAGED, f"The page has {len(blocks)} boxes of text; two are usual."
    if not published.is_id(_id(parts)):
        return RejectKind.NO_ID, "The page names no reference id that could be one."
    return None


def _id(parts: Parts) -> str:
    """As the table has it, else as the heading does."""
    if parts.cells and parts.cells[0].strip():
        return parts.cells[0].decode("latin-1").strip()
    return _heading(parts)[0]


def _heading(parts: Parts) -> tuple[str, str]:
    """``Viewing cable ID, SUBJECT`` as id and subject; both may be empty."""
    text = _text(parts.heading or b"")[0].strip()
    id_, _, subject = text.removeprefix("Viewing cable").strip().partition(",")
    return id_.strip(), subject.strip()


def _published(parts: Parts) -> tuple[Published, list[str]]:
    values = [_text(cell)[0].strip() for cell in parts.cells[:5]] + [""] * 5
    id_, (heading_id, subject) = _id(parts), _heading(parts)
    notes: list[str] = []
    if heading_id and heading_id != id_:
        notes.append(f"the heading names another cable, {heading_id[:80]}")
    wrong_minutes = not parts.new_script and published.hour_for_minutes(values[1], values[2])
    about = published.of_page(
        "page-2010" if wrong_minutes else "page-2011",
        (id_, values[1], values[2], values[3], values[4]),
        subject=subject,
        exact=not wrong_minutes,
    )
    for name, written, read in (
        ("created", values[1], about.created),
        ("released", values[2], about.released),
    ):
        if written and read is None:
            notes.append(f"{name} is no date: {written[:40]}")
    return about, notes


def _rejected(item: SourceItem, kind: RejectKind, message: str) -> Rejected:
    return Rejected(item.container, item.place, kind, message, item.content)
