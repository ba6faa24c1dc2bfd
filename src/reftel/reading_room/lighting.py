"""Words of a search lit in the message of a cable, wherever the page sets them.

A paragraph is searched as the record has it, but is set with other line ends and blanks. What
stays the same, in the same order, is its ink: the characters that are not blank. So a light
says which ink it covers, and is found again in any setting of the paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from reftel.reading_room.characters import Typesetter, typeset, whole_signs
from reftel.search.fields import TextField
from reftel.search.finding import Place
from reftel.search.query import Query
from reftel.search.snippets import lit
from reftel.search.whereabouts import places
from reftel.telegram.cable import CableRecord

MOST = 999  # hits that are lit and numbered in one cable


class Light(NamedTuple):
    """The ink of a paragraph, from its ``first`` to before ``end``, that is one hit."""

    first: int
    end: int
    number: int  # of the hit in the cable, from 1


@dataclass(frozen=True, slots=True)
class Lights:
    """The hits of one cable, by the place of their paragraph."""

    total: int = 0
    by_paragraph: Mapping[int, Sequence[Light]] = field(default_factory=dict)
    query: Query | None = None

    def title(self, text: str, where: TextField = TextField.ANYWHERE) -> Markup:
        """A line that is no paragraph, a heading say, with its words lit; no hit by itself."""
        if self.query is None:
            return typeset(text)
        return Markup("").join(
            Markup("<mark>{}</mark>").format(typeset(piece)) if is_lit else typeset(piece)
            for piece, is_lit in lit(text, self.query, where)
        )

    def of(self, place: int, dark: Typesetter = typeset) -> Typesetter:
        """What sets the text of one paragraph; ``dark`` sets what is not lit."""
        lights = self.by_paragraph.get(place)
        return Lamp(lights, self.total, dark=dark).set if lights else dark

    def as_sent(self, record: CableRecord, place: int) -> "Lamp":
        """What sets one paragraph where it stands in the transmission, but for its page marks."""
        if place not in self.by_paragraph:
            return Lamp()
        own, sent = ink(record["paragraphs"][place]["text"]), ink(_sent(record, place))
        if not sent.endswith(own):  # a record that another program wrote
            return Lamp()
        return Lamp(self.by_paragraph[place], self.total, before=len(sent) - len(own))


DARK = Lights()


class Lamp:
    """Sets one paragraph piece by piece, in order, and lights what is a hit.

    Each lit word leads to the next, the last to the first, so that a reader gets from hit to
    hit without script.
    """

    def __init__(
        self,
        lights: Sequence[Light] = (),
        total: int = 0,
        before: int = 0,
        dark: Typesetter = typeset,
    ) -> None:
        self._lights = lights
        self._total = total
        self._dark = dark
        self._inked = -before  # ink that was set; negative while what precedes the text is

    def set(self, piece: str) -> Markup:
        """The next piece of the paragraph as safe HTML."""
        if not self._lights:
            return self._dark(piece)
        places = [at for at, sign in enumerate(piece) if not sign.isspace()]
        begun, self._inked = self._inked, self._inked + len(places)
        parts: list[Markup] = []
        done = 0
        for light in self._between(begun, self._inked):
            first, last = max(light.first - begun, 0), min(light.end - begun, len(places)) - 1
            start, stop = whole_signs(piece, places[first], places[last] + 1)
            start = max(start, done)
            if start < stop:
                begins = light.first >= begun
                parts += [
                    self._dark(piece[done:start]),
                    self._lit(piece[start:stop], light, begins=begins),
                ]
                done = stop
        return Markup("").join([*parts, self._dark(piece[done:])])

    def _between(self, begun: int, ended: int) -> Sequence[Light]:
        """The lights of which some ink lies there."""
        first = bisect_right(self._lights, begun, key=lambda light: light.end)
        return self._lights[first : bisect_left(self._lights, ended, key=lambda one: one.first)]

    def _lit(self, text: str, light: Light, *, begins: bool) -> Markup:
        name = Markup(' id="hit{}"').format(light.number) if begins else ""
        link = Markup('<a class="hit"{} href="#hit{}"><mark>{}</mark></a>')
        return link.format(name, light.number % self._total + 1, typeset(text))


def lights(record: CableRecord, query: Query) -> Lights:
    """Where the words of a query stand in the message, hit by hit."""
    found: dict[int, list[Light]] = {}
    number = 0
    for place, spans in places(record, query).items():
        inked = _inked(record["paragraphs"][place]["text"], spans[: MOST - number])
        found[place] = [Light(*one, at) for at, one in enumerate(inked, number + 1)]
        number += len(found[place])
    return Lights(number, found, query)


def ink(text: str) -> str:
    """The characters of a text that are not blank."""
    return "".join(text.split())


def _sent(record: CableRecord, place: int) -> str:
    """What was transmitted of a paragraph, its number and mark before it, without page marks."""
    at, end = record["paragraphs"][place]["start"], record["paragraphs"][place]["end"]
    parts: list[str] = []
    for mark in sorted(record["page_marks"], key=lambda mark: mark["start"]):
        if at < mark["end"] and mark["start"] < end:
            parts.append(record["text"][at : mark["start"]])
            at = mark["end"]
    return "".join([*parts, record["text"][at:end]])


def _inked(text: str, spans: Iterable[Place]) -> Iterator[tuple[int, int]]:
    """The ink that each part of a text covers, from and to; parts come in order, apart."""
    done = at = 0
    for start, end in spans:
        first = done + len(ink(text[at:start]))
        done, at = first + len(ink(text[start:end])), end
        yield first, done
