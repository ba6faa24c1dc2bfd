"""The table of contents of one cable: its headings, or its paragraphs where it has too few."""

from reftel.reading_room.characters import short
from reftel.reading_room.pieces import Heading
from reftel.telegram.cable import CableRecord, ParagraphEntry

LONG = 8  # paragraphs from which on a cable is not overlooked at a glance
FEWEST = 3  # headings that lead through a long one
MOST = 40  # lines of a table of contents
FIRST_WORDS = 44  # characters


def outline(record: CableRecord) -> tuple[Heading, ...]:
    """What leads to its parts, in their order."""
    paragraphs = record["paragraphs"]
    headed = [one for one in paragraphs if one["heading"]]
    if len(paragraphs) >= LONG and len(headed) < FEWEST:
        return tuple(_line(one) for one in paragraphs[:MOST])
    return tuple(Heading(short(one["heading"] or ""), one["anchor"]) for one in headed[:MOST])


def _line(paragraph: ParagraphEntry) -> Heading:
    """``3. The ministry has asked …``, or its heading."""
    words = " ".join((paragraph["heading"] or paragraph["text"][: 4 * FIRST_WORDS]).split())
    if len(words) > FIRST_WORDS:
        words = f"{words[:FIRST_WORDS].rpartition(' ')[0] or words[:FIRST_WORDS]} …"
    return Heading(words, paragraph["anchor"], short(paragraph["number"] or "", 12))
