"""Two hundred questions as readers ask them, made from the cables that they are asked of."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reftel.telegram.cable import CableRecord


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in parts that any engine can be asked for."""

    kind: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    together: tuple[str, ...] = ()  # in one paragraph
    either: tuple[str, ...] = ()
    tag: str = ""
    origin: str = ""
    years: tuple[int, int] | None = None
    sort: str = ""

    @property
    def text(self) -> str:
        """The question in reftel's query language."""
        parts = [*self.words, *(f'"{phrase}"' for phrase in self.phrases)]
        parts += [f"{prefix}*" for prefix in self.prefixes]
        if self.together:
            parts.append(f"para:({' '.join(self.together)})")
        if self.either:
            parts.append(f"({' OR '.join(self.either)})")
        if self.tag:
            parts.append(f'tag:="{self.tag}"')
        if self.origin:
            parts.append(f'origin:="{self.origin}"')
        if self.years:
            parts.append(f"created:{self.years[0]}..{self.years[1]}")
        return " ".join(parts)


def questions(records: Iterable[CableRecord], n: int = 200, seed: int = 1966) -> list[Question]:
    """``n`` questions of twelve kinds in turn; ``records`` is a sample of some hundred cables."""
    chance = random.Random(seed)
    bodies: list[list[str]] = []
    tags: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for record in records:
        text = " ".join(paragraph["text"] for paragraph in record["paragraphs"])
        bodies.append(re.findall(r"[a-z]{3,}", text.lower()))
        tags.update(record["tags"])
        origins[record["origin"]] += 1
    asker = _Asker(chance, [body for body in bodies if len(body) > 50], tags, origins)
    return [asker.question(number) for number in range(n)]


@dataclass(frozen=True, slots=True)
class _Asker:
    chance: random.Random
    bodies: list[list[str]]
    tags: Counter[str]
    origins: Counter[str]

    def question(self, number: int) -> Question:
        kinds = (
            self._word, self._common, self._both, self._all_three, self._phrase,
            self._prefix, self._either, self._filtered, self._phrase_of_post, self._filters_only,
            self._in_one_paragraph, self._sorted,
        )  # fmt: skip
        return kinds[number % len(kinds)]()

    def _of(self, least: int) -> str:
        """A word of some length: the longer, the rarer."""
        return self.chance.choice(
            [word for word in self.chance.choice(self.bodies) if len(word) >= least] or ["post"]
        )

    def _pair(self) -> str:
        body = self.chance.choice(self.bodies)
        at = self.chance.randrange(len(body) - 2)
        return " ".join(body[at : at + 2])

    def _tag(self) -> str:
        return self.chance.choices(list(self.tags), list(self.tags.values()))[0]

    def _origin(self) -> str:
        return self.chance.choices(list(self.origins), list(self.origins.values()))[0]

    def _years(self) -> tuple[int, int]:
        first = self.chance.randint(2003, 2009)
        return first, first + self.chance.randint(0, 2)

    def _word(self) -> Question:
        return Question("word", (self._of(6),))

    def _common(self) -> Question:
        return Question("common word", (self._of(3),))

    def _both(self) -> Question:
        return Question("two words", (self._of(5), self._of(5)))

    def _all_three(self) -> Question:
        return Question("three words", (self._of(4), self._of(4), self._of(7)))

    def _phrase(self) -> Question:
        return Question("phrase", phrases=(self._pair(),))

    def _prefix(self) -> Question:
        return Question("prefix", prefixes=(self._of(7)[:5],))

    def _either(self) -> Question:
        return Question("either", (self._of(4),), either=(self._of(6), self._of(6)))

    def _filtered(self) -> Question:
        return Question("filtered", (self._of(5),), tag=self._tag(), years=self._years())

    def _phrase_of_post(self) -> Question:
        return Question("phrase of post", phrases=(self._pair(),), origin=self._origin())

    def _filters_only(self) -> Question:
        return Question("filters", tag=self._tag(), years=self._years(), sort="created-oldest")

    def _in_one_paragraph(self) -> Question:
        tag = self._tag() if self.chance.random() < 0.5 else ""
        return Question("one paragraph", together=(self._of(5), self._of(6)), tag=tag)

    def _sorted(self) -> Question:
        sort = self.chance.choice(("created-newest", "created-oldest", "longest"))
        return Question("sorted", (self._of(5),), sort=sort)
