"""The transmission lines, FL 1 to 9 (ACP 127 section 142; 5 FAH-2 H-321).

Each line is told by its own words; what is none of them (an e-mail banner, ``null``, the
note of a partial extract, a page mark) is passed over. Copies from the Department's files
carry an office distribution block before FL 5, whose INFO is not FL 8.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from reftel.telegram.addressees import addressee
from reftel.telegram.clock import date_time_group
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import (
    Addressee,
    Defect,
    Distribution,
    Filing,
    Precedence,
    Read,
    Span,
)
from reftel.telegram.text import Line, lines, words

PROSIGNS = {
    "Z": Precedence.FLASH,
    "O": Precedence.IMMEDIATE,
    "P": Precedence.PRIORITY,
    "R": Precedence.ROUTINE,
}
CALLED = re.compile(r"(?:ZZ|OO|PP|RR|[ZOPR])\s+(?=R[A-Z]{3,7}(?:\s|$))")
ROUTING = re.compile(r"R[A-Z]{3,7}$")
FILING = re.compile(
    r"DE\s+(?P<routing>R[A-Z]{3,7})\s*#?\s*(?P<serial>\d{1,6})?"
    r"(?:\s*/\s*(?P<section>\d{1,2}))?(?:\s+(?P<day>\d{3})(?P<time>\d{4})Z?)?"
)
SECURITY = re.compile(r"ZN[RY]\b")
DTG = re.compile(
    r"(?P<prosigns>(?:[ZOPR]\s+){0,3})(?P<group>\d{6}\s?Z\s*[A-Z0-9]{3,9}\.?\s*"
    r"(?:\d{4}|\d{2}))(?!\d)"
)
SIGNAL = re.compile(r"Z[A-Z]{2}\d?$")
KEYWORD = re.compile(r"(?:(FM|FROM)|(TO)|(INFO)|(XMT))(?:[ \t:]+|$)", re.IGNORECASE)
OFFICE = re.compile(r"[A-Z][A-Z/]{0,8}-\d\d$")
OFFICES = re.compile(r"(ACTION|ORIGIN|INFO)?\s*([A-Z][A-Z/]{0,8}-\d\d\b)")
PASSED_OVER = re.compile(
    r"PAGE\s+\d\d\b|-{6,}|_{6,}|BT$|null$|/\d{3}\s+[WRX]\b|DRAFTED|APPROVED|CLEARED|DESIRED DIST",
    re.IGNORECASE,
)
PAGE = re.compile(r"PAGE\s+\d\d\b")
EXTRACT = re.compile(r"this record is a partial extract", re.IGNORECASE)


@dataclass(slots=True)
class Envelope:
    """What the transmission lines say; the parser copies it into the telegram."""

    transmission: Read[str] | None = None
    called: list[Read[str]] = field(default_factory=list[Read[str]])
    filing: Read[Filing] | None = None
    security: Read[str] | None = None
    precedence: tuple[Read[Precedence], ...] = ()
    dtg: Read[datetime] | None = None
    signals: list[Read[str]] = field(default_factory=list[Read[str]])
    sender: Read[Addressee] | None = None
    to: list[Read[Addressee]] = field(default_factory=list[Read[Addressee]])
    info: list[Read[Addressee]] = field(default_factory=list[Read[Addressee]])
    exempted: list[Read[Addressee]] = field(default_factory=list[Read[Addressee]])
    distribution: list[Read[Distribution]] = field(default_factory=list[Read[Distribution]])
    extract: bool = False  # the header box says that the source holds an extract only
    defects: list[Defect] = field(default_factory=list[Defect])


def envelope(text: str, end: int) -> Envelope:
    """FL 1 to 9, from ``text[:end]``."""
    read = Envelope()
    group: list[Read[Addressee]] | None = None  # the list that continuation lines belong to
    called = False
    for line in lines(text, 0, end):
        if not line.text:
            called = False
            continue
        if group is None and (called := _before_originator(read, line, called=called)):
            continue
        group = _addressed(read, line, group)
    _checks(read, end)
    return read


def _before_originator(read: Envelope, line: Line, *, called: bool) -> bool:
    """FL 1 to 5; True where the next line may continue the list of called stations."""
    written = line.text
    first = written[0]
    if called and first == "R" and all(ROUTING.match(word) for word in written.split()):
        _called(read, line, line.start)
        return True
    if first in "VZ" and written.startswith(("VZCZC", "ZCZC")):
        read.transmission = Read(written, line.span)
        return False
    if first in "ZOPR" and (prosign := CALLED.match(written)):
        _called(read, line, line.start + prosign.end())
        return True
    if first == "D" and (filing := FILING.match(written)):
        _filing(read, line, filing)
    elif first == "Z" and SECURITY.match(written):
        read.security = Read(written, line.span)
    elif EXTRACT.match(written):
        read.extract = True
    return False


def _called(read: Envelope, line: Line, start: int) -> None:
    for word, at in words(line.text, start - line.start, len(line.text)):
        span = Span(line.start + at, line.start + at + len(word))
        read.called.append(Read(word, span))


def _filing(read: Envelope, line: Line, found: re.Match[str]) -> None:
    day = found["day"]
    filing = Filing(
        found["routing"], found["serial"] or "", found["section"], int(day) if day else None,
        found["time"],
    )  # fmt: skip
    read.filing = Read(filing, Span(line.start, line.start + found.end()))


def _addressed(
    read: Envelope, line: Line, group: list[Read[Addressee]] | None
) -> list[Read[Addressee]] | None:
    """FL 5 to 9 and the office distribution; gives the list that a next line continues."""
    written = line.text
    keyword = KEYWORD.match(written)
    if keyword is None:
        if group is not None:
            if not PASSED_OVER.match(written):
                _append(read, group, line, line.start)
        elif read.dtg is None and read.sender is None and not _distribution(read, line):
            _dated(read, line)
        return group
    rest = line.start + keyword.end()
    if keyword[1]:
        if read.sender is None and rest < line.end and (read.dtg or _looks_like_name(written)):
            read.sender = Read(_name(read, line, rest), Span(rest, line.end))
        return group
    if keyword[3] and _distribution(read, line):
        return group
    group = read.to if keyword[2] else read.info if keyword[3] else read.exempted
    if rest < line.end and not PAGE.match(written, keyword.end()):
        _append(read, group, line, rest)
    return group


def _looks_like_name(written: str) -> bool:
    """An originator line is capitals; ``From DB/Inbox: …`` of an e-mail banner is not."""
    return "@" not in written and ":" not in written and written.upper() == written


def _append(read: Envelope, group: list[Read[Addressee]], line: Line, start: int) -> None:
    group.append(Read(_name(read, line, start), Span(start, line.end)))


def _name(read: Envelope, line: Line, start: int) -> Addressee:
    value, misspelt = addressee(line.text[start - line.start :])
    if misspelt:
        read.defects.append(Defect(DefectKind.PRECEDENCE_MISSPELT, Span(start, line.end)))
    return value


def _distribution(read: Envelope, line: Line) -> bool:
    """``ACTION EUR-12`` or ``INFO OCT-01 ISO-00 /013 W``: offices with a number of copies."""
    found = OFFICES.match(line.text)
    if found is None or (read.dtg is not None and found[1] is None):
        return False
    offices = tuple(word for word in line.text.split() if OFFICE.match(word))
    kind = found[1] or (read.distribution[-1].value.kind if read.distribution else "INFO")
    read.distribution.append(Read(Distribution(kind.lower(), offices), line.span))
    return True


def _dated(read: Envelope, line: Line) -> None:
    """FL 5: prosigns, date-time group, operating signals with their free-text tails."""
    found = DTG.match(line.text)
    if found is None:
        return
    read.precedence = tuple(
        Read(PROSIGNS[word], Span(line.start + at, line.start + at + 1))
        for word, at in words(line.text, 0, found.end("prosigns"))
    )
    span = Span(line.start + found.start("group"), line.start + found.end("group"))
    moment, sound = date_time_group(found["group"], read.filing.value if read.filing else None)
    if moment is not None:
        read.dtg = Read(moment, span)
    if not sound:
        read.defects.append(Defect(DefectKind.DTG_GARBLED, span, found["group"]))
    _signals(read, line, found.end())


def _signals(read: Envelope, line: Line, start: int) -> None:
    """``ZDS``, ``ZDK CTG #00732``: a signal takes the words after it, up to the next signal."""
    found = words(line.text, start, min(len(line.text), start + 400))
    starts = [place for place, (word, _) in enumerate(found) if SIGNAL.match(word)]
    for first, after in pairwise([*starts, len(found)]):
        begin = found[first][1]
        last_word, last_at = found[after - 1]
        stop = last_at + len(last_word)
        span = Span(line.start + begin, line.start + stop)
        read.signals.append(Read(" ".join(line.text[begin:stop].split()), span))


def _checks(read: Envelope, end: int) -> None:
    """What should be there and is not; who is both exempted and addressed."""
    if read.extract or (end > 0 and read.sender is None and read.dtg is None and not read.to):
        read.defects.append(Defect(DefectKind.HEADER_MISSING, Span(0, end)))
        return
    if end and read.sender is None:
        read.defects.append(Defect(DefectKind.SENDER_MISSING, Span(0, end)))
    if end and read.dtg is None:
        read.defects.append(Defect(DefectKind.DTG_MISSING, Span(0, end)))
    if read.exempted:
        names = {item.value.station for item in (*read.to, *read.info)}
        read.defects.extend(
            Defect(DefectKind.EXEMPTED_AND_ADDRESSED, item.span, item.value.station)
            for item in read.exempted
            if item.value.station in names
        )
