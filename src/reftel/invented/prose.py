"""Paragraphs out of a topic's sentences: running text, in order, without repeating itself."""

from dataclasses import dataclass
from functools import cache

from reftel.invented.cast import Cast
from reftel.invented.chance import Chance, rounds
from reftel.invented.grammar import Sentence, Theme, Topic, joined
from reftel.invented.topics import common

# What a paragraph is made of: one letter a sentence.
# l lead, f fact, v view, g figure, p press, a action, c comment
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


@cache
def _pools(topic: Topic) -> dict[str, tuple[Sentence, ...]]:
    return {
        "l": joined(topic.leads, common.LEADS),
        "f": joined(topic.facts, common.FACTS),
        "v": joined(topic.views, common.VIEWS),
        "g": joined(topic.figures, common.FIGURES),
        "p": common.PRESS,
        "a": common.ACTIONS,
        "c": common.COMMENTS,
    }


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph before it is numbered and wrapped; ``use`` is summary, report or comment."""

    use: str
    text: str


class Story:
    """One theme with its cast, told sentence by sentence."""

    __slots__ = ("_chance", "_headings", "_rounds", "cast", "theme", "topic")

    def __init__(self, topic: Topic, theme: Theme, station: str, chance: Chance) -> None:
        self.topic, self.theme = topic, theme
        self.cast = Cast(theme, station, chance)
        self._chance = chance
        self._headings = rounds(common.HEADINGS, chance)
        self._rounds = {use: rounds(pool, chance) for use, pool in _pools(topic).items()}

    def subject(self) -> str:
        return (self._chance.one(self.theme.subjects) % self.cast).upper()

    def heading(self) -> str:
        return (next(self._headings) % self.cast).upper()

    def passage(self, plan: str) -> str:
        """A sentence for each letter of the plan."""
        draw, cast = self._chance.draw, self.cast
        sentences = [next(self._rounds[use]) for use in plan]
        return " ".join([ways[int(draw() * len(ways))] % cast for ways in sentences])

    def passages(self, words: int) -> list[Passage]:
        """Summary, report and comment of about so many words."""
        chance = self._chance
        found: list[Passage] = []
        if words > 150:
            found.append(Passage("summary", self.passage("lll" if words > 600 else "ll")))
        else:
            found.append(Passage("report", self.passage("lf")))
        told = len(found[0].text) // 6
        while told < words - 60:
            text = self.passage(chance.one(_PLANS))
            told += len(text) // 6
            found.append(Passage("report", text))
        if words > 150:
            found.append(Passage("comment", self.passage("ccc" if words > 500 else "cc")))
        return found
