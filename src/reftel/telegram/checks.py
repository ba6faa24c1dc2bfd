"""What the parts of a telegram say of each other, and what the source says of the telegram."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from reftel.gazetteer import markings, posts
from reftel.telegram.cited import suggestions
from reftel.telegram.clock import filing_date
from reftel.telegram.defects import DefectKind
from reftel.telegram.envelope import Envelope
from reftel.telegram.fields import Fields
from reftel.telegram.heading_line import HeadingLine
from reftel.telegram.record import Defect, Paragraph, Published, Read, Span
from reftel.telegram.station import same_post, sender_station

FIRST_TAGS: Final = 1973  # TAGS were introduced on 1 March 1973
LEVELS: Final = {"U": 0, "FOUO": 1, "SBU": 1, "LOU": 1, "C": 2, "S": 3, "TS": 4}
HIGHER: Final = [frozenset(one for one, step in LEVELS.items() if step > own) for own in range(5)]
LAST_DAY: Final = 365
STEP: Final = 10  # of markings.rank, one level
TWO_DAYS: Final = timedelta(days=2)
SERIALS: Final = 10_000  # FL 3 gives the number of the message modulo this


def missing(first: HeadingLine, read: Fields, at: int, year: int | None) -> list[Defect]:
    """The lines of FL 12 that a telegram has and this one lacks."""
    where = Span(at, max(at, first.end))
    found: list[Defect] = []
    if first.classification is None:
        found.append(Defect(DefectKind.CLASSIFICATION_MISSING, where))
    if first.mrn is None:
        found.append(Defect(DefectKind.MRN_MISSING, where))
    if not read.tags and (year is None or year >= FIRST_TAGS):
        found.append(Defect(DefectKind.TAGS_MISSING, where))
    if not read.subject_seen:
        found.append(Defect(DefectKind.SUBJECT_MISSING, where))
    return found


def between(lines: Envelope, first: HeadingLine, published: Published | None) -> list[Defect]:
    """The transmission lines against the MRN line, and both against what was published."""
    found = [*_serial(lines, first), *_filing_day(lines), *_station(lines, first)]
    if published is not None:
        found += _published(lines, first, published)
    return found


def _serial(lines: Envelope, first: HeadingLine) -> list[Defect]:
    if lines.filing is None or first.mrn is None or not lines.filing.value.serial:
        return []
    serial, number = int(lines.filing.value.serial), first.mrn.value.number
    if number % SERIALS == serial % SERIALS:
        return []
    return [Defect(DefectKind.FILING_SERIAL_DIFFERS, first.mrn.span, f"{serial:04} in FL 3")]


def _filing_day(lines: Envelope) -> list[Defect]:
    """FL 3 is when the message was filed: the day of the DTG or the one after."""
    if lines.filing is None or lines.dtg is None:
        return []
    sent = lines.dtg.value
    if lines.filing.value.day == sent.timetuple().tm_yday:
        return []
    if lines.filing.value.day and lines.filing.value.day >= LAST_DAY and sent.month == 1:
        # Filed on the last day of the year where it was sent from, and in the next by UTC.
        return [
            Defect(DefectKind.FILING_DAY_DIFFERS, lines.filing.span, f"{sent:%d %b %Y} in FL 5")
        ]
    days = [
        filed
        for year in (sent.year - 1, sent.year, sent.year + 1)
        if (filed := filing_date(lines.filing.value.day, year)) is not None
    ]
    if not days or min(abs(filed - sent) for filed in days) <= TWO_DAYS:
        return []
    return [Defect(DefectKind.FILING_DAY_DIFFERS, lines.filing.span, f"{sent:%d %b %Y} in FL 5")]


def _station(lines: Envelope, first: HeadingLine) -> list[Defect]:
    if first.mrn is None:
        return []
    written = first.mrn.value.station
    found: list[Defect] = []
    if posts.post(written) is None:
        near = suggestions(written)
        found.append(Defect(DefectKind.STATION_UNVERIFIED, first.mrn.span, near))
    sender = sender_station(lines.sender.value.station) if lines.sender else None
    if sender is not None and not same_post(sender, written) and posts.post(written) is not None:
        found.append(Defect(DefectKind.STATION_DIFFERS, first.mrn.span, f"{sender} in FL 6"))
    return found


def _published(lines: Envelope, first: HeadingLine, published: Published) -> list[Defect]:
    found: list[Defect] = []
    if published.id and first.mrn is not None:
        mrn = first.mrn.value
        if published.id[2:] != f"{mrn.station}{mrn.number}":
            found.append(Defect(DefectKind.ID_DIFFERS, first.mrn.span, published.id))
    if published.created and lines.dtg is not None:
        day = _day(published.created[:10])
        if day is not None and abs(day - lines.dtg.value) > TWO_DAYS:
            found.append(Defect(DefectKind.DATE_DIFFERS, lines.dtg.span, published.created))
    return found


@lru_cache(maxsize=4096)
def _day(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    except ValueError:
        return None


def standing(name: str, captions: Sequence[Read[str]]) -> str:
    """The stored name that a classification and its captions make together."""
    words = {caption.value for caption in captions}
    if name == "UNCLASSIFIED" and words & {"SENSITIVE", "FOUO"}:
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    if name in {"CONFIDENTIAL", "SECRET"} and "NOFORN" in words:
        return f"{name}//NOFORN"
    return name


def level_differs(
    name: str, paragraphs: list[Paragraph], published: Published | None
) -> list[Defect]:
    """A paragraph marked higher than the whole, or a box that says other than the text.

    Marks of SBU below an UNCLAS without SENSITIVE are common, and are no conflict of levels
    for an archive that was told FOR OFFICIAL USE ONLY.
    """
    rank = markings.rank(name)
    higher = HIGHER[max(rank, 0) // STEP]
    found: list[Defect] = []
    for mark in [one.mark for one in paragraphs if one.mark is not None]:
        if mark.value.level in higher:
            found.append(Defect(DefectKind.CLASSIFICATION_DIFFERS, mark.span, mark.value.text))
            break
    if published is not None and published.classification and rank >= 0 and paragraphs:
        boxed = markings.rank(published.classification)
        if boxed >= 0 and boxed // STEP != rank // STEP:
            found.append(
                Defect(
                    DefectKind.CLASSIFICATION_DIFFERS, paragraphs[0].span, published.classification
                )
            )
    return found
