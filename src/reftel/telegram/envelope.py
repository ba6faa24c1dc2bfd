"""The transmission lines, FL 1 to 9 (ACP 127 section 142; 5 FAH-2 H-321).

Each line is told by its own words; what is none of them (an e-mail banner, ``null``, the
note of a partial extract, a page mark) is passed over. Copies from the Department's files
carry an office distribution block before FL 5, whose INFO is not FL 8.
"""

import re
from datetime import datetime
from itertools import pairwise
from typing import Final

from reftel.telegram.addressees import addressee
from reftel.telegram.clock import date_time_group
from reftel.telegram.defects import DefectKind
from reftel.telegram.page_marks import PRINTED
from reftel.telegram.record import (
    Addressee,
    Defect,
    Distribution,
    Filing,
    Precedence,
    Read,
    Span,
)
from reftel.telegram.text import lines, placed, words

PROSIGNS: Final = {
    "Z": Precedence.FLASH,
    "O": Precedence.IMMEDIATE,
    "P": Precedence.PRIORITY,
    "R": Precedence.ROUTINE,
}
CALLED: Final = re.compile(r"(?:ZZ|OO|PP|RR|[ZOPR])\s+(?=R[A-Z]{3,7}(?:\s|$))")
ROUTING: Final = re.compile(r"R[A-Z]{3,7}$")
FILING: Final = re.compile(
    r"DE\s+(?P<routing>R[A-Z]{3,7})\s*#?\s*(?P<serial>\d{1,6})?"
    r"(?:\s*/\s*(?P<section>\d{1,2}))?(?:\s+(?P<day>\d{3})(?P<time>\d{4})Z?)?"
)
SECURITY: Final = re.compile(r"ZN[RY]\b")
DTG: Final = re.compile(
    r"(?P<prosigns>(?:[ZOPR]\s+){0,3})(?P<group>\d{6}\s?Z\s*[A-Z0-9]{3,9}\.?\s*"
    r"(?:\d{4}|\d{2}))(?!\d)"
)
SIGNAL: Final = re.compile(r"Z[A-Z]{2}\d?$")
KEYWORD: Final = re.compile(r"(?:(FM|FROM)|(TO)|(INFO)|(XMT))(?:[ \t:]+|$)", re.IGNORECASE)
OFFICE: Final = re.compile(r"[A-Z][A-Z/]{0,8}-\d\d$")
COPIES: Final = re.compile(r"/(\d{3})\s?[WRX]\b")  # the sum of all the copies
OFFICES: Final = re.compile(r"(ACTION|ORIGIN|INFO)?\s*([A-Z][A-Z/]{0,8}-\d\d\b)")
PASSED_OVER: Final = re.compile(
    r"PAGE\s+\d\d\b|-{6,}|_{6,}|BT$|null$|/\d{3}\s?[WRX]\b|DRAFTED|APPROVED|CLEARED|DESIRED DIST"
    r"|(?:CHARGE|AMBASSADOR|DISSEMINATION)\s?:|(?:[A-Z]{2,12}\s+)?GR(?:NC|\s?\d{1,4})$",
    re.IGNORECASE,
)
PAGE: Final = re.compile(r"PAGE\s+\d\d\b")
EXTRACT: Final = re.compile(r"this record is a partial extract", re.IGNORECASE)


