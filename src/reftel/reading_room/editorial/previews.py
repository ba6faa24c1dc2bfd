"""A text of the keepers with a note on each cable that it cites.

Each link to a cable gets the number of its note; the note has subject, origin, date and
classification, and the first words of each paragraph that is cited. So a reader knows
what a link leads to before following it, with or without script, and on paper.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from reftel.edition.editorial.collections import Item
from reftel.edition.editorial.prose import Citation, citations, prose
from reftel.edition.entries import Entry
from reftel.edition.read import Edition
from reftel.edition.standing import Known
from reftel.reading_room import addresses
from reftel.reading_room.characters import written
from reftel.reading_room.editorial.abroad import abroad
from reftel.reading_room.editorial.rows import Row, rows
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import CableRecord

MOST = 100  # cables of one text that have a note; a link to another leads there all the same
FIRST_WORDS = 180  # characters of a paragraph


@dataclass(frozen=True, slots=True)
class Quoted:
    """A paragraph that is cited: its number and mark, its first words, its address."""

    number: str
    mark: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is told of one cable, ``row``; and the paragraphs of it that are cited."""

    number: int
    row: Row
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its title, and the notes on what it cites."""

    title: str
    text: Markup
    notes: tuple[Note, ...]


def told(
    edition: Edition, title: str, markdown: str, known: Mapping[str, Known] | None = None
) -> Told:
    """The text as safe HTML, each citation led to its note.

    One query for what the edition knows of the cables, unless that is given, and one for
    the paragraphs where any is cited.
    """
    title, clean = prose(markdown, title)
    html = written(clean)
    found = list(citations(html))
    anchors = _anchors(found)
    if known is None:
        known = edition.known(anchors) if anchors else {}
    notes = {note.row.id: note for note in _notes(edition, anchors, known)}
    text = Markup("").join(_pieces(html, found, notes))
    if edition.manifest.extract:
        here = {note.row.address for note in notes.values()}
        text = _clean(abroad(text, edition.manifest.declaration.address, here))
    return Told(title, text, tuple(notes.values()))


def _anchors(found: Iterable[Citation]) -> dict[str, dict[str, None]]:
    """The cables that have a note, and the places in each that are cited, in their order."""
    anchors: dict[str, dict[str, None]] = {}
    for one in found:
        if one.id in anchors or len(anchors) < MOST:
            anchors.setdefault(one.id, {})[one.anchor] = None
    return anchors


def _notes(
    edition: Edition, anchors: Mapping[str, Mapping[str, None]], known: Mapping[str, Known]
) -> Iterator[Note]:
    quoting = [id_ for id_ in anchors if any(anchors[id_]) and isinstance(known.get(id_), Entry)]
    records = {record["id"]: record for record in edition.some(quoting)} if quoting else {}
    each = rows((Item(id_, "") for id_ in anchors), known)
    for number, row in enumerate(each, 1):
        record = records.get(row.id)
        yield Note(number, row, tuple(_quoted(record, anchors[row.id])) if record else ())


def _quoted(record: CableRecord, anchors: Iterable[str]) -> Iterator[Quoted]:
    by_anchor = {one["anchor"]: one for one in record["paragraphs"] if one["anchor"]}
    for anchor in anchors:
        if paragraph := by_anchor.get(anchor):
            words = _first(paragraph["text"])
            yield Quoted(
                paragraph["number"] or "",
                paragraph["mark"] or "",
                words,
                addresses.cable(record["id"], anchor),
            )


def _first(text: str) -> str:
    """The first words of a paragraph, as many as a note has room for."""
    words = " ".join(text[: 2 * FIRST_WORDS].split())
    if len(words) <= FIRST_WORDS:
        return words
    return f"{words[:FIRST_WORDS].rpartition(' ')[0] or words[:FIRST_WORDS]} …"


def _pieces(html: str, found: Iterable[Citation], notes: Mapping[str, Note]) -> Iterator[Markup]:
    done = 0
    for one in found:
        yield _clean(html[done : one.start])
        yield _link(one, notes.get(one.id))
        done = one.end
    yield _clean(html[done:])


def _link(one: Citation, note: Note | None) -> Markup:
    """A citation in the text: as it was written, and the number of its note."""
    words = _clean(one.words)
    if note is None:
        return Markup('<a href="{}">{}</a>').format(addresses.cable(one.id, one.anchor), words)
    way = Markup(' dir="ltr"') if ' dir="ltr"' in one.link else ""
    if note.row.entry is not None:
        link = Markup('<a class="cited" href="{}"{}>{}</a>').format(
            addresses.cable(one.id, one.anchor), way, words
        )
    elif note.row.address:
        absent = Markup('<a class="cited absent" href="{}"{}>{}</a>')
        link = absent.format(note.row.address, way, words)
    else:
        link = Markup('<span class="cited absent"{}>{}</span>').format(way, words)
    label = escape(_("Note %(n)s", n=note.number))
    number = Markup('<sup><a class="to-note" href="#note-{0}" aria-label="{1}">{0}</a></sup>')
    return link + number.format(note.number, label)


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- a piece of what prose() cleaned, cut between tags
