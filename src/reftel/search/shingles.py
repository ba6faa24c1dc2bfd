"""What a quotation is looked for by: those of its words, and pairs of words, that tell most.

A pair tells more than its words, and costs more to look up; the more often its words stand
in cables, the more. So the rarest are taken, as many as cost little together.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import log

Phrase = tuple[str, ...]

MOST_WORDS, MOST_PAIRS = 12, 10
WORDS_COST, PAIRS_COST = 600_000, 30_000  # cables that have them, counted once for each


def telling(pieces: Sequence[Sequence[str]], having: Callable[[str], int]) -> list[Phrase]:
    """Pairs of words side by side, then words; ``having`` says how many cables have a word.

    >>> telling([["the", "blue", "harvest"]], {"the": 90_000, "blue": 20_000, "harvest": 9}.get)
    [('blue', 'harvest'), ('harvest',), ('blue',), ('the',)]
    """
    often = {word: having(word) for piece in pieces for word in piece}
    words = sorted({(often[word], (word,)) for word in often if often[word]})
    pairs = sorted(
        {
            (min(often[one], often[other]), (one, other))
            for piece in pieces
            for one, other in pairwise(piece)
            if often[one] and often[other]
        }
    )
    return _cheap(pairs, MOST_PAIRS, PAIRS_COST) + _cheap(words, MOST_WORDS, WORDS_COST, least=3)


def worth(phrase: Phrase, cables: int, having: Callable[[str], int]) -> float:
    """How much a phrase tells: as much as the rarest of its words."""
    return log(1 + cables / max(1, min(map(having, phrase))))


def _cheap(
    phrases: Sequence[tuple[int, Phrase]], most: int, cost: int, least: int = 0
) -> list[Phrase]:
    """The rarest phrases, as far as their costs go, but ``least`` of them in any case."""
    spent = accumulate(count for count, _ in phrases)
    taken = sum(one <= cost for one in spent)
    return [phrase for _, phrase in phrases[: min(most, max(taken, least))]]
