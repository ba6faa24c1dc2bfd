"""What a query is likely to find and to take, told from the frequency of words alone."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import tantivy

from reftel.search.clauses import (
    And,
    Dates,
    Everything,
    Match,
    Node,
    Not,
    Numbers,
    Or,
    Value,
    Words,
)
from reftel.search.embedded import schema as layout
from reftel.search.fields import TextField
from reftel.search.stems import stem

_SIDE_BY_SIDE = 0.2  # of the cables that have two words, those that have them so
_UNKNOWN = 0.2


@dataclass(frozen=True, slots=True)
class Estimate:
    """``forms`` gives the words of the index that have a stem."""

    searcher: tantivy.Searcher
    forms: Callable[[str], tuple[str, ...]]

    def share(self, node: Node) -> float:
        """Between 0 and 1, as if words and values stood independent of each other."""
        match node:
            case And(parts):
                return prod(map(self.share, parts))
            case Or(parts):
                return 1 - prod(1 - self.share(part) for part in parts)
            case Not(part):
                return 1 - self.share(part)
            case Words(words):
                shares = [self._having(word) for word in words]
                return prod(shares) * _SIDE_BY_SIDE ** (len(words) - 1)
            case Value(field, _, Match.WHOLE):
                return self._part(layout.KEYS[field], " ".join(node.words))
            case _:
                return 1.0 if isinstance(node, Everything) else _UNKNOWN

    def _having(self, word: str) -> float:
        name = layout.TEXT[TextField.ANYWHERE]
        return min(1.0, sum(self._part(name, form) for form in self.forms(stem(word))))

    def _part(self, name: str, value: str) -> float:
        return self.searcher.doc_freq(name, value) / max(1, self.searcher.num_docs)


def is_plain(node: Node) -> bool:
    """Whether cables are found without a look at where words stand, or at all words there are."""
    match node:
        case And(parts) | Or(parts):
            return all(map(is_plain, parts))
        case Not(part):
            return is_plain(part)
        case Words(words):
            return len(words) == 1
        case _:
            return isinstance(node, Value | Dates | Numbers | Everything)
