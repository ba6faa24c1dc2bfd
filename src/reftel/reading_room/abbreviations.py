"""The abbreviations of one cable: which there are, and each led to its meaning.

In a paragraph the first of a kind becomes a link to the list "Words in this cable" on the
same page, so that a meaning is one touch, key or click away without script.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup, escape

from reftel.edition.recent import recent
from reftel.gazetteer.glossary import Writing, abbreviations
from reftel.reading_room.characters import Typesetter, typeset
from reftel.telegram.cable import CableRecord

MOST = 60  # abbreviations of one cable that are explained
MOST_LINKS = 400  # paragraphs times abbreviations; a real cable has fewer than a hundred
LONGEST_OPENING = 4_000  # characters before the first paragraph that are looked at
MOST_ADDRESSEES = 200  # likewise of each kind


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Those of one cable; of a paragraph by its place."""

    terms: tuple[str, ...] = ()
    writing: Writing = "mixed"
    by_paragraph: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def typesetter(self, place: int) -> Typesetter:
        """What sets the paragraph at a place, piece by piece, its abbreviations as links."""
        own = self.by_paragraph.get(place)
        if not own:
            return typeset
        return partial(typeset, between=partial(_linked, set(own), self.writing))


UNEXPLAINED = Abbreviations()


def anchor(term: str) -> str:
    """The name of a term's place in the list, blanks in it made into strokes."""
    return f"w-{'-'.join(term.split())}"


@recent
def abbreviations_of(record: CableRecord, writing: Writing) -> Abbreviations:
    """What stands in the lines of addressees, the opening and the paragraphs."""
    terms = dict.fromkeys(_of_the_opening(record))
    by_paragraph: dict[int, frozenset[str]] = {}
    room = MOST_LINKS
    for place, paragraph in enumerate(record["paragraphs"]):
        own = {term for _, term in abbreviations(paragraph["text"], writing)}
        if own and room > 0:
            terms.update(dict.fromkeys(sorted(own)))
            by_paragraph[place] = frozenset(own)
            room -= len(own)
    return Abbreviations(tuple(terms)[:MOST], writing, _known(by_paragraph, tuple(terms)))


def _of_the_opening(record: CableRecord) -> Iterator[str]:
    sender = [record["from"]] if record["from"] else []
    told = (*sender, *record["to"][:MOST_ADDRESSEES], *record["info"][:MOST_ADDRESSEES])
    names = "\n".join(one["station"][:200] for one in told)
    yield from (term for _, term in abbreviations(names, "names"))
    end = min((one["start"] for one in record["paragraphs"]), default=LONGEST_OPENING)
    opening = record["text"][: max(0, min(end, LONGEST_OPENING))]
    yield from (term for _, term in abbreviations(opening, "capitals"))


def _known(
    by_paragraph: Mapping[int, frozenset[str]], terms: tuple[str, ...]
) -> Mapping[int, frozenset[str]]:
    """Without those that the list has no room for."""
    beyond = frozenset(terms[MOST:])
    return {place: own - beyond for place, own in by_paragraph.items()} if beyond else by_paragraph


def _linked(waiting: set[str], writing: Writing, text: str) -> Markup:
    """A piece of text, escaped; each abbreviation that is still waited for as a link."""
    if not waiting:
        return escape(text)
    parts: list[str] = []
    done = 0
    for at, term in abbreviations(text, writing):
        if term in waiting:
            waiting.discard(term)
            link = f'<a href="#{anchor(term)}">{escape(term)}</a>'
            parts += [escape(text[done:at]), link]
            done = at + len(term)
            if not waiting:
                break
    return Markup("".join([*parts, escape(text[done:])]))  # noqa: S704 -- all of it escaped
