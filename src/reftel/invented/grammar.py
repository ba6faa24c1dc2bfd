"""What invented prose is made of: topics, their themes, and sentences with slots.

A sentence is written as ``{slot}`` filled from the cast of the cable, with ``[complained|said]``
for a choice of words. Sentences stand in the past tense, so that singular and plural fillers
both fit. Each wording is kept ready for the % operator, the fastest there is: a cable needs
about seventy.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

_CHOICE = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

# A sentence is the tuple of its wordings.
Sentence = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A matter that a cable can be about, with the words that belong to it."""

    tags: tuple[str, ...]  # the most fitting first
    words: Mapping[str, str]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """An area of reporting. Each field after the themes is a pool of sentences for one use."""

    name: str
    tags: tuple[str, ...]
    offices: tuple[str, ...]  # desks in Washington that such a cable is marked for
    themes: tuple[Theme, ...]
    leads: tuple[Sentence, ...]
    facts: tuple[Sentence, ...]
    views: tuple[Sentence, ...]
    figures: tuple[Sentence, ...]


def theme(tags: str, subjects: str, **words: str) -> Theme:
    """A theme; ``subjects`` holds one subject line a line."""
    return Theme(tuple(tags.split()), words, tuple(template(line) for line in lines(subjects)))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def template(text: str) -> str:
    """``{group} of {town}`` as ``%(^group)s of %(town)s``: ^ asks for a capital letter."""
    slots = _SLOT.sub(r"%(\1)s", text[0].upper() + text[1:])
    return slots.replace("%(", "%(^", 1) if slots.startswith("%(") else slots


def wordings(text: str) -> Sentence:
    """All the ways that a sentence can be worded: ``[a|b] c`` gives ``A c`` and ``B c``."""
    parts = _CHOICE.split(text)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return tuple(template("".join(words)) for words in product(*choices))


def sentences(text: str) -> tuple[Sentence, ...]:
    """One sentence a line."""
    return tuple(wordings(line) for line in lines(text))


def joined(*pools: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(sentence for pool in pools for sentence in pool)
