"""What a telegram says, and where in its text each thing was read.

Every value that the parser gives is a ``Read``: the value and its ``Span``. Whatever is
wrong with a telegram is a ``Defect`` with a span too; nothing is raised, nothing dropped.
The names of the lines are those of ACP 127 (format lines, FL) and of 5 FAH-1/5 FAH-2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar, cast

from reftel.telegram.defects import SENTENCES, DefectKind

T_co = TypeVar("T_co", covariant=True)


class Span(NamedTuple):
    """A half-open range of characters in the text as received."""

    start: int
    end: int


class Read(NamedTuple, Generic[T_co]):
    """A value, and the place in the text it was read from."""

    value: T_co
    span: Span


class Defect(NamedTuple):
    """Something wrong with the telegram as received; its kind has a page in the docs."""

    kind: DefectKind
    span: Span
    detail: str = ""

    @property
    def message(self) -> str:
        """A sentence for people, with the detail where there is one."""
        sentence = SENTENCES[self.kind]
        return f"{sentence}: {self.detail}" if self.detail else f"{sentence}."


class Precedence(StrEnum):
    """FL 5 prosigns, highest first (ACP 127; 5 FAH-2 H-321)."""

    FLASH = "flash"
    IMMEDIATE = "immediate"
    PRIORITY = "priority"
    ROUTINE = "routine"


class TagKind(StrEnum):
    """The kinds of TAGS, in the handbook's words (5 FAH-3)."""

    SUBJECT = "subject"
    PROGRAM = "program"
    GEOGRAPHIC = "geographic"
    ORGANIZATION = "organization"
    PERSON = "person"
    UNKNOWN = "unknown"


class ReferenceKind(StrEnum):
    """What a REF item points to."""

    TELEGRAM = "telegram"
    DTG = "dtg"
    EMAIL = "email"
    MEMO = "memo"
    OTHER = "other"


class Filing(NamedTuple):
    """FL 3, ``DE RUEHVN #0145/01 0600544``: who filed it, its serial, day of year, time."""

    routing: str
    serial: str
    section: str | None
    day: int | None
    time: str | None


class Addressee(NamedTuple):
    """One line of FL 6-9. ``serial`` is the receiver's channel serial, never a cable number."""

    routing: str | None
    station: str
    precedence: str | None = None
    serial: str | None = None
    offices: tuple[str, ...] = ()


class Distribution(NamedTuple):
    """A line of the Department's office distribution: ``ACTION EUR-12`` or ``INFO OCT-01 …``.

    ``kind`` is action, origin or info. This INFO is not FL 8: it stands before the DTG, and
    names offices with a number of copies.
    """

    kind: str
    offices: tuple[str, ...]


class Mrn(NamedTuple):
    """The message reference number: station as in the reference id, and number."""

    station: str
    number: int
    year: int | None = None  # two digits before the station, where the line has them


class Section(NamedTuple):
    """``SECTION 01 OF 03``."""

    number: int
    of: int


class Passing(NamedTuple):
    """``STATE PASS TO USAID`` or ``DEPT FOR EAP/MLS``: kind is ``pass`` or ``for``."""

    kind: str
    place: str
    targets: str


class ExecutiveOrder(NamedTuple):
    """The E.O. line: order number, and the declassification date or event as written."""

    order: str | None
    declassify: str | None  # an ISO date where the line has a valid one, else None
    raw: str


class Tag(NamedTuple):
    """One of the TAGS: its code in upper case, its kind, and how it was written."""

    code: str
    kind: TagKind
    raw: str


class Reference(NamedTuple):
    """One item of a REF line; ``target`` is a reference id where it names a telegram."""

    label: str | None
    text: str
    kind: ReferenceKind
    target: str | None
    year_inferred: bool = False
    notal: bool = False  # not to all: some addressees of this message lack that one
    and_previous: bool = False  # and those before it
    dtg: datetime | None = None  # the date-time group that the item gives


