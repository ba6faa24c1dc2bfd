"""``parse``: the parts of a telegram, read one after the other and put together."""

from reftel.telegram.envelope import envelope
from reftel.telegram.heading_line import heading_line
from reftel.telegram.page_marks import page_marks
from reftel.telegram.record import Paragraph, Published, Telegram
from reftel.telegram.seam import seam
from reftel.telegram.text import trimmed

PARSER_VERSION = 1  # rises whenever the same text may read differently


def parse(text: str, *, body_at: int | None = None, published: Published | None = None) -> Telegram:
    """Read a telegram. Every text is accepted and none is altered; nothing is raised.

    ``body_at`` is where the body (FL 12) begins, where the source tells; otherwise the seam
    is found. ``published`` lends its id and date where the text has none of its own.
    """
    del published
    at = seam(text) if body_at is None else max(0, min(body_at, len(text)))
    lines = envelope(text, at)
    first = heading_line(text, at, len(text))
    whole = trimmed(text, first.end, len(text))
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
        classification=first.classification,
        mrn=first.mrn,
        section=first.section,
        captions=first.captions,
        page_marks=tuple(page_marks(text, first.end, len(text), first.printed)),
        paragraphs=(Paragraph("text1", None, None, None, text[whole.start : whole.end], whole),),
        defects=(*lines.defects, *first.defects),
    )
