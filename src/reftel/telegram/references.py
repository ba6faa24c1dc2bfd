"""The REF line: what the message refers to, item by item, with its label and its target.

A target is a reference id. Its year is the one written, else the year of the message; the
year before is inferred only where the number cannot have been reached yet (``unreached``).
"""

import re
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from reftel.telegram.cited import NUMBER, cited, suggestions
from reftel.telegram.clock import full_year
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Mrn, Read, Reference, ReferenceKind, Span
from reftel.telegram.text import word_set

LABEL = re.compile(
    r"\(\s?(?P<round>[A-Za-z])\s?\)[:.)]?|(?<![\w'&/.\-])(?P<point>[A-Za-z])\s?[.):](?!\w)"
    r"|(?<![\w'&/.\-])(?P<bare>[A-Z])(?=\s+(?:\d\d\s+)?[A-Z]{3})"
)
WORD = re.compile(r"[^\s;,]+[;,]?|[;,]")
BEFORE_LABELS = re.compile(r"[ :.\n\r\t]+")
NOT_BLANK = re.compile(r"\S")
YEAR = re.compile(r"\(?'?(?P<year>\d\d|(?:19|20)\d\d)\)?$")
YEAR_AND_NAME = re.compile(r"(?P<year>(?:19|20)?\d\d)(?=[A-Z]{3,})")
SUFFIX = re.compile(r"\((?:CY)?'?(?P<year>\d\d|(?:19|20)\d\d)\)[.,;:]?$")
DTG = re.compile(r"\b\d{6}Z\s{0,3}[A-Z]{3}\s{0,3}\d{2}")
EMAIL = re.compile(r"\bE-?\s?MAILS?\b|@", re.IGNORECASE)
MEMO = re.compile(r"\bMEM(?:O|OS|ORANDUM|ORANDA|CON|CONS)\b", re.IGNORECASE)
SUBSTANCE = re.compile(
    r"\d|\b(?:E-?MAIL|MEMO|MEMCON|TELCON|TELECON|FAX|LETTER|NOTE|CALL|TELFAX|SEPTEL|CIRCULAR"
    r"|CONVERSATION|IIR|ALDAC)", re.IGNORECASE,
)  # fmt: skip
NONE = re.compile(r"(?:NONE|N/?A|NIL)\b\.?\s*$", re.IGNORECASE)
SKIPPED = word_set(
    "AND & - -- NOTAL (NOTAL) CIRCULAR ALSO PREVIOUS ET AL REF REFS REFTEL REFTELS SEE"
)
# Telegrams a day that no station ever reached: the Department sent some 300,000 a year in the
# 1970s and over 200,000 in the 2000s, the busiest posts 40,000 and 8,000.
MOST_A_DAY = {"early": (1000, 150), "late": (700, 40)}
LATE = 1985
MOST_WORDS = 5000
MOST_ITEMS = 500  # of one telegram; a book message cites some dozens
MARGIN = 20  # numbers that a post may cite ahead of its own
MOST_AHEAD = 8  # words of one item that are looked at


class Message(NamedTuple):
    """The message that refers: its number and its moment, as far as they are known."""

    mrn: Mrn | None
    sent: datetime | None
    year: int | None


