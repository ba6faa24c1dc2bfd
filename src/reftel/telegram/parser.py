"""``parse``: the parts of a telegram, read one after the other and put together."""

import re
from typing import Final, NamedTuple

from reftel.telegram.body import Body, paragraphs
from reftel.telegram.checks import between, level_differs, missing, standing
from reftel.telegram.classified_by import classified_first
from reftel.telegram.defects import DefectKind
from reftel.telegram.ending import Ending, ending
from reftel.telegram.envelope import Envelope, envelope
from reftel.telegram.fields import Fields, fields
from reftel.telegram.heading_line import HeadingLine, heading_line
from reftel.telegram.layout import layout
from reftel.telegram.opening import Opening, opening
from reftel.telegram.page_marks import blanked, page_marks, stray_marks
from reftel.telegram.quotations import quotations
from reftel.telegram.record import Defect, Mrn, Paragraph, Published, Read, Span, Telegram
from reftel.telegram.redactions import redactions
from reftel.telegram.references import Message
from reftel.telegram.reprinted import first_printings
from reftel.telegram.rows import Rows
from reftel.telegram.running import Running
from reftel.telegram.seam import seam
from reftel.telegram.second import second_cable
from reftel.telegram.summary import summary
from reftel.telegram.text import trimmed

PARSER_VERSION: Final = 3  # rises whenever the same text may read differently
QUOTED: Final = "\n>"  # an e-mail programme's mark before each line of a forwarded message
END_OF_DOCUMENT: Final = "<< END OF DOCUMENT >>"
ESCAPED: Final = re.compile(r"\\(?=[ \t\r]{0,8}(?:\n|\Z))")  # a line end that a dump has escaped
MOST_UNQUOTED: Final = 4  # lines that may begin so without the text being a forwarded one


def parse(text: str, *, body_at: int | None = None, published: Published | None = None) -> Telegram:
    """Read a telegram. Every text is accepted and none is altered; nothing is raised.

    ``body_at`` is where the body (FL 12) begins, where the source tells; otherwise the seam
    is found. ``published`` lends its id and date where the text has none of its own.

    >>> telegram = parse("UNCLAS BONN 000012\\n\\nSUBJECT: RAIN\\n\\n1. (U) It rains.")
    >>> telegram.subject
    Read(value='RAIN', span=Span(start=29, end=33))
    >>> telegram.paragraphs[0].mark.value.text
    'U'
    """
    plain = _unquoted(text)
    end = _end(plain)
    plain = plain[:end]
    at = seam(plain) if body_at is None else max(0, min(body_at, end))
    lines = envelope(plain, at)
    first = heading_line(plain, at, end)
    defects = [*lines.defects, *first.defects, *between(lines, first, published)]
    marks = page_marks(plain, first.end, end, first.printed)
    if marks:
        marks = sorted([*marks, *first_printings(plain, first.end, marks)], key=_place)
    plain = blanked(plain, [mark.span for mark in marks])
    year = lines.dtg.value.year if lines.dtg else _published_year(published)
    sent = lines.dtg.value if lines.dtg else None
    found = opening(plain, first.end, end)
    message = Message(first.mrn.value if first.mrn else None, sent, year)
    read = fields(plain, found, message, defects)
    defects += missing(first, read, at, year)
    rows = Rows(plain, read.message, end)
    if found.late or rows.interrupted():
        rows, marks = _alone(rows, marks, found.late, message.mrn, defects)
    body = _message(rows, marks, found, defects)
    if read.classified_by is None:
        read.classified_by = classified_first(plain, body.paragraphs, defects)
    if first.classification is not None:
        name = standing(first.classification.value, (*first.captions, *found.captions))
        defects += level_differs(name, body.paragraphs, published)
    return _telegram(text, at, _Parts(lines, first, found, read, body), defects)


class _Parts(NamedTuple):
    """A telegram's parts, each read by a module of its own."""

    lines: Envelope
    first: HeadingLine
    found: Opening
    read: Fields
    body: "_Message"


