"""``write``: a telegram as the handbooks lay it out, from what one says.

The inverse of ``parse`` for sound telegrams: what is written reads as the same values, and a
text that was written here reads as the same telegram, places included.
"""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from reftel.gazetteer import posts
from reftel.telegram.number import station_of
from reftel.telegram.record import (
    Addressee,
    ClassifiedBy,
    Mrn,
    Paragraph,
    Passing,
    Precedence,
    Read,
    Reference,
    ReferenceKind,
    Tag,
    TagKind,
    Telegram,
)

LONGEST: Final = 55  # characters of a line that a drafter writes (5 FAH-1 H-246.1)
ON_THE_WIRE: Final = 69  # characters of a transmission line (ACP 127 section 138 f)
PROSIGNS: Final = {
    Precedence.FLASH: "Z",
    Precedence.IMMEDIATE: "O",
    Precedence.PRIORITY: "P",
    Precedence.ROUTINE: "R",
}
SENT_AS: Final = {"UNCLASSIFIED": "UNCLAS"}
IN_CLEAR: Final = frozenset(("UNCLASSIFIED", "LIMITED OFFICIAL USE"))  # no blanks between letters


def write(telegram: Telegram) -> str:
    """The text of a telegram with these values; its own text and places are not looked at.

    >>> from reftel import parse
    >>> write(parse("Unclas bangkok 12\\n\\nTags: econ\\nSubj: Rain\\n1. (u) It rains."))
    'UNCLAS BANGKOK 000012\\n\\nTAGS: ECON\\nSUBJECT: Rain\\n\\n1. (U) It rains.\\n'
    """
    header = "\n".join(_transmission(telegram))
    body = "\n\n".join(block for block in _body(telegram) if block)
    return f"{header}\n\n{body}\n" if header else f"{body}\n"


def _transmission(telegram: Telegram) -> Iterator[str]:
    """FL 1 to 9, a line each but for the lists."""
    if telegram.transmission is not None:
        yield telegram.transmission.value
    letters = [PROSIGNS[one.value] for one in telegram.precedence]
    if telegram.called:
        stations = " ".join(one.value for one in telegram.called)
        prosign = (letters or ["R"])[0]
        yield from textwrap.wrap(f"{prosign}{prosign} {stations}", ON_THE_WIRE)
    if telegram.filing is not None:
        filing = telegram.filing.value
        section = f"/{filing.section}" if filing.section else ""
        moment = f" {filing.day:03}{filing.time}" if filing.day is not None else ""
        yield f"DE {filing.routing} #{filing.serial}{section}{moment}"
    if telegram.security is not None:
        yield telegram.security.value
    for block in telegram.distribution:
        yield f"{block.value.kind.upper()} {' '.join(block.value.offices)}"
    if telegram.dtg is not None:
        signals = [one.value for one in telegram.signals]
        yield " ".join([*letters, f"{telegram.dtg.value:%d%H%MZ %b %y}".upper(), *signals])
    if telegram.sender is not None:
        yield f"FM {_addressee(telegram.sender.value)}"
    for word, group in (("TO", telegram.to), ("INFO", telegram.info), ("XMT", telegram.exempted)):
        lines = [_addressee(one.value) for one in group]
        yield from [f"{word} {line}" for line in lines[:1]] + lines[1:]


def _addressee(one: Addressee) -> str:
    routing = f"{one.routing}/" if one.routing else ""
    offices = f"//{'/'.join(one.offices)}//" if one.offices else ""
    precedence = one.precedence.upper() if one.precedence else ""
    words = [f"{routing}{one.station}{offices}", precedence, one.serial or ""]
    return " ".join(filter(None, words))


def _body(telegram: Telegram) -> Iterator[str]:
    """FL 12, a block at a time."""
    if telegram.preamble is not None:
        yield telegram.preamble.value
    attention = [one.value for one in telegram.captions]
    attention += [_passing(one.value) for one in telegram.passing]
    yield "\n".join(filter(None, [_heading_line(telegram), *attention]))
    yield "\n".join(_labelled(telegram))
    if telegram.references:
        yield "\n".join(_references(telegram))
    if telegram.classified_by is not None and not _inside(telegram):
        yield _classified_by(telegram.classified_by.value)
    for paragraph in telegram.paragraphs:
        yield _paragraph(paragraph)
    if telegram.signer is not None:
        yield telegram.signer.value


