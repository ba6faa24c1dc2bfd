"""What holds for the reading of every text, whatever it is."""

from reftel.telegram.cover import cover
from reftel.telegram.record import Telegram


def checked(telegram: Telegram, text: str) -> None:
    assert telegram.text == text
    for field, span in telegram.spans():
        assert 0 <= span.start <= span.end <= len(text), field
    at = 0
    for part in cover(telegram):
        assert part.span.start == at < part.span.end, part
        at = part.span.end
    assert at == len(text)
    anchors = [one.anchor for one in telegram.paragraphs]
    assert len(anchors) == len(set(anchors))
    assert set(telegram.summary) <= set(anchors)
    for one in telegram.page_marks:
        assert text[one.span.start : one.span.end] == one.value
    opening = (telegram.executive_order, telegram.classified_by, telegram.subject)
    late = [  # a line of the opening in mid-message is cut out
        one.span.start for one in (*opening, *telegram.tags, *telegram.references) if one
    ]
    for paragraph in telegram.paragraphs:
        start, end = paragraph.span
        whole = paragraph.number is not None and not any(start <= at < end for at in late)
        if whole and not telegram.page_marks and "\n>" not in text:
            assert letters(paragraph.text) in letters(text[start:end])
    if telegram.mrn is not None:
        inside = text[telegram.mrn.span.start : telegram.mrn.span.end]
        assert str(telegram.mrn.value.number) in inside
    for tag in telegram.tags:
        inside = text[tag.span.start : tag.span.end].upper()
        assert tag.value.code in inside or "," in tag.value.code
    for reference in telegram.references:
        written = "".join(text[reference.span.start : reference.span.end].split())
        assert reference.value.text.split()[-1].strip("().,;:") in written


def letters(text: str) -> str:
    """The text without white space, and without the escapes that a dump sets at line ends."""
    return "".join(text.replace("\\", "").split())
