"""What kind of document a cable is, and what was done to it on its way to the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reftel.reading_room.characters import short
from reftel.reading_room.wording import LANGUAGE, counted
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import READ_FROM_TEXT, CableRecord

FEW = 6  # defects that are told; the page that shows where they stand has all


@dataclass(frozen=True, slots=True)
class Account:
    """Sentences, and what the parser found wrong, each with the number of its place."""

    sentences: tuple[str, ...]
    defects: tuple[tuple[int, str], ...]
    more_defects: int
    revision: str


def account(record: CableRecord) -> Account:
    """All that the record tells about itself."""
    defects = tuple((number, one["message"]) for number, one in enumerate(record["defects"], 1))
    return Account(
        sentences=tuple(_sentences(record)),
        defects=defects[:FEW],
        more_defects=max(0, len(defects) - FEW),
        revision=record["revision"],
    )


def source_of(code: str) -> str:
    """Where a date or a whole record was read, in words."""
    return _sources(LANGUAGE.get()).get(code, code)


@lru_cache(maxsize=16)
def _sources(_language: str) -> Mapping[str, str]:
    return {
        "dtg": _("date-time group of the transmission"),
        "dateline": _("date line of the text"),
        "page-2010": _("page of December 2010, day only"),
        "page-2011": _("page of August 2011"),
        "page-text": _("page saved as text"),
        "plain": _("text of the telegram"),
        "csv": _("the dump"),
        "jsonl": _("cable record"),
        "release": _("release of this archive"),
    }


def _sentences(record: CableRecord) -> Iterator[str]:
    yield _kind(record)
    sections = record["sections"] or 0
    if sections > 1:
        yield _("Sent in %(count)s sections, which are joined here.", count=sections)
    marks = len(record["page_marks"])
    if marks:
        yield counted(
            "%(count)s page mark of the transmission is left out in “To read”.",
            "%(count)s page marks of the transmission are left out in “To read”.",
            marks,
            count=marks,
        )
    if not record["paragraphs"]:
        yield _("No paragraphs could be told apart; “As sent” has all that there is.")


def _kind(record: CableRecord) -> str:
    """A telegram of which year, and what it was taken from."""
    year = (record["created"] or "")[:4]
    sources = (one["source"] for one in record["dates"])
    source = next((one for one in sources if one not in {*READ_FROM_TEXT, "release"}), "")
    known = {
        "page-2010": _("taken from a publisher's page in the form of December 2010"),
        "page-2011": _("taken from a publisher's page in the form of August 2011"),
        "page-text": _("taken from a publisher's page that was saved as text"),
        "csv": _("taken from a dump in columns"),
        "jsonl": _("taken from a cable record"),
        "plain": _("taken from the text of the telegram"),
    }
    taken = known.get(source or "plain") or _("taken from %(source)s", source=short(source, 40))
    if not year:
        return _("A telegram without a date, %(taken)s.", taken=taken)
    return _("A telegram of %(year)s, %(taken)s.", year=year, taken=taken)
