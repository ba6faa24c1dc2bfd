"""The text of a cable as it can be quoted: its subject, then paragraph after paragraph."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from reftel.analysis.forms import forms, words
from reftel.telegram.cable import CableRecord, ParagraphEntry


class Stretch(NamedTuple):
    """Characters of one paragraph, from ``start`` to before ``end`` of its text.

    ``place`` is that of the paragraph in the record; the subject has -1.
    """

    place: int
    start: int
    end: int


@dataclass(frozen=True)
class Quotable:
    """Its parts are the subject, then the paragraphs."""

    subject: str
    paragraphs: Sequence[ParagraphEntry]

    @classmethod
    def of(cls, record: CableRecord) -> "Quotable":
        """The text of a record."""
        return cls(record["subject"], record["paragraphs"])

    @cached_property
    def texts(self) -> list[str]:
        """The text of each part."""
        return [self.subject, *(one["text"] for one in self.paragraphs)]

    @cached_property
    def forms(self) -> list[str]:
        """The words of all of it, in the form in which they are compared."""
        return [form for part in self._parts for form in part]

    @cached_property
    def copied(self) -> dict[int, list[str]]:
        """What may have been copied along before a paragraph, by the place of its first word."""
        written = (
            " ".join(filter(None, (one["heading"], one["number"], one["mark"])))
            for one in self.paragraphs
        )
        pairs = zip(self._firsts[1:], written, strict=False)
        return {first: forms(words) for first, words in pairs if words}

    def copied_from(self, low: int) -> dict[int, list[str]]:
        """The same for the words from one on, counted from there."""
        if not low:
            return self.copied
        return {place - low: words for place, words in self.copied.items() if place >= low}

    def standing(self, phrase: Sequence[str], most: int) -> list[int]:
        """The first places at which these words stand side by side."""
        text, wanted = f" {' '.join(self.forms)} ", f" {' '.join(phrase)} "
        found: list[int] = []
        at = text.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(text.count(" ", 0, at))
            at = text.find(wanted, at + 1)
        return found

    def stretches(self, first: int, last: int) -> Iterator[Stretch]:
        """Where the words from one place to before another stand, a stretch a paragraph."""
        while first < last:
            part = bisect_right(self._firsts, first) - 1
            begin, end = self._firsts[part], min(last, self._firsts[part + 1])
            inside = words(self.texts[part])[first - begin : end - begin]
            yield Stretch(part - 1, inside[0].start, inside[-1].end)
            first = end

    def written(self, first: int, last: int) -> str:
        """These words as they were written, with what stands between them."""
        every = list(self.stretches(first, last))
        parts = [self.texts[one.place + 1] for one in every]
        if every:
            parts[-1] = parts[-1][: every[-1].end]
            parts[0] = parts[0][every[0].start :]
        return "\n\n".join(parts)

    @cached_property
    def _parts(self) -> list[list[str]]:
        return [forms(text) for text in self.texts]

    @cached_property
    def _firsts(self) -> list[int]:
        """The place of the first word of each part, and of what would follow the last."""
        return [0, *accumulate(map(len, self._parts))]
