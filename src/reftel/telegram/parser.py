"""``parse``: the parts of a telegram, read one after the other and put together."""

from reftel.telegram.body import paragraphs
from reftel.telegram.ending import FOOT, ending
from reftel.telegram.envelope import envelope
from reftel.telegram.fields import fields
from reftel.telegram.heading_line import heading_line
from reftel.telegram.layout import Layout, Title
from reftel.telegram.opening import opening
from reftel.telegram.page_marks import blanked, page_marks, stray_marks
from reftel.telegram.quotations import quotations
from reftel.telegram.record import Published, Read, Telegram
from reftel.telegram.references import Message
from reftel.telegram.running import Running
from reftel.telegram.seam import seam
from reftel.telegram.summary import summary
from reftel.telegram.text import trimmed

PARSER_VERSION = 1  # rises whenever the same text may read differently


def parse(text: str, *, body_at: int | None = None, published: Published | None = None) -> Telegram:
    """Read a telegram. Every text is accepted and none is altered; nothing is raised.

    ``body_at`` is where the body (FL 12) begins, where the source tells; otherwise the seam
    is found. ``published`` lends its id and date where the text has none of its own.
    """
    at = seam(text) if body_at is None else max(0, min(body_at, len(text)))
    end = len(text)
    lines = envelope(text, at)
    first = heading_line(text, at, end)
    defects = [*lines.defects, *first.defects]
    marks = page_marks(text, first.end, end, first.printed)
    plain = blanked(text, [mark.span for mark in marks])
    year = lines.dtg.value.year if lines.dtg else _published_year(published)
    message = Message(
        first.mrn.value if first.mrn else None, lines.dtg.value if lines.dtg else None, year
    )
    found = opening(plain, first.end, end)
    read = fields(plain, found, message, defects)
    stray = stray_marks(plain, read.message, end)
    if stray:
        marks = sorted([*marks, *stray], key=lambda mark: mark.span)
    cuts = sorted([mark.span for mark in marks] + found.late)
    plain = blanked(text, cuts)
    quoted = quotations(plain, read.message, end, defects)
    layout = Layout(plain, read.message, end, [one.span for one in quoted]).read()
    foot = ending(layout.foot(FOOT), end)
    defects += layout.defects
    parts = paragraphs(Running(plain, cuts), layout, found.notes, read.message, foot, defects)
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
        preamble=_preamble(text, at, first.start),
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
        headings=tuple(
            Read(event.text, event.span) for event in layout.events if isinstance(event, Title)
        ),
        paragraphs=tuple(parts),
        summary=summary(parts),
        quotations=tuple(quoted),
        page_marks=(*marks, *foot.marks),
        signer=foot.signer,
        truncated=foot.truncated is not None,
        defects=tuple(defects),
    )


def _preamble(text: str, start: int, end: int) -> Read[str] | None:
    span = trimmed(text, start, end)
    return Read(text[span.start : span.end], span) if span.start < span.end else None


def _published_year(published: Published | None) -> int | None:
    if published is None or not published.created or not published.created[:4].isdigit():
        return None
    return int(published.created[:4])
