"""The REF line: what the message refers to, item by item, with its label and its target.

A target is a reference id. Its year is the one written, else the year of the message; the
year before is inferred only where the number cannot have been reached yet (``unreached``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

from reftel.telegram.appended import DTG, Appended, appended
from reftel.telegram.cited import NUMBER, RANGE, cited, suggestions
from reftel.telegram.clock import date_time_group, full_year
from reftel.telegram.defects import DefectKind
from reftel.telegram.lettering import Lettered, lettering
from reftel.telegram.page_marks import blanked
from reftel.telegram.record import Defect, Mrn, Read, Reference, ReferenceKind, Span
from reftel.telegram.text import word_set

WORD: Final = re.compile(r"[^\s;,]+[;,]?|[;,]")
YEAR: Final = re.compile(r"\(?'?(?P<year>\d\d|(?:19|20)\d\d)\)?$")
SLASHED: Final = re.compile(r"(?<=\d)/(?=[A-Za-z]{3})|(?<=\d{3})/(?=\d{3})")
SAID_OF_IT: Final = re.compile(
    r"[\s,]{0,3}(?:\(\s{0,2}NOTAL\s{0,2}\)|\bNOTAL|(?P<previous>(?:AND|&)\s{1,3}PREVIOUS))$",
    re.IGNORECASE,
)
YEAR_AND_NAME: Final = re.compile(r"(?P<year>(?:19|20)?\d\d)-?(?=[A-Z]{3,})")
EMAIL: Final = re.compile(r"\bE-?\s?MAILS?\b|@", re.IGNORECASE)
MEMO: Final = re.compile(r"\bMEM(?:O|OS|ORANDUM|ORANDA|CON|CONS)\b", re.IGNORECASE)
SUBSTANCE: Final = re.compile(
    r"\d|\b(?:E-?MAIL|MEMO|MEMCON|TELCON|TELECON|FAX|LETTER|NOTE|CALL|TELFAX|SEPTEL|CIRCULAR"
    r"|CONVERSATION|IIR|ALDAC)", re.IGNORECASE,
)  # fmt: skip
NONE: Final = re.compile(r"(?:NONE|N/?A|NIL)\b\.?\s*$", re.IGNORECASE)
SKIPPED: Final = word_set(
    "AND & - -- / | NOTAL (NOTAL) CIRCULAR ALSO PREVIOUS ET AL REF REFS REFTEL REFTELS SEE"
)
# Telegrams a day that no station ever reached: the Department sent some 300,000 a year in the
# 1970s and over 200,000 in the 2000s, the busiest posts 40,000 and 8,000.
MOST_A_DAY: Final = {"early": (1000, 150), "late": (700, 40)}
LATE: Final = 1985
MOST_WORDS: Final = 5000
MOST_ITEMS: Final = 500  # of one telegram; a book message cites some dozens
MARGIN: Final = 20  # numbers that a post may cite ahead of its own
MOST_RANGE: Final = 20  # telegrams that an item names by the first and the last of them
THROUGH: Final = word_set("- -- THROUGH THRU")
OWN: Final = frozenset(("EMBTEL", "EMBTELS", "CONGENTEL", "USUNTEL"))  # as a post calls its own
MOST_SAID: Final = 4  # words like NOTAL behind an item
LONGEST_SAID: Final = 40  # letters of such a word
MOST_AHEAD: Final = 8  # words of one item that are looked at


class Message(NamedTuple):
    """The message that refers: its number and its moment, as far as they are known."""

    mrn: Mrn | None
    sent: datetime | None
    year: int | None


class Reader:
    """Reads the items between two labels; remembers the station for bare numbers."""

    __slots__ = (
        "defects", "end", "found", "label", "message", "name", "starts", "station", "text",
        "words", "year",
    )  # fmt: skip

    def __init__(
        self,
        message: Message,
        label: str | None,
        found: list[Read[Reference]],
        defects: list[Defect],
    ) -> None:
        self.message = message
        self.label = label
        self.found = found
        self.defects = defects
        self.text = ""
        self.end = 0
        self.words: list[str] = []
        self.starts: list[int] = []
        self.station: str | None = None
        self.name = ""
        self.year: int | None = None

    def items(self, text: str, start: int, end: int) -> None:
        """Every item of ``text[start:end]``, telegrams and others."""
        self.text, self.end = text, end
        self._split(start)
        words = self.words
        place = first = 0  # the next word, and the first of those that may be no telegram
        while place < len(words) and len(self.found) < MOST_ITEMS:
            held = len(self.found)
            used = self._telegram(place, inside_other=first < place)
            if used:
                self._other(first, place, before=held)
                first = place = place + used
                continue
            if first == place and words[place].upper().rstrip(".,;:") in SKIPPED:
                first = place = place + 1
                continue
            place += 1
            if words[place - 1].endswith(";"):
                self._other(first, place)
                first = place
        self._other(first, place)

    def _split(self, start: int) -> None:
        """The words; a year written on to a station (``09STATE123``) is a word of its own."""
        words, starts = self.words, self.starts
        for match in islice(WORD.finditer(self.text, start, self.end), MOST_WORDS):
            word, at = match.group(), match.start()
            if "/" in word and (pieces := SLASHED.split(word, MOST_ITEMS))[1:]:
                *before, word = pieces
                for piece in before:
                    words.append(f"{piece},")
                    starts.append(at)
                    at += len(piece) + 1
            glued = YEAR_AND_NAME.match(word) if word[0].isdecimal() else None
            if glued is not None:
                words.append(glued["year"])
                starts.append(at)
                word, at = word[glued.end() :], at + glued.end()
            words.append(word)
            starts.append(at)

    def _stop(self, place: int) -> int:
        """Where a word ends, the signs behind it left out."""
        return self.starts[place] + len(self.words[place].rstrip(" ,;:."))

    def _telegram(self, place: int, *, inside_other: bool) -> int:
        """The telegram that begins at a word: how many words it takes, 0 where none does."""
        words = self.words
        if inside_other and words[place - 1][-1] not in ";:,":
            return 0
        year = self._year_before(place)
        at = place if year is None else place + 1
        named = cited(words[at : at + MOST_AHEAD], known_only=inside_other)
        if named is None:
            return self._bare_number(place) if not inside_other else 0
        self.station, self.name, self.year = named.station, named.name, year
        own = self.message.mrn
        if named.station is None and own is not None:
            written = named.name.replace(" ", "").upper()
            if written in OWN or written == own.station:
                self.station = own.station
        return self._numbered(place, at + named.place, (named.number, named.last))

    def _year_before(self, place: int) -> int | None:
        """The year that a word gives to the telegram behind it: ``08 EXAMPLE 12``."""
        words = self.words
        word = words[place]
        if place + 1 >= len(words) or not (word[0] in "('" or word[0].isdecimal()):
            return None
        prefix = YEAR.match(word)
        if prefix is None or NUMBER.match(words[place + 1]):
            return None
        return self._plausible(full_year(prefix["year"]))

    def _bare_number(self, place: int) -> int:
        """``99`` in ``EXAMPLE 98 AND 99``: the same station once more."""
        if self.station is None or not self.found:
            return 0
        word = self.words[place]
        number = NUMBER.match(word) or RANGE.match(word)
        if number is None:
            return 0
        last = int(number["last"]) if number.re is RANGE else None
        return self._numbered(place, place, (int(number["number"]), last), bare=True)

    def _numbered(
        self, place: int, at: int, ends: tuple[int, int | None], *, bare: bool = False
    ) -> int:
        """Adds the telegrams of the number in word ``at``; gives the words from ``place`` on."""
        at, numbers = self._numbers(at, *ends)
        start, stop = self.starts[place], self._stop(at)
        if self.text[stop - 1] == ")" and self.text.find("(", start, stop) < 0:
            stop -= 1
        tail = appended(self.text, stop, self.end)
        year = self._plausible(tail.year)
        if bare or self.year is None:
            self.year = year or self.year
        span = Span(start, tail.end)
        shown = " ".join(self.text[start : tail.words_end].split())
        if bare:
            shown = f"{self.name} {shown}"
        for one in numbers:
            self._add(one, span, shown, tail)
        return max(at + 1, bisect_left(self.starts, tail.end)) - place

    def _numbers(self, at: int, first: int, last: int | None) -> tuple[int, Iterable[int]]:
        """The numbers of an item: one, or those of ``1111-1113``; and the word they end in."""
        if last is not None:
            full = _in_full(first, last)
            return at, range(first, full + 1) if full else sorted({first, max(first, last)})
        after = self._range(at, first)
        return (at, (first,)) if after is None else (at + 2, range(first, after + 1))

    def _range(self, at: int, number: int) -> int | None:
        """``1111 - 1113``: the last number, where a next one follows in the same series."""
        words = self.words
        if at + 2 >= len(words) or words[at + 1].upper() not in THROUGH:
            return None
        last = NUMBER.match(words[at + 2])
        if last is None or cited(words[at + 3 : at + 3 + MOST_AHEAD], known_only=True):
            return None  # a year, and the next telegram
        return _in_full(number, int(last["number"]))

    def _plausible(self, year: int | None) -> int | None:
        latest = self.message.year
        if year is None or not 1945 <= year <= 2044 or (latest is not None and year > latest):
            return None
        return year

    def _add(self, number: int, span: Span, shown: str, tail: Appended) -> None:
        year = self.year or self.message.year
        inferred = False
        target = None
        if self.station is not None and number and year is not None:
            if self.year is None and unreached(self.station, number, self.message):
                year, inferred = year - 1, True
            target = f"{year % 100:02}{self.station}{number}"
        item = Reference(
            self.label, shown, ReferenceKind.TELEGRAM, target, inferred,
            tail.notal, tail.and_previous, tail.dtg,
        )  # fmt: skip
        if inferred:
            self.defects.append(Defect(DefectKind.REFERENCE_YEAR_INFERRED, span, target or ""))
        if target is None:
            near = suggestions(self.name) if self.station is None else ""
            self.defects.append(Defect(DefectKind.REFERENCE_UNRESOLVED, span, near))
        self.found.append(Read(item, span))

    def _other(self, first: int, after: int, before: int | None = None) -> None:
        """An item of the words from ``first`` to ``after`` that is no telegram of a number."""
        if first >= after:
            return
        span = Span(self.starts[first], self._stop(after - 1))
        shown = " ".join(self.text[span.start : span.end].split()).strip(" ,;:")
        if SUBSTANCE.search(shown) is None:
            return
        notal = previous = False
        for _ in range(MOST_SAID):
            said = SAID_OF_IT.search(shown, max(0, len(shown) - LONGEST_SAID))
            if said is None:
                break
            shown = shown[: said.start()]
            previous = previous or said["previous"] is not None
            notal = notal or said["previous"] is None
        group = DTG.search(shown)
        if EMAIL.search(shown):
            kind = ReferenceKind.EMAIL
        elif MEMO.search(shown):
            kind = ReferenceKind.MEMO
        else:
            kind = ReferenceKind.DTG if group else ReferenceKind.OTHER
        sent = date_time_group(group.group().upper(), None)[0] if group else None
        item = Reference(
            self.label, shown, kind, None, notal=notal, and_previous=previous, dtg=sent
        )
        self.found.insert(len(self.found) if before is None else before, Read(item, span))


def _in_full(first: int, last: int) -> int | None:
    """The last number of a range; ``1111-13`` leaves out the digits that stay the same."""
    short = 10 ** len(str(last))
    if last < first:
        last += first // short * short
    return last if first < last < first + MOST_RANGE else None


def references(
    text: str, start: int, end: int, message: Message, defects: list[Defect]
) -> list[Read[Reference]]:
    """The items of one REF block, ``text[start:end]`` without its own REF."""
    found: list[Read[Reference]] = []
    if NONE.match(text[start : min(end, start + 40)].strip(" :.")):
        return found
    at = start
    letters: tuple[str, ...] = ()
    labels = lettering(text, start, end)
    if sum(one.doubled for one in labels) > 1:  # a form's letter alone only begins a wrapped line
        text = blanked(text, [Span(one.start, one.end) for one in labels if not one.doubled])
        labels = [one for one in labels if one.doubled]
    for label in [*labels, Lettered((), end, end)]:
        if len(found) >= MOST_ITEMS:
            break
        if at < label.start:
            held = len(found)
            Reader(message, _joint(letters), found, defects).items(text, at, label.start)
            if len(letters) > 1 and len(found) - held == len(letters):
                found[held:] = map(_labelled, found[held:], letters)
        letters, at = label.letters, label.end
    return found


def _joint(letters: tuple[str, ...]) -> str | None:
    """One label for several items: ``A-B``."""
    return "-".join((letters[0], letters[-1])) if len(letters) > 1 else "".join(letters) or None


def _labelled(one: Read[Reference], letter: str) -> Read[Reference]:
    return Read(one.value._replace(label=letter), one.span)


def unreached(station: str, number: int, message: Message) -> bool:
    """Whether the station cannot have sent that many telegrams by the day of the message.

    Its own later numbers, and more than the busiest post ever sent by that day of a year.
    """
    if message.mrn is not None and station == message.mrn.station:
        return number > message.mrn.number + MARGIN
    if message.sent is None:
        return False
    department, post = MOST_A_DAY["late" if message.sent.year >= LATE else "early"]
    day = message.sent.timetuple().tm_yday
    return number > (day + 1) * (department if station == "STATE" else post)
