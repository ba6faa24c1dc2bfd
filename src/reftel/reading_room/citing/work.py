"""What of a cable a citation tells, in any style."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from reftel.edition.citation import Citation, citation
from reftel.edition.entries import Entry
from reftel.edition.recent import recent
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain, short
from reftel.reading_room.frame import Frame
from reftel.telegram.cable import CableRecord, ParagraphEntry

GENRE = "Diplomatic cable"
LONGEST_REMARK = 500  # characters

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DAY = len("2008-02-14")
_COMMA = re.compile(r" ?, ?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a cable is read: the archive, its edition, its site (empty where none is known).

    Citations name the edition with which a text came, and so stay as they are until the text
    changes. Texts of the staff's edition are numbered among themselves: there it is the edition.
    """

    archive: str
    edition: int
    site: str = ""
    staff: bool = False

    @classmethod
    def of(cls, about: Frame, site: str = "") -> "Source":
        """That of the archive; ``site`` is where it was asked, if it declares no address."""
        return cls(line(about.name), about.edition, about.host or site, about.staff)


class Work(NamedTuple):
    """A cable, or a paragraph of it, as citations name it: each value on one line.

    ``title`` is the subject as it was sent, capitals and all, and ``author`` the post; both
    may be empty. ``paragraph`` is its number as printed.
    """

    id: str
    title: str
    author: str
    sent: tuple[int, ...]  # year, month, day, as far as they are known
    classification: str
    source: Source
    edition: int
    address: str  # of the cable
    here: str  # of the paragraph, where one is cited
    paragraph: str = ""
    pinned: Citation | None = None  # the citation that can be checked
    remark: str = ""  # on a list, why it is on it

    @property
    def day(self) -> tuple[int, int, int]:
        """Year, month and day, each 0 where it is not known."""
        year, month, day = (*self.sent, 0, 0, 0)[:3]
        return year, month, day

    @property
    def institution(self) -> str:
        """The author for formats in which a comma parts a surname from a first name."""
        return _COMMA.sub(" – ", self.author)

    @property
    def note(self) -> str:
        """What a citation may add: how it is classified, and of which edition the text is."""
        edition = f"edition {self.edition}"
        return f"{self.classification}; {edition}" if self.classification else edition


def listed(entry: Entry, source: Source, remark: str = "", pinned: Citation | None = None) -> Work:
    """A cable of a list, to be cited as a whole."""
    address = source.site + addresses.cable(entry.id)
    return Work(
        id=line(entry.id),
        title=line(entry.subject),
        author=_often(entry.origin),
        sent=_sent((entry.created or "")[:_DAY]),
        classification=_often(entry.classification),
        source=source,
        edition=source.edition if source.staff else entry.edition or source.edition,
        address=address,
        here=address,
        pinned=pinned,
        remark=line(remark, LONGEST_REMARK) if remark else "",
    )


def work(record: CableRecord, source: Source, paragraph: ParagraphEntry | None = None) -> Work:
    """A cable, or one of its paragraphs."""
    whole = _whole(record, source)
    if paragraph is None:
        return whole
    anchor = paragraph["anchor"]
    return whole._replace(
        here=source.site + addresses.cable(record["id"], anchor),
        paragraph=line(paragraph["number"] or ""),
        pinned=citation(record, anchor),
    )


@recent
def _whole(record: CableRecord, source: Source) -> Work:
    return listed(Entry.of(record), source, pinned=citation(record))


def line(value: str, length: int = 300) -> str:
    """One line that can be read: no line end, nothing unseen, no book."""
    return " ".join(plain(short(value, length)).split())


_often = lru_cache(maxsize=1 << 10)(line)  # of what many cables have


@lru_cache(maxsize=1 << 12)
def _sent(day: str) -> tuple[int, ...]:
    """As much of a date as there is of it and can be."""
    found = _DATE.match(day)
    parts = [int(part) for part in found.groups() if part] if found else []
    while parts:
        try:
            date(*(*parts, 1, 1)[:3])
        except ValueError:
            parts.pop()
        else:
            break
    return tuple(parts)