def _telegram(text: str, at: int, parts: _Parts, defects: list[Defect]) -> Telegram:
    lines, first, found, read, body = parts
    return Telegram(
        text=text,
        body_at=at,
        transmission=lines.transmission,
        called=tuple(lines.called),
        filing=lines.filing,
        security=lines.security,
        precedence=lines.precedence,
        dtg=lines.dtg,
        signals=tuple(lines.signals),
        sender=lines.sender,
        to=tuple(lines.to),
        info=tuple(lines.info),
        exempted=tuple(lines.exempted),
        distribution=tuple(lines.distribution),
        preamble=_preamble(text, at, first.start) or _preamble(text, *(lines.above or (0, 0))),
        classification=first.classification,
        mrn=first.mrn,
        section=first.section,
        captions=(*first.captions, *found.captions),
        passing=tuple(found.passing),
        executive_order=read.executive_order,
        tags=tuple(read.tags),
        subject=read.subject,
        references=tuple(read.references),
        classified_by=read.classified_by,
        headings=tuple(body.headings),
        paragraphs=tuple(body.paragraphs),
        summary=summary(body.paragraphs),
        quotations=tuple(body.quotations),
        page_marks=tuple(body.marks),
        redactions=tuple(redactions(text)),
        signer=body.foot.signer,
        truncated=body.foot.truncated is not None,
        defects=tuple(sorted(defects, key=lambda defect: defect.span)),
    )


class _Message(NamedTuple):
    """What was read below the opening."""

    paragraphs: list[Paragraph]
    headings: list[Read[str]]
    quotations: list[Read[str]]
    marks: list[Read[str]]
    foot: Ending


def _alone(
    rows: Rows, marks: list[Read[str]], late: list[Span], mrn: Mrn | None, defects: list[Defect]
) -> tuple[Rows, list[Read[str]]]:
    """The rows of this message alone, fields and marks blanked, and all the page marks in it.

    A second cable below it is added to ``defects``.
    """
    plain, start = rows.text, rows.start
    second = second_cable(plain, start, rows.end, mrn)
    defects += second
    if second:
        plain = plain[: second[0].span.start]  # what follows is another telegram's
        marks = [mark for mark in marks if mark.span.end <= len(plain)]
    end = len(plain)  # late fields may lie below it: blanked, they lengthen the text
    stray = stray_marks(plain, start, end)
    plain = blanked(plain, sorted([mark.span for mark in stray] + late))
    return Rows(plain, start, end), sorted([*marks, *stray], key=_place)


def _message(rows: Rows, marks: list[Read[str]], found: Opening, defects: list[Defect]) -> _Message:
    """What the rows say; ``marks`` are the page marks in them."""
    cuts = sorted([mark.span for mark in marks] + found.late)
    quoted = quotations(rows, defects)
    laid = layout(rows, quoted)
    foot = ending(rows)
    if foot.truncated is not None:
        defects.append(Defect(DefectKind.TRUNCATED, foot.truncated))
    defects += laid.defects
    headings = [title.words for title in laid.headings]
    running = Running(rows.text, rows.start, cuts, list(map(rows.begins, rows.blank)))
    body = Body(running, defects)
    parts = paragraphs(body, laid.events, found.notes, foot)
    return _Message(parts, headings, quoted.found, [*marks, *foot.marks], foot)


def _place(mark: Read[str]) -> Span:
    return mark.span


def _unquoted(text: str) -> str:
    """The text without a forwarder's quote marks and a dump's escapes; offsets stay."""
    if ">" in text and text.count(QUOTED) > MOST_UNQUOTED:
        text = text.replace(QUOTED, "\n ")
    return ESCAPED.sub(" ", text) if "\\" in text else text


def _end(text: str) -> int:
    """Where the telegram ends: an archive's record goes on with its attributes."""
    mark = text.find(END_OF_DOCUMENT)
    return len(text) if mark < 0 else mark + len(END_OF_DOCUMENT)


def _preamble(text: str, start: int, end: int) -> Read[str] | None:
    if start >= end:
        return None  # as in nearly all
    span = trimmed(text, start, end)
    return Read(text[span.start : span.end], span) if span.start < span.end else None


def _published_year(published: Published | None) -> int | None:
    if published is None or not published.created or not published.created[:4].isdigit():
        return None
    return int(published.created[:4])