class ClassifiedBy(NamedTuple):
    """Who classified it, and why: ``Classified By: DCM Jane Doe for reasons 1.4 (b)``."""

    who: str
    reasons: tuple[str, ...]  # "1.4(b)", or "(b)" where the section is not given


class PortionMark(NamedTuple):
    """``(S//NF)``: level S, controls NOFORN. ``text`` is the mark as the record shows it."""

    level: str
    controls: tuple[str, ...]
    text: str


class Paragraph(NamedTuple):
    """One paragraph, with an anchor that is unique on the page.

    ``number`` is as printed ("7", "31", "A and B" under a roman heading); None for text
    that stands before or without numbers. ``text`` is the running text: number, portion
    mark and transmission page marks are left out, line ends are kept. ``span`` covers the
    whole paragraph, number and mark included.
    """

    anchor: str
    number: Read[str] | None
    mark: Read[PortionMark] | None
    heading: Read[str] | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """A parsed telegram. ``text`` is as received: never trimmed, joined or repaired."""

    text: str
    body_at: int  # where the body (FL 12) begins; the transmission lines stand before it
    # FL 1-9
    transmission: Read[str] | None = None
    called: tuple[Read[str], ...] = ()
    filing: Read[Filing] | None = None
    security: Read[str] | None = None
    precedence: tuple[Read[Precedence], ...] = ()  # action, then information
    dtg: Read[datetime] | None = None
    signals: tuple[Read[str], ...] = ()
    sender: Read[Addressee] | None = None
    to: tuple[Read[Addressee], ...] = ()
    info: tuple[Read[Addressee], ...] = ()
    exempted: tuple[Read[Addressee], ...] = ()
    distribution: tuple[Read[Distribution], ...] = ()
    # FL 12, the opening
    preamble: Read[str] | None = None  # what stands in the body before the first line of FL 12
    classification: Read[str] | None = None  # the stored word: "CONFIDENTIAL"
    mrn: Read[Mrn] | None = None
    section: Read[Section] | None = None
    captions: tuple[Read[str], ...] = ()  # as often as printed; the record drops repeats
    passing: tuple[Read[Passing], ...] = ()
    executive_order: Read[ExecutiveOrder] | None = None
    tags: tuple[Read[Tag], ...] = ()
    subject: Read[str] | None = None
    references: tuple[Read[Reference], ...] = ()
    classified_by: Read[ClassifiedBy] | None = None
    # FL 12, the message
    headings: tuple[Read[str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    summary: tuple[str, ...] = ()  # anchors of the paragraphs that sum the message up
    quotations: tuple[Read[str], ...] = ()  # BEGIN TEXT … END TEXT; the value is the first line
    page_marks: tuple[Read[str], ...] = ()  # where a transmission page began in mid-body
    redactions: tuple[Read[str], ...] = ()  # what a publisher put in place of a name
    signer: Read[str] | None = None
    truncated: bool = False
    defects: tuple[Defect, ...] = ()

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every place something was read from, with the field's name."""
        for field in fields(self):
            value: object = getattr(self, field.name)
            single = isinstance(value, (Read, Defect)) or not isinstance(value, tuple)
            items = cast("tuple[object, ...]", (value,) if single else value)
            for item in items:
                if isinstance(item, (Read, Paragraph, Defect)):
                    yield field.name, cast("Read[object] | Paragraph | Defect", item).span


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the container (page, CSV row, record) says about the cable it holds.

    Dates are as published, ISO 8601 to the precision that can be trusted: the pages of
    December 2010 print the hour where the minutes belong, so only their day is kept.
    """

    source: str  # "page-2010", "page-2011", "page-text", "csv", "jsonl", "plain"
    id: str | None = None
    created: str | None = None
    released: str | None = None
    classification: str | None = None
    origin: str | None = None
    subject: str | None = None
    references: tuple[str, ...] = ()
