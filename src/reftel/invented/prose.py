"""Paragraphs out of a topic's sentences: running text, in order, without repeating itself."""

from collections.abc import Sequence
from functools import cache
from itertools import cycle
from typing import NamedTuple

from reftel.invented.cast import Cast
from reftel.invented.chance import Chance
from reftel.invented.grammar import Sentence, Theme, Topic, joined
from reftel.invented.topics import common

# What a paragraph is made of: one letter a sentence.
# l lead, f fact, v view, g figure, p press, a action, c comment (and h, a heading, above)
_PLANS = (
    "fffv",
    "fgff",
    "vvfv",
    "vfvg",
    "ffvff",
    "gfgv",
    "ppv",
    "fvava",
    "fff",
    "vvf",
    "fgvvf",
    "ffgvfv",
    "fp",
    "vav",
    "ff",
)


# How many ways a pool of sentences is put in order and worded beforehand.
_DECKS = 32

Deck = tuple[str, ...]


@cache
def _decks(topic: Topic) -> dict[str, tuple[Deck, ...]]:
    """For each use, its sentences in several orders, each worded one way.

    A story draws one deck a use and goes through it, so that no sentence comes twice before
    all had their turn; to draw order and wording for each sentence would take twice as long.
    """
    pools = {
        "l": joined(topic.leads, common.LEADS),
        "f": joined(topic.facts, common.FACTS),
        "v": joined(topic.views, common.VIEWS),
        "g": joined(topic.figures, common.FIGURES),
        "p": common.PRESS,
        "a": common.ACTIONS,
        "c": common.COMMENTS,
        "h": common.HEADINGS,
        "plan": tuple((plan,) for plan in _PLANS),
    }
    chance = Chance(len(topic.name))
    return {use: tuple(_deck(pool, chance) for _ in range(_DECKS)) for use, pool in pools.items()}


def _deck(pool: Sequence[Sentence], chance: Chance) -> Deck:
    return tuple(chance.one(ways) for ways in chance.shuffled(pool))


class Passage(NamedTuple):
    """A paragraph before it is numbered and wrapped; ``use`` is summary, report or comment."""

    use: str
    text: str


class Story:
    """One theme with its cast, told sentence by sentence."""

    __slots__ = ("_chance", "_rounds", "cast", "theme", "topic")

    def __init__(self, topic: Topic, theme: Theme, station: str, chance: Chance) -> None:
        self.topic, self.theme = topic, theme
        self.cast = Cast(theme, station, chance)
        self._chance = chance
        self._rounds = {use: cycle(chance.one(decks)) for use, decks in _decks(topic).items()}

    def subject(self) -> str:
        return (self._chance.one(self.theme.subjects) % self.cast).upper()

    def heading(self) -> str:
        return (next(self._rounds["h"]) % self.cast).upper()

    def passage(self, plan: str) -> str:
        """A sentence for each letter of the plan."""
        cast, rounds = self.cast, self._rounds
        return " ".join([next(rounds[use]) % cast for use in plan])

    def passages(self, words: int) -> list[Passage]:
        """Summary, report and comment of about so many words."""
        plans = self._rounds["plan"]
        found: list[Passage] = []
        if words > 150:
            found.append(Passage("summary", self.passage("lll" if words > 600 else "ll")))
        else:
            found.append(Passage("report", self.passage("lf")))
        told = len(found[0].text) // 6
        while told < words - 60:
            text = self.passage(next(plans))
            told += len(text) // 6
            found.append(Passage("report", text))
        if words > 150:
            found.append(Passage("comment", self.passage("ccc" if words > 500 else "cc")))
        return found
