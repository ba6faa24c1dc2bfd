"""The REF line: what the message refers to, item by item, with its label and its target.

A target is a reference id. Its year is the one written, else the year of the message; the
year before is inferred only where the number cannot have been reached yet (``unreached``).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from reftel.gazetteer import posts
from reftel.telegram.clock import full_year
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Mrn, Read, Reference, ReferenceKind, Span
from reftel.telegram.text import word_set

LABEL = re.compile(
    r"\(\s?(?P<round>[A-Za-z])\s?\)[:.)]?|(?<![\w'&/.\-])(?P<point>[A-Za-z])\s?[.):](?!\w)"
    r"|(?<![\w'&/.\-])(?P<bare>[A-Z])(?=\s+(?:\d\d\s+)?[A-Z]{3})"
)
WORD = re.compile(r"[^\s;,]+[;,]?|[;,]")
YEAR = re.compile(r"\(?'?(?P<year>\d\d|(?:19|20)\d\d)\)?$")
YEAR_AND_NAME = re.compile(r"(?P<year>(?:19|20)?\d\d)(?=[A-Z]{3,})")
SUFFIX = re.compile(r"\((?:CY)?'?(?P<year>\d\d|(?:19|20)\d\d)\)[.,;:]?$")
NUMBER = re.compile(r"\(?#?(?P<number>\d{1,8})(?:/\d{1,2})?(?P<stop>\)?[.,;:]*)$")
GLUED = re.compile(r"(?P<name>[A-Za-z][A-Za-z.'\-]{2,30}?)-?(?P<number>\d{1,8})(?P<stop>[.,;:)]*)$")
NAME = re.compile(r"[A-Z][A-Z.'/\-]*$")
DTG = re.compile(r"\b\d{6}Z\s{0,3}[A-Z]{3}\s{0,3}\d{2}")
EMAIL = re.compile(r"\bE-?\s?MAILS?\b|@", re.IGNORECASE)
MEMO = re.compile(r"\bMEM(?:O|OS|ORANDUM|ORANDA|CON|CONS)\b", re.IGNORECASE)
SUBSTANCE = re.compile(
    r"\d|\b(?:E-?MAIL|MEMO|MEMCON|TELCON|TELECON|FAX|LETTER|NOTE|CALL|TELFAX|SEPTEL|CIRCULAR"
    r"|CONVERSATION|IIR|ALDAC)", re.IGNORECASE,
)  # fmt: skip
NONE = re.compile(r"(?:NONE|N/?A|NIL)\b\.?\s*$", re.IGNORECASE)
NOT_A_NAME = word_set(
    "AND OF DATED ON FOR FROM TO THE IN EMAIL E-MAIL EMAILS E-MAILS MEMO MEMCON TELCON TELECON"
    " FAX LETTER NOTE IIR TD OSC FBIS PARA PARAS CIRCULAR NOTAL PREVIOUS ARTICLE UNSCR"
    " RESOLUTION ET AL ALSO SEE PART VOL NO JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV"
    " DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER"
    " REF REFS"
)
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


class Message(NamedTuple):
    """The message that refers: its number and its moment, as far as they are known."""

    mrn: Mrn | None
    sent: datetime | None
    year: int | None


class Word(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Reader:
    """Reads the items between two labels; remembers the station for bare numbers."""

    message: Message
    label: str | None
    found: list[Read[Reference]]
    defects: list[Defect]
    station: str | None = None
    name: str = ""
    year: int | None = None

    def items(self, words: list[Word]) -> None:
        """Every item of the words, telegrams and others."""
        place = 0
        other: list[Word] = []
        while place < len(words) and len(self.found) < MOST_ITEMS:
            used = self._telegram(words, place, inside_other=bool(other))
            if used:
                self._other(other, before=len(self.found) - 1)
                other = []
                place += used
                continue
            word = words[place]
            if not other and word.text.upper().rstrip(".,;:") in SKIPPED:
                place += 1
                continue
            other.append(word)
            if word.text.endswith(";"):
                self._other(other)
                other = []
            place += 1
        self._other(other)

    def _telegram(self, words: list[Word], place: int, *, inside_other: bool) -> int:
        """The telegram that begins at a word: how many words it takes, 0 where none does."""
        if inside_other and words[place - 1].text[-1] not in ";:,":
            return 0
        at = place
        year = None
        prefix = YEAR.match(words[at].text)
        if prefix is not None and at + 1 < len(words):
            year = self._plausible(prefix["year"])
            if year is not None and not NUMBER.match(words[at + 1].text):
                at += 1
            else:
                year = None
        named = self._named(words, at, strict=inside_other)
        if named is None:
            return self._bare_number(words, place) if not inside_other else 0
        station, name, number, number_at = named
        self.station, self.name, self.year = station, name, year
        last = number_at
        if year is None and not words[last].text.endswith((",", ";", ":")):
            suffix = SUFFIX.match(words[last + 1].text) if last + 1 < len(words) else None
            if suffix is not None:
                self.year = year = self._plausible(suffix["year"])
                last += 1
        self._add(number, Span(words[place].start, words[last].end), words[place : last + 1])
        return last + 1 - place + self._after(words, last + 1)

    def _named(
        self, words: list[Word], at: int, *, strict: bool
    ) -> tuple[str | None, str, int, int] | None:
        """Station, name as printed, number, and the place of the word with the number.

        ``strict`` takes known stations only: the item may as well be no telegram.
        """
        ahead = [word.text for word in words[at : at + 8]]
        found = _known_station(ahead)
        if found is None and not strict:
            found = _unknown_station(ahead)
        if found is None:
            return None
        station, name, number, used = found
        return station, name, number, at + used

    def _bare_number(self, words: list[Word], place: int) -> int:
        """``99`` in ``EXAMPLE 98 AND 99``: the same station once more."""
        number = NUMBER.match(words[place].text)
        if number is None or self.station is None or not self.found:
            return 0
        self._add(int(number["number"]), Span(words[place].start, words[place].end), None)
        return 1 + self._after(words, place + 1)

    def _after(self, words: list[Word], place: int) -> int:
        """Words that belong to a number: ``(NOTAL)``, ``(DTG 031628Z SEP 75)``, ``ET AL``."""
        if place >= len(words) or not words[place].text.startswith("("):
            return 0
        inside = words[place].text
        for used in range(1, 7):
            if ")" in inside:
                plain = inside.upper()
                return used if "NOTAL" in plain or "DTG" in plain or DTG.search(plain) else 0
            if place + used >= len(words):
                return 0
            inside += " " + words[place + used].text
        return 0

    def _plausible(self, written: str) -> int | None:
        year = full_year(written)
        latest = self.message.year
        if not 1945 <= year <= 2044 or (latest is not None and year > latest):
            return None
        return year

    def _add(self, number: int, span: Span, words: list[Word] | None) -> None:
        year = self.year or self.message.year
        inferred = False
        target = None
        if self.station is not None and number and year is not None:
            if self.year is None and unreached(self.station, number, self.message):
                year, inferred = year - 1, True
            target = f"{year % 100:02}{self.station}{number}"
        shown = " ".join(word.text for word in words) if words else f"{self.name} {number}"
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

    def _other(self, words: list[Word], before: int | None = None) -> None:
        if not words:
            return
        shown = " ".join(word.text for word in words).strip(" ,;:")
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
        span = Span(words[0].start, words[-1].end)
        item = Read(Reference(self.label, shown, kind, None), span)
        self.found.insert(len(self.found) if before is None else before, item)


@lru_cache(maxsize=4096)
def suggestions(written: str) -> str:
    """Stations that a name may be meant for: for a person to look at, never a reading."""
    return " ".join(posts.alike(written)[:3])


Found = tuple[str | None, str, int, int]  # station, name, number, place of the number's word


def _known_station(ahead: list[str]) -> Found | None:
    """A station of the table and its number, in one word or in several."""
    glued = GLUED.match(ahead[0]) if ahead else None
    if glued is not None and (known := posts.station(glued["name"])):
        return known, glued["name"], int(glued["number"]), 0
    leading = _leading(tuple(ahead))
    if leading is None:
        return _glued_at_the_end(ahead)
    if leading[1] >= len(ahead):
        return None
    station, used = leading
    if number := NUMBER.match(ahead[used]):
        return station, " ".join(ahead[:used]), int(number["number"]), used
    if glued := GLUED.match(ahead[used]):
        longer = posts.station(" ".join([*ahead[:used], glued["name"]]))
        if longer:
            return longer, longer, int(glued["number"]), used
    return None


def _glued_at_the_end(ahead: list[str]) -> Found | None:
    """``NEW DELHI123``: a name in several words with the number written on to the last."""
    for used, word in enumerate(ahead[:4]):
        glued = GLUED.match(word)
        if glued is not None:
            known = posts.station(" ".join([*ahead[:used], glued["name"]]))
            return (known, known, int(glued["number"]), used) if known else None
        if NAME.match(word) is None:
            return None
    return None


def _unknown_station(ahead: list[str]) -> Found | None:
    """Up to three capitalised words and a number: a name that the table does not have."""
    for used, word in enumerate(ahead[:4]):
        number = NUMBER.match(word)
        if number is not None and used and len(number["number"]) > 1:
            return None, " ".join(ahead[:used]), int(number["number"]), used
        if NAME.match(word) is None or word in NOT_A_NAME:
            return None
    return None


@lru_cache(maxsize=4096)
def _leading(words: tuple[str, ...]) -> tuple[str, int] | None:
    return posts.leading_station(words)


def references(
    text: str, start: int, end: int, message: Message, defects: list[Defect]
) -> list[Read[Reference]]:
    """The items of one REF block, ``text[start:end]`` without its own REF."""
    found: list[Read[Reference]] = []
    if NONE.match(text[start : min(end, start + 40)].strip(" :.")):
        return found
    marks = list(_labels(text, start, end))
    at, label = start, None
    for letter, begin, stop in [*marks, (None, end, end)]:
        if len(found) >= MOST_ITEMS:
            break
        reader = Reader(message, label, found, defects)
        reader.items(_split(text, at, begin))
        at, label = stop, letter
    return found


def _split(text: str, start: int, end: int) -> list[Word]:
    """The words; a year written on to a station (``09STATE123``) is a word of its own."""
    words: list[Word] = []
    for match in islice(WORD.finditer(text, start, end), MOST_WORDS):
        glued = YEAR_AND_NAME.match(match.group())
        at = match.start()
        if glued is not None:
            words.append(Word(glued["year"], at, at + len(glued["year"])))
            at += len(glued["year"])
        words.append(Word(text[at : match.end()], at, match.end()))
    return words


def _labels(text: str, start: int, end: int) -> list[tuple[str | None, int, int]]:
    """The labels in order: A, B, C …; a letter that is not the next one is none."""
    found: list[tuple[str | None, int, int]] = []
    last = ""
    for match in LABEL.finditer(text, start, end):
        letter = (match["round"] or match["point"] or match["bare"]).upper()
        first = not found and not text[start : match.start()].strip(" :.\n\r\t")
        if found and letter == last and not text[found[-1][2] : match.start()].strip():
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