class Envelope:
    """What the transmission lines say; the parser copies it into the telegram."""

    __slots__ = (
        "above", "called", "counted", "defects", "distribution", "dtg", "exempted", "extract",
        "filing", "info", "last", "left_out", "precedence", "security", "sender", "signals", "to",
        "transmission",
    )  # fmt: skip

    def __init__(self) -> None:
        self.above: Span | None = None  # a mail program's banner above the first of the lines
        self.transmission: Read[str] | None = None
        self.called: list[Read[str]] = []
        self.filing: Read[Filing] | None = None
        self.security: Read[str] | None = None
        self.precedence: tuple[Read[Precedence], ...] = ()
        self.dtg: Read[datetime] | None = None
        self.signals: list[Read[str]] = []
        self.sender: Read[Addressee] | None = None
        self.to: list[Read[Addressee]] = []
        self.info: list[Read[Addressee]] = []
        self.exempted: list[Read[Addressee]] = []
        self.distribution: list[Read[Distribution]] = []
        self.counted = 0  # lines of the distribution whose copies a total above has told
        self.last = self.to  # the addressees that stand before XMT
        self.left_out: set[str] = set()  # the names behind XMT
        self.extract = False  # the header box says that the source holds an extract only
        self.defects: list[Defect] = []


def envelope(text: str, end: int) -> Envelope:
    """FL 1 to 9, from ``text[:end]``."""
    read = Envelope()
    group: list[Read[Addressee]] | None = None  # the list that continuation lines belong to
    called = False
    for at, line in lines(text, 0, end):
        if not line:
            called = False
        elif group is None:
            called = _stations_called(read, at, line, called=called)
            if not called and not _before_originator(read, at, line):
                group = _addressed(read, at, line)
        elif line[0] == "R" and group is not read.exempted:  # most lines of a long list
            group.append(_name(read, at, line))
        else:
            group = _addressed(read, at, line, group)
    _checks(read, end)
    return read


def _stations_called(read: Envelope, at: int, line: str, *, called: bool) -> bool:
    """FL 2; True where the next line may continue it, as this one may where ``called`` is."""
    if line[0] not in "ZOPR":
        return False
    if called and line[0] == "R" and all(ROUTING.match(word) for word in line.split()):
        _called(read, at, line, 0)
        return True
    prosign = CALLED.match(line)
    if prosign is not None:
        _called(read, at, line, prosign.end())
    return prosign is not None


def _before_originator(read: Envelope, at: int, line: str) -> bool:
    """FL 1, 3 and 4, and the note of an extract in their place."""
    first = line[0]
    if first in "VZ" and line.startswith(("VZCZC", "ZCZC")):
        read.transmission = placed(line, at, at + len(line))
    elif first == "Z" and SECURITY.match(line):
        read.security = placed(line, at, at + len(line))
    elif first == "D" and (filing := FILING.match(line)):
        _filing(read, at, filing)
    elif first in "Tt" and EXTRACT.match(line):
        read.extract = True
    else:
        return False
    return True


def _called(read: Envelope, at: int, line: str, start: int) -> None:
    for word, place in words(line, start, len(line)):
        begin = at + place
        read.called.append(placed(word, begin, begin + len(word)))


def _filing(read: Envelope, at: int, found: re.Match[str]) -> None:
    routing, serial, section, day, time = found.groups()
    filing = Filing(routing, serial or "", section, int(day) if day else None, time)
    read.filing = placed(filing, at, at + found.end())


def _addressed(
    read: Envelope, at: int, line: str, group: list[Read[Addressee]] | None = None
) -> list[Read[Addressee]] | None:
    """FL 5 to 9 and the office distribution; gives the list that a next line continues."""
    keyword = KEYWORD.match(line)
    if keyword is None:
        if group is not None:
            if not PASSED_OVER.match(line):
                return _further(read, at, line, group)
        elif read.dtg is None and read.sender is None and not _distribution(read, at, line):
            _dated(read, at, line)
        return group
    rest = keyword.end()
    if keyword[1]:
        if read.sender is None and rest < len(line) and (read.dtg or _looks_like_name(line)):
            read.sender = _name(read, at + rest, line[rest:])
        return group
    if keyword[3] and _distribution(read, at, line):
        return group
    if keyword[4]:
        read.last = group or read.last
    group = read.to if keyword[2] else read.info if keyword[3] else read.exempted
    if rest < len(line) and not PAGE.match(line, rest):
        _further(read, at + rest, line[rest:], group)
    return group