class Reader:
    """Reads the items between two labels; remembers the station for bare numbers."""

    __slots__ = (
        "defects", "found", "label", "message", "name", "starts", "station", "words", "year",
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
        self.words: list[str] = []
        self.starts: list[int] = []
        self.station: str | None = None
        self.name = ""
        self.year: int | None = None

    def items(self, text: str, start: int, end: int) -> None:
        """Every item of ``text[start:end]``, telegrams and others."""
        self._split(text, start, end)
        words = self.words
        place = first = 0  # the next word, and the first of those that may be no telegram
        while place < len(words) and len(self.found) < MOST_ITEMS:
            used = self._telegram(place, inside_other=first < place)
            if used:
                self._other(first, place, before=len(self.found) - 1)
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

    def _split(self, text: str, start: int, end: int) -> None:
        """The words; a year written on to a station (``09STATE123``) is a word of its own."""
        words, starts = self.words, self.starts
        for match in islice(WORD.finditer(text, start, end), MOST_WORDS):
            word, at = match.group(), match.start()
            glued = YEAR_AND_NAME.match(word) if word[0].isdecimal() else None
            if glued is not None:
                words.append(glued["year"])
                starts.append(at)
                word, at = word[glued.end() :], at + glued.end()
            words.append(word)
            starts.append(at)

    def _span(self, first: int, last: int) -> Span:
        """From word ``first`` to the end of word ``last``."""
        return Span(self.starts[first], self.starts[last] + len(self.words[last]))

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
        last = at + named.place
        if year is None and last + 1 < len(words) and words[last][-1] not in ",;:":
            suffix = SUFFIX.match(words[last + 1]) if words[last + 1][0] == "(" else None
            if suffix is not None:
                self.year = self._plausible(suffix["year"])
                last += 1
        shown = " ".join(words[place : last + 1])
        self._add(named.number, self._span(place, last), shown)
        return last + 1 - place + self._after(last + 1)

    def _year_before(self, place: int) -> int | None:
        """The year that a word gives to the telegram behind it: ``08 EXAMPLE 12``."""
        words = self.words
        word = words[place]
        if place + 1 >= len(words) or not (word[0] in "('" or word[0].isdecimal()):
            return None
        prefix = YEAR.match(word)
        if prefix is None or NUMBER.match(words[place + 1]):
            return None
        return self._plausible(prefix["year"])

    def _bare_number(self, place: int) -> int:
        """``99`` in ``EXAMPLE 98 AND 99``: the same station once more."""
        if self.station is None or not self.found:
            return 0
        number = NUMBER.match(self.words[place])
        if number is None:
            return 0
        again = int(number["number"])
        self._add(again, self._span(place, place), f"{self.name} {again}")
        return 1 + self._after(place + 1)

    def _after(self, place: int) -> int:
        """Words that belong to a number: ``(NOTAL)``, ``(DTG 031628Z SEP 75)``, ``ET AL``."""
        words = self.words
        if place >= len(words) or words[place][0] != "(":
            return 0
        inside = words[place]
        for used in range(1, 7):
            if ")" in inside:
                plain = inside.upper()
                return used if "NOTAL" in plain or "DTG" in plain or DTG.search(plain) else 0
            if place + used >= len(words):
                return 0
            inside += " " + words[place + used]
        return 0

    def _plausible(self, written: str) -> int | None:
        year = full_year(written)
        latest = self.message.year
        if not 1945 <= year <= 2044 or (latest is not None and year > latest):
            return None
        return year

    def _add(self, number: int, span: Span, shown: str) -> None:
        year = self.year or self.message.year
        inferred = False
        target = None
        if self.station is not None and number and year is not None:
            if self.year is None and unreached(self.station, number, self.message):
                year, inferred = year - 1, True
            target = f"{year % 100:02}{self.station}{number}"
        shown = shown.strip(" ,;:.")
        if shown.endswith(")") and "(" not in shown:
            shown = shown[:-1]
        item = Reference(self.label, shown, ReferenceKind.TELEGRAM, target, inferred)
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
        shown = " ".join(self.words[first:after]).strip(" ,;:")
        if SUBSTANCE.search(shown) is None:
            return
        if EMAIL.search(shown):
            kind = ReferenceKind.EMAIL
        elif MEMO.search(shown):
            kind = ReferenceKind.MEMO
        elif DTG.search(shown):
            kind = ReferenceKind.DTG
        else:
            kind = ReferenceKind.OTHER
        item = Read(Reference(self.label, shown, kind, None), self._span(first, after - 1))
        self.found.insert(len(self.found) if before is None else before, item)


def references(
    text: str, start: int, end: int, message: Message, defects: list[Defect]
) -> list[Read[Reference]]:
    """The items of one REF block, ``text[start:end]`` without its own REF."""
    found: list[Read[Reference]] = []
    if NONE.match(text[start : min(end, start + 40)].strip(" :.")):
        return found
    marks = _labels(text, start, end)
    at, label = start, None
    for letter, begin, stop in [*marks, (None, end, end)]:
        if len(found) >= MOST_ITEMS:
            break
        if at < begin:
            Reader(message, label, found, defects).items(text, at, begin)
        at, label = stop, letter
    return found


def _labels(text: str, start: int, end: int) -> list[tuple[str | None, int, int]]:
    """The labels in order: A, B, C …; a letter that is not the next one is none."""
    found: list[tuple[str | None, int, int]] = []
    last = ""
    opened = BEFORE_LABELS.match(text, start, end)
    begin = opened.end() if opened else start
    for match in LABEL.finditer(text, start, end):
        letter = (match["round"] or match["point"] or match["bare"]).upper()
        first = not found and match.start() <= begin
        if letter == last and NOT_BLANK.search(text, found[-1][2], match.start()) is None:
            found[-1] = (letter, found[-1][1], match.end())  # A. A. or A. (A)
            continue
        follows = last and 1 <= ord(letter) - ord(last) <= 2
        if not (first or follows or (not found and letter == "A")):
            continue
        if match["bare"] and not _ends_item(text, start, match.start()):
            continue
        found.append((letter, match.start(), match.end()))
        last = letter
    return found


def _ends_item(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 12) : at].rstrip()
    return not before or before[-1] in ";,)" or before[-1].isdigit()


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