def _heading_line(telegram: Telegram) -> str:
    words: list[str] = []
    if telegram.classification is not None:
        level = telegram.classification.value
        sent = SENT_AS.get(level, level)
        words.append(sent if level in IN_CLEAR else " ".join(sent.replace(" ", "")))
    if telegram.section is not None:
        number, of = telegram.section.value
        words.append(f"SECTION {number:02} OF {of:02}")
    if telegram.mrn is not None:
        words.append(_mrn(telegram.mrn.value))
    return " ".join(words)


def _mrn(mrn: Mrn) -> str:
    """The station by its place where that reads as the station again, else by its letters."""
    post = posts.post(mrn.station)
    place = post.place.upper() if post else ""
    same = place and station_of(tuple(place.split())) == mrn.station
    year = f"{mrn.year:02} " if mrn.year is not None else ""
    return f"{year}{place if same else mrn.station} {mrn.number:06}"


def _passing(one: Passing) -> str:
    verb = "PASS TO" if one.kind == "pass" else "FOR"
    return f"{one.place} {verb} {one.targets}".strip()


def _labelled(telegram: Telegram) -> Iterator[str]:
    if telegram.executive_order is not None:
        yield telegram.executive_order.value.raw
    if telegram.tags:
        yield _wrapped(f"TAGS: {', '.join(_tag(one.value) for one in telegram.tags)}")
    if telegram.subject is not None:
        yield _wrapped(f"SUBJECT: {telegram.subject.value}")


def _tag(tag: Tag) -> str:
    return f"({tag.code})" if tag.kind is TagKind.PERSON else tag.code


def _wrapped(line: str) -> str:
    """The line wrapped between words; none of its lines ends in a hyphen, which would join."""
    lines = textwrap.wrap(line, LONGEST, break_long_words=False, break_on_hyphens=False)
    return line if any(one.endswith("-") for one in lines) else "\n".join(lines)


def _references(telegram: Telegram) -> Iterator[str]:
    """The items a line each; a semicolon parts those that have no letter."""
    label = "REF:"
    items = [one.value for one in telegram.references]
    last = items[-1]
    above: Reference | None = None
    for one in items:
        if above is not None and (one.label, one.text) == (above.label, above.text):
            continue  # the next number of a range, which its words hold
        letter = f"{one.label}. " if one.label else ""
        sign = "" if letter or (one.label, one.text) == (last.label, last.text) else ";"
        yield f"{label} {letter}{one.text}{_said_of_it(one)}{sign}"
        label, above = "    ", one


def _said_of_it(one: Reference) -> str:
    """What a REF item has beside its own words."""
    sent = ""
    if one.dtg is not None and one.kind is ReferenceKind.TELEGRAM:
        sent = f" (DTG {one.dtg:%d%H%MZ %b %y})".upper()
    previous = " AND PREVIOUS" if one.and_previous else ""
    return f"{sent}{previous}{' (NOTAL)' if one.notal else ''}"


def _inside(telegram: Telegram) -> bool:
    """Whether the note on who classified it is the first paragraph, and written with it."""
    by = telegram.classified_by
    return by is not None and any(
        one.span.start <= by.span.start < one.span.end for one in telegram.paragraphs[:2]
    )


def _classified_by(by: ClassifiedBy) -> str:
    reasons = f" for reasons {_reasons(by.reasons)}" if by.reasons else ""
    return f"Classified By: {by.who}{reasons}."


def _reasons(reasons: Iterable[str]) -> str:
    """``1.4 (b) and (d)``: the section once, and again where it changes."""
    written: list[str] = []
    last = ""
    for reason in reasons:
        section, bracket, letter = reason.partition("(")
        new = f"{section} " if section and section != last else ""
        written.append(f"{new}{bracket}{letter}")
        last = section or last
    return " and ".join(written)


def _paragraph(one: Paragraph) -> str:
    words = [one.text]
    if one.mark is not None and one.span.start <= one.mark.span.start < one.span.end:
        words.insert(0, f"({one.mark.value.text})")
    if one.number is not None:
        words.insert(0, f"{one.number.value}.")
    text = " ".join(filter(None, words))
    return f"{_heading(one.heading)}{text}"


def _heading(heading: Read[str] | None) -> str:
    """The titles above a paragraph, each between two rules."""
    if heading is None:
        return ""
    titles = heading.value.split("\n")
    rules = ["-" * max(3, len(title)) for title in titles]
    return "".join(
        f"{rule}\n{title}\n{rule}\n\n" for title, rule in zip(titles, rules, strict=True)
    )
