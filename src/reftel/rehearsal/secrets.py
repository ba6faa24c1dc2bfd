"""The secrets: what must be found nowhere, and finding it in a text, however it is written.

Words are folded as search folds them, so case, accents and points hide nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import unquote_plus

from reftel.search.folding import words

SHORTEST = 3  # letters of a word that is looked for alone: shorter ones are everywhere
_TAG = re.compile(r"<[^>]*>")
_SEAM = "\x1f"  # where a tag stood


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is held back: words that stand in nothing public, phrases by cable, and ids.

    ``own`` has, by cable, folded words side by side that no public text of that cable has.
    ``held`` are ids of cables that are not public and that no public cable refers to.
    """

    words: frozenset[str] = frozenset()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[str, ...] = ()

    def written(self) -> str:
        told = {"words": sorted(self.words), "own": self.own, "held": self.held}
        return json.dumps(told)

    @classmethod
    def read(cls, written: str) -> "Secrets":
        told: dict[str, Any] = json.loads(written)
        own = {cable: tuple(phrases) for cable, phrases in told["own"].items()}
        return cls(frozenset(told["words"]), own, tuple(told["held"]))

    def found_in(self, text: str, cable: str = "") -> Iterator[str]:
        """The secrets that a plain text holds; with those of one cable, where it is about it."""
        found = words(text)
        yield from sorted(self.words.intersection(found))
        phrases = self.own.get(cable, ())
        if phrases:
            line = f" {' '.join(found)} "
            yield from (phrase for phrase in phrases if f" {phrase} " in line)

    def found_in_page(self, page: str, cable: str = "") -> Iterator[str]:
        """The same for HTML: what is read, then what stands in its tags and addresses.

        A tag parts words (of two cells) or does not (a letter in bold): both are looked for.
        """
        phrases = self.own.get(cable, ())
        if not self.words and not phrases:
            return
        read = unescape(_TAG.sub(_SEAM, page))
        tags = unquote_plus(unescape(" ".join(_TAG.findall(page))))
        seams = read if phrases else " ".join(_with_tags_inside(read))
        found = chain(
            self.found_in(read.replace(_SEAM, " "), cable),
            self.found_in(seams.replace(_SEAM, ""), cable),
            self.found_in(tags),
        )
        yield from dict.fromkeys(found)


def _with_tags_inside(read: str) -> Iterator[str]:
    """What has no blank in it but a tag: it may be one word."""
    for line in read.split("\n"):
        yield from (piece for piece in line.split(" ") if _SEAM in piece)
