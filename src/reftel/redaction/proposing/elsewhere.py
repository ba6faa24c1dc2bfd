"""What is held back elsewhere: in other cables, in another copy of this one, above in itself."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from reftel.analysis.alignment import aligned
from reftel.redaction.occurrences import folded, occurrences, places
from reftel.redaction.proposing.proposal import Proposal, Rule
from reftel.telegram.redactions import REDACTED
from reftel.telegram.text import WORD

MOST_TOGETHER = 6  # words of something that is held back elsewhere
LONGEST = 200  # characters that one redaction stands for
SHORTEST_SURNAME = 3
NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_][\w'’.\-]*){1,4}\Z")
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SIGN = "█"


def known(text: str, words: AbstractSet[str]) -> Iterator[Proposal]:
    """Words that are held back in other cables; ``words`` are folded, as ``known_as`` does.

    Each run of up to six words is looked up, so the work does not grow with what is known.
    """
    if not words:
        return
    whole = folded(text)
    tokens = [found.span() for found in _TOKEN.finditer(whole.text)]
    longest = max(len(one) for one in words)
    for first, (start, _) in enumerate(tokens):
        for _, end in tokens[first : first + MOST_TOGETHER]:
            if end - start > longest:
                break
            if whole.text[start:end] in words:
                yield Proposal(whole.offsets[start], whole.offsets[end - 1] + 1, Rule.ELSEWHERE)


def known_as(words: str) -> str:
    """The form in which words that are held back are known; empty where they are too many."""
    form = folded(words).text
    tokens = [found.span() for found in _TOKEN.finditer(form)]
    return form[tokens[0][0] : tokens[-1][1]] if 0 < len(tokens) <= MOST_TOGETHER else ""


def struck_out(text: str, other: str) -> Iterator[Proposal]:
    """What another copy of a text has struck out, and this one shows.

    The two are aligned word by word; where the other has a redaction between words that both
    have, the words between the same two here are what it stands for.
    """
    mine = [(found.group(), *found.span()) for found in WORD.finditer(text)]
    theirs = [found.group() for found in WORD.finditer(REDACTED.sub(f" {_SIGN} ", other))]
    left, right = 0, 0
    for stretch in (*aligned([one for one, _, _ in mine], theirs), None):
        stop, their_stop = (stretch.before, stretch.after) if stretch else (len(mine), len(theirs))
        if _SIGN in theirs[right:their_stop] and left < stop:
            start, end = _bare(text, mine[left][1], mine[stop - 1][2])
            if end - start <= LONGEST and not REDACTED.search(text, start, end):
                yield Proposal(start, end, Rule.OTHER_COPY)
        if stretch:
            left, right = stop + stretch.length, their_stop + stretch.length


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the signs around its words."""
    piece = text[start:end]
    words = piece.lstrip("(\"'[")
    start += len(piece) - len(words)
    return start, start + len(words.rstrip(".,;:!?)\"']"))


def again(text: str, marked: Iterable[str]) -> Iterator[Proposal]:
    """Where words that are held back stand once more; of a name also the surname alone."""
    for words in dict.fromkeys(marked):
        for span in occurrences(words, text):
            yield Proposal(*span, Rule.AGAIN)
        surname = _surname(words)
        if surname:
            wanted = folded(surname).text.strip()
            for span in places(wanted, folded(text)):
                if text[span.start].isupper():
                    yield Proposal(*span, Rule.AGAIN)


def _surname(words: str) -> str:
    """The last word of a name; empty where this is no name of a few words in capitals."""
    if not NAME.match(words.strip()):
        return ""
    last = words.rsplit(maxsplit=1)[-1].strip(".,")
    return last if len(last) >= SHORTEST_SURNAME and last[0].isupper() else ""
