"""A paragraph that was broken off at the end of a page and printed anew on the next.

The first printing, as far as it goes, says what the second says whole; it is counted to the
page mark behind it, so that the paragraph is read once.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reftel.telegram.record import Read, Span

NUMBER: Final = re.compile(r"\s{0,40}(\d{1,3}\.[ \t]{1,4}\S[^\n]{4,10})")
LEAST: Final = 40  # letters that both printings have alike; fewer may be a typist's slip
MOST: Final = 4_000  # characters of a first printing


def first_printings(text: str, start: int, marks: Sequence[Read[str]]) -> Iterator[Read[str]]:
    """What was broken off before each run of page marks; ``start`` is where the message begins."""
    for begin, stop in _runs(text, marks):
        again = NUMBER.match(text, stop)
        if again is None:
            continue
        at = text.rfind("\n" + again[1], max(start, begin - MOST), begin) + 1
        broken_off = text[at:begin].rstrip()
        if at and _repeats(broken_off, text[again.start(1) : again.start(1) + 2 * MOST]):
            yield Read(broken_off, Span(at, at + len(broken_off)))


def _runs(text: str, marks: Sequence[Read[str]]) -> Iterator[tuple[int, int]]:
    """Where marks that follow each other begin and end."""
    run: tuple[int, int] | None = None
    for _, (begin, stop) in marks:
        if run is not None and not text[run[1] : begin].strip():
            run = (run[0], stop)
            continue
        if run is not None:
            yield run
        run = (begin, stop)
    if run is not None:
        yield run


def _repeats(broken_off: str, whole: str) -> bool:
    """Whether one printing begins with all that the other has; line ends make no difference."""
    words = broken_off.split()
    letters = sum(map(len, words))
    if letters < LEAST:
        return False
    return whole.split(None, len(words))[: len(words)] == words
