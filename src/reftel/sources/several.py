"""One text that holds several telegrams, cut where another one begins; nothing is dropped.

A telegram is known by its date-time group and sender, and by its station and number. Another
one begins after NNNN, at transmission lines, or at a first line with a number, once the one
at hand has had its body, unless both are sections of one number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from reftel.sources import mail, marks
from reftel.telegram.heading_line import heading_line
from reftel.telegram.record import Mrn

_CLASS: Final = (
    r"(?=[TSCURLEO])(?:(?:T ?O ?P )?(?:S ?)?S ?E ?C ?R ?E ?T"
    r"|(?:C ?)?C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    r"|U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|R ?E ?S ?T ?R ?I ?C ?T ?E ?D|E ?C ?R ?E ?T"
    r"|L ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E)"
)
# All signs begin with the line feed above them, by which they are found fast.
# The transmission lines from FL 1, or from the date-time group with a sender and an addressee
# below it, FL 2 to 4 above.
BEGINNING: Final = re.compile(
    r"\n(?P<indent> {0,40})(?=[VZOPRD])(?:V?ZCZC[A-Z]{3}\S* *(?=\n|\Z)"
    r"|(?:(?:[ZOPR]{2} R[A-Z]{4,6}|DE R[A-Z]{4,6}|ZN[RY] [A-Z]{5})[^\n]{0,80}\n"
    r" {0,40}(?:R[A-Z]{4,6}\b[^\n]{0,80}\n {0,40}){0,40}){0,3}"
    rf"(?P<dtg>{marks.DTG})[^\n]{{0,80}}\n\s{{0,40}}(?P<sender>FM [^\n]{{2,80}})\n\s{{0,40}}TO )"
)
# The first line of FL 12 with its number, which may stand on the line below.
NUMBERED: Final = re.compile(
    rf"\n(?P<indent> {{0,40}}){_CLASS}\b(?:[A-Z0-9 /.'():-]{{0,90}} \d{{2,8}}\b[A-Z/ ]{{0,60}}"
    r"|[A-Z/ ]{0,40}\n {0,40}[A-Z][A-Z .'-]{1,30} \d{3,8}\b[A-Z/ ]{0,40})(?=\n|\Z)",
    re.IGNORECASE,
)
# What stands below the first line of a whole telegram, and seldom below one that is cited.
OPENED: Final = re.compile(
    r"(?:[^\n]{0,200}\n){0,15}?[> ]{0,40}(?:E\.?\s?O\.?:?\s?1\d{4}|TAGS?\b|SUBJ(?:ECT)?\s?:"
    r"|SIPDIS\s*$|1\.\s)",
    re.MULTILINE | re.IGNORECASE,
)
FIELDS: Final = re.compile(r"\n[> ]{0,40}(?:E\.?\s?O\.?:?\s?1\d{4}|TAGS?\b|SUBJ)", re.IGNORECASE)
MESSAGE: Final = re.compile(r"\n[> ]{0,40}(?:SUMMARY|\d{1,2}\.\s)", re.IGNORECASE)
ENDING: Final = re.compile(r"\n *NNNN?(?: *|[A-Z]{4,12} *)(?=\n|\Z)")
STAMP: Final = re.compile(rf"\n *({marks.DTG})[^\n]{{0,80}}\n\s{{0,40}}(FM [^\n]{{2,80}})(?=\n|\Z)")
SHORTEST: Final = 12  # characters of a telegram, cut short though it be
NEAR: Final = 8192  # characters in which a telegram shows what it is
LINE: Final = 400  # characters of a first line and the one below it

FIRST, LINES, END = "first line", "transmission lines", "end"
Stamp = tuple[str, ...]  # date-time group and sender, as written


class Sign(NamedTuple):
    """A place at which another telegram may begin."""

    at: int
    kind: str
    indent: int = 0
    stamp: Stamp | None = None


@dataclass(slots=True)
class Known:
    """What tells a telegram from another one, as far as it was met."""

    stamp: Stamp | None = None
    mrn: Mrn | None = None
    section: bool = False
    begun: bool = False
    lines: bool = False  # whether it has transmission lines

    def is_section_of(self, other: "Known") -> bool:
        """Whether both are sections of one number, or of one sender and time without any."""
        if not (self.section and other.section):
            return False
        if self.stamp != other.stamp and None not in (self.stamp, other.stamp):
            return False
        if self.mrn is None or other.mrn is None:
            return self.stamp is not None and self.stamp == other.stamp
        return self.mrn.number == other.mrn.number

    def has_number_of(self, other: "Known") -> bool:
        """Whether both have one station and number: a first line printed again on each page."""
        if self.mrn is None or other.mrn is None:
            return False
        return (self.mrn.station, self.mrn.number) == (other.mrn.station, other.mrn.number)


def telegrams(text: str) -> Iterator[str]:
    """The telegrams of this text, each with what stands above it; none where there is none."""
    plain = as_sent(text)
    if marks.is_telegram(text) or _holds_telegram(plain):
        begin = 0
        for at in _Walk(plain).cuts():
            yield text[begin:at]
            begin = at
        yield text[begin:]


def holds_telegram(text: str) -> bool:
    """Whether a telegram stands in this, below whatever else.

    Transmission lines with sender and addressee tell it anywhere; marks that other text may
    have too tell it below the header of an e-mail only.
    """
    return _holds_telegram(as_sent(text))


def _holds_telegram(plain: str) -> bool:
    if BEGINNING.search(plain):
        return True
    header = mail.HEADER.match(plain.lstrip())
    return header is not None and marks.is_telegram(plain.lstrip()[header.end() :])


def as_sent(text: str) -> str:
    """The text to look at: plain spaces, capitals where it has none, and a line feed above it.

    So where a sign stands is where its line begins in the text itself.
    """
    plain = text.replace("\t", " ").replace("\u00a0", " ")
    capitals = plain.upper() if plain.islower() else plain
    return "\n" + (capitals if len(capitals) == len(plain) else plain)


def first_telegram(plain: str) -> int | None:
    """Where transmission lines or a first line with a number stand first."""
    found = [match.start() for sign in (BEGINNING, NUMBERED) if (match := sign.search(plain))]
    return min(found, default=None)


class _Walk:
    """Goes from sign to sign of a telegram, and tells where to cut."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.ends = [match.end() for match in ENDING.finditer(plain)]
        self.looked_at = 0
        self._begin(0)

    def _begin(self, at: int) -> None:
        self.begin, self.known = at, Known()
        self.indent: int | None = None
        self.had_nothing()

    def had_nothing(self) -> None:
        self.has_body = self.has_opening = self.has_message = False

    def cuts(self) -> Iterator[int]:
        for sign in self._signs():
            at = sign.at
            self._look_up_to(at)
            if len(self.plain) - 1 - at < SHORTEST:
                break
            here = self._known_at(sign)
            if here is None:
                continue
            if self._is_another(sign, here):
                cut = at if sign.kind == END else self._with_label(at)
                yield cut
                self._begin(cut)
                self.looked_at = at
            if sign.kind != END:
                self._adopt(sign, here)

    def _signs(self) -> list[Sign]:
        found = [Sign(at, END) for at in self.ends]
        found += [
            Sign(m.start(), LINES, len(m["indent"]), (m["dtg"], m["sender"]) if m["dtg"] else None)
            for m in BEGINNING.finditer(self.plain)
        ]
        found += [Sign(m.start(), FIRST, len(m["indent"])) for m in NUMBERED.finditer(self.plain)]
        return sorted(found, key=lambda sign: sign.at)

    def _look_up_to(self, at: int) -> None:
        """Note what the telegram at hand has had by here."""
        passed = self.plain[max(self.looked_at, self.begin) : at + 1]
        self.has_body = self.has_body or marks.has_body(passed)
        self.has_opening = self.has_opening or FIELDS.search(passed) is not None
        self.has_message = self.has_message or MESSAGE.search(passed) is not None
        self.looked_at = at

    def _known_at(self, sign: Sign) -> Known | None:
        """What is shown from here on, as far as it matters; None where nothing begins here."""
        at = sign.at
        if sign.kind == FIRST:
            known = _first_line(self.plain, at)
            return known if known.mrn else None
        # The next NNNN ends it; one that ended here is behind.
        after = bisect_right(self.ends, at)
        end = min(self.ends[after] if after < len(self.ends) else len(self.plain), at + NEAR)
        if sign.kind == END and not marks.is_telegram(self.plain[at:end]):
            return None
        known = Known(sign.stamp)
        if self.known.section:  # only a section can go on with what is at hand
            stamp = STAMP.search(self.plain, at, end)
            first = NUMBERED.search(self.plain, at, end)
            known = _first_line(self.plain, first.start()) if first else Known()
            known.stamp = stamp.groups() if stamp else None
        return known

    def _is_another(self, sign: Sign, here: Known) -> bool:
        """Whether it is another telegram than the one at hand that begins here."""
        at, kind, indent, _ = sign
        if at == 0 or here.is_section_of(self.known):
            return False
        if kind == END:
            return True
        if self.indent is not None and indent > self.indent:
            return False  # it is cited
        if kind == LINES:
            return self.has_body and self._is_whole(at)
        if self.known.mrn is None:
            return self.has_message and _is_opened(self.plain, at)
        had = self.has_opening or self.has_message
        return had and not here.has_number_of(self.known) and _is_opened(self.plain, at)

    def _is_whole(self, at: int) -> bool:
        """Whether a telegram is at hand: what stands above the lines of the first may be none."""
        if self.known.lines or self.has_opening or self.has_message:
            return self.known.begun or marks.is_telegram(self.plain[self.begin : at + 1])
        return False

    def _adopt(self, sign: Sign, here: Known) -> None:
        """The telegram at hand goes on, and shows more of itself."""
        if not self.known.begun or (sign.kind == LINES and not self.known.lines):
            self.known = Known(begun=True)
            self.had_nothing()
        if self.indent is None:
            self.indent = sign.indent
        self.known.lines = self.known.lines or sign.kind == LINES
        self.known.stamp = self.known.stamp or here.stamp
        if sign.kind == FIRST and self.known.mrn is None:
            self.known.mrn, self.known.section = here.mrn, here.section

    def _with_label(self, at: int) -> int:
        """Where the telegram at ``at`` begins with what was put above it."""
        return mail.above(self.plain, self.begin + 1, at + 1) - 1


def _is_opened(plain: str, at: int) -> bool:
    below = plain.find("\n", at + 1)
    return below >= 0 and OPENED.match(plain, below + 1) is not None


def _first_line(plain: str, at: int) -> Known:
    line = heading_line(plain[at : at + LINE], 0, LINE)
    mrn = line.mrn.value if line.mrn else None
    return Known(mrn=mrn, section=line.section is not None)
