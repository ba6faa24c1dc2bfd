"""Sentences of an edition, quoted rightly and wrongly; what is expected is by construction.

Nothing of them is kept: where an edition holds real cables, tests tell of a sentence by its
place alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from reftel.analysis.forms import forms, words
from reftel.analysis.likeness import Kind
from reftel.edition.read import Edition
from reftel.invented import cables
from reftel.reading_room.quoting.answers import Answer
from reftel.reading_room.quoting.checking import Checked, Verdict, checked
from reftel.telegram.cable import CableRecord
from tests.sample import cable_record

_ENDS = re.compile(r"(?<=[.?!])\s+")
_OF_THE_WIRE = re.compile(r"[0-9]{4}|:")  # lines of the transmission, the same in all cables
SHORTEST, LONGEST = 8, 60  # words of a sentence that is quoted


def babble(count: int, seed: int) -> Iterator[CableRecord]:
    """Cables in words of no language, some of which are frequent, as words are."""
    random = Random(seed)  # noqa: S311 -- no secret
    syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    lexicon = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(3_000)]
    often = [1 / rank for rank in range(2, len(lexicon) + 2)]
    first = cable_record()["paragraphs"][0]
    for number in range(count):
        texts = [
            " ".join(
                " ".join(random.choices(lexicon, often, k=random.randint(8, 30))).capitalize() + "."
                for _ in range(4)
            )
            for _ in range(8)
        ]
        paragraphs = [
            {**first, "anchor": f"par{n}", "number": str(n), "text": text}
            for n, text in enumerate(texts, 1)
        ]
        yield cable_record(f"08BABEL{number + 1000}", paragraphs=paragraphs)


class Sentence(NamedTuple):
    id: str
    anchor: str
    text: str
    about: str  # its whole paragraph

    def __str__(self) -> str:
        return f"{self.id} {self.anchor}, {len(words(self.text))} words"


class Misquoted(NamedTuple):
    """A sentence with words changed: what was put for what, in order."""

    sentence: Sentence
    text: str
    changed: list[tuple[str, str]]


@dataclass(frozen=True)
class Quoter:
    """Quotes the cables of an edition, always in the same way."""

    edition: Edition
    random: Random
    sentences: list[Sentence]
    vocabulary: list[str]  # words as often as they stand there

    @classmethod
    def of(cls, edition: Edition, seed: int) -> "Quoter":
        every = [one for record in edition.records() for one in _sentences(record)]
        vocabulary = [
            word
            for record in edition.records()
            for paragraph in record["paragraphs"]
            for word in forms(paragraph["text"])
            if word.isalpha()
        ]
        return cls(edition, Random(seed), every, vocabulary)  # noqa: S311

    def right(self, count: int) -> list[Sentence]:
        return self.random.sample(self.sentences, count)

    def wrong(self, count: int) -> list[Misquoted]:
        return [self._misquoted(one) for one in self.random.sample(self.sentences, count)]

    def scattered(self, count: int) -> Iterator[str]:
        """As many words of the cables in a row as a sentence has, each drawn by itself."""
        for _ in range(count):
            length = self.random.randint(SHORTEST, 40)
            yield " ".join(self.random.choices(self.vocabulary, k=length))

    def chained(self, count: int) -> Iterator[str]:
        """Sentences of no cable, in which each word follows one that it follows somewhere."""
        followers: dict[str, list[str]] = {}
        for word, following in zip(self.vocabulary, self.vocabulary[1:], strict=False):
            followers.setdefault(word, []).append(following)
        for _ in range(count):
            word = self.random.choice(self.vocabulary)
            chain = [word]
            for _ in range(self.random.randint(SHORTEST, 40)):
                word = self.random.choice(followers.get(word, self.vocabulary))
                chain.append(word)
            yield " ".join(chain)

    def _misquoted(self, sentence: Sentence) -> Misquoted:
        text, every = sentence.text, words(sentence.text)
        own = set(forms(sentence.about))
        changed: list[tuple[str, str]] = []
        for place in sorted(self.random.sample(range(len(every)), self.random.randint(1, 3)))[::-1]:
            other = next(
                word
                for word in iter(lambda: self.random.choice(self.vocabulary), None)
                if word not in own
            )
            text = text[: every[place].start] + other + text[every[place].end :]
            changed.insert(0, (other, every[place].form))
        return Misquoted(sentence, text, changed)


def _sentences(record: CableRecord) -> Iterator[Sentence]:
    for paragraph in record["paragraphs"]:
        for text in _ENDS.split(paragraph["text"]):
            if SHORTEST <= len(words(text)) <= LONGEST:
                yield Sentence(record["id"], paragraph["anchor"], text, paragraph["text"])


def rightly(quoter: Quoter, count: int) -> list[str]:
    """Of so many sentences, those that are not found at their paragraph, word for word."""
    missed = []
    for sentence in quoter.right(count):
        answer = checked(quoter.edition, sentence.text)
        some = answer.total > len(answer.found)  # more than are listed
        exact = answer.verdict is Verdict.EXACT
        if not some and not (exact and (sentence.id, sentence.anchor) in places(answer)):
            missed.append(f"{sentence}: {answer.verdict}, {answer.total} cables")
    return missed


def wrongly(quoter: Quoter, count: int) -> list[str]:
    """Of so many misquoted sentences, those of which not just the changed words are told."""
    missed = []
    for one in quoter.wrong(count):
        answer = checked(quoter.edition, one.text)
        if answer.verdict is not Verdict.NEAR or differing(answer) != one.changed:
            missed.append(f"{one.sentence}, {len(one.changed)} changed: {answer.verdict}")
        elif not _holds(answer, one.sentence):
            missed.append(f"{one.sentence}: found in another cable, that lacks it")
    return missed


def places(answer: Checked) -> set[tuple[str, str]]:
    return {
        (one.record["id"], passage.anchor)
        for one in answer.found
        for passage in (*Answer(one).passages, *Answer(one).again)
    }


def differing(answer: Checked) -> list[tuple[str, str]]:
    """Word for word what the nearest cable has for it; a word on one side alone spoils it."""
    trace = answer.found[0].trace
    pairs: list[tuple[str, str]] = []
    for piece in trace.pieces:
        for kind, ours, theirs in piece.alignment.runs:
            if kind is not Kind.SAME:
                quoted = piece.piece.forms[slice(*ours)] or [kind.value]
                held = trace.quotable.forms[slice(*theirs)] or [kind.value]
                same = len(quoted) == len(held)
                pairs += zip(quoted, held, strict=True) if same else [(kind.value, kind.value)]
    return pairs


def _holds(answer: Checked, sentence: Sentence) -> bool:
    """Whether the cable has the sentence; not each is in one cable alone."""
    held = " ".join(answer.found[0].trace.quotable.forms)
    return " ".join(forms(sentence.text)) in held


def prose(count: int) -> list[str]:
    """Sentences of invented cables, which no real one has."""
    every = [
        " ".join(text.split())
        for cable in cables(count, seed=7)
        for text in _ENDS.split(cable.body)
        if SHORTEST <= len(words(text)) <= LONGEST and not _OF_THE_WIRE.search(text)
    ]
    return Random(7).sample(every, count)  # noqa: S311