def _further(
    read: Envelope, at: int, line: str, group: list[Read[Addressee]]
) -> list[Read[Addressee]]:
    """A next line of a list; a name behind XMT that comes a second time is addressed."""
    found = _name(read, at, line)
    if group is read.exempted:
        if found.value.station in read.left_out:
            group = read.last
        else:
            read.left_out.add(found.value.station)
    group.append(found)
    return group


def _looks_like_name(line: str) -> bool:
    """An originator line is capitals; ``From DB/Inbox: …`` of an e-mail banner is not."""
    return "@" not in line and ":" not in line and line.upper() == line


def _name(read: Envelope, at: int, written: str) -> Read[Addressee]:
    value, misspelt = addressee(written)
    found = placed(value, at, at + len(written))
    if misspelt:
        read.defects.append(Defect(DefectKind.PRECEDENCE_MISSPELT, found.span))
    return found


def _distribution(read: Envelope, at: int, line: str) -> bool:
    """``ACTION EUR-12`` or ``INFO OCT-01 ISO-00 /013 W``: offices with a number of copies."""
    found = OFFICES.match(line) if "-" in line else None
    if found is None or (read.dtg is not None and found[1] is None):
        _copies(read, at, line)
        return False
    offices = tuple(word for word in line.split() if OFFICE.match(word))
    kind = found[1] or (read.distribution[-1].value.kind if read.distribution else "INFO")
    value = Distribution(kind.lower(), offices)
    read.distribution.append(placed(value, at, at + len(line)))
    _copies(read, at, line)
    return True


def _copies(read: Envelope, at: int, line: str) -> None:
    """``/037 W``: how many copies the lines above it come to."""
    total = COPIES.search(line) if "/" in line else None
    if total is None or read.counted == len(read.distribution):
        return
    above = read.distribution[read.counted :]
    copies = sum(int(office[-2:]) for one in above for office in one.value.offices)
    read.counted = len(read.distribution)
    if copies != int(total[1]):
        span = Span(at + total.start(), at + total.end())
        read.defects.append(Defect(DefectKind.COPIES_DIFFER, span, f"{copies} in the list"))


def _dated(read: Envelope, at: int, line: str) -> None:
    """FL 5: prosigns, date-time group, operating signals with their free-text tails."""
    found = DTG.match(line)
    if found is None:
        begun = read.transmission or read.called or read.filing or read.security
        if not (begun or read.distribution or read.extract):
            _above(read, at, line)
        return
    prosigns, group = found.groups()
    read.precedence = tuple(
        placed(PROSIGNS[word], at + place, at + place + 1)
        for place, word in enumerate(prosigns)
        if word in PROSIGNS
    )
    span = Span(at + found.start("group"), at + found.end())
    moment, sound = date_time_group(group, read.filing.value if read.filing else None)
    if moment is not None:
        read.dtg = Read(moment, span)
    if not sound:
        read.defects.append(Defect(DefectKind.DTG_GARBLED, span, group))
    if found.end() < len(line):
        _signals(read, at, line, found.end())


def _above(read: Envelope, at: int, line: str) -> None:
    """``Roe Q  12/02/2009 11:08:08 AM  From  DB/Inbox:  Roe Q``: nothing that was sent."""
    if not (PASSED_OVER.match(line) or line in PRINTED or line.isdecimal()):
        start = read.above.start if read.above else at
        read.above = Span(start, at + len(line))


def _signals(read: Envelope, at: int, line: str, start: int) -> None:
    """``ZDS``, ``ZDK CTG #00732``: a signal takes the words after it, up to the next signal."""
    found = words(line, start, min(len(line), start + 400))
    starts = [place for place, (word, _) in enumerate(found) if SIGNAL.match(word)]
    for first, after in pairwise([*starts, len(found)]):
        begin = found[first][1]
        last_word, last_at = found[after - 1]
        stop = last_at + len(last_word)
        read.signals.append(placed(" ".join(line[begin:stop].split()), at + begin, at + stop))


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
