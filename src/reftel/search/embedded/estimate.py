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
    Prefix,
    Value,
    Words,
)
from reftel.search.embedded import schema as layout
from reftel.search.stems import stem

_UNKNOWN = 0.2
_MOST = 10  # words that begin alike; of the others, each is in fewer cables


@dataclass(frozen=True, slots=True)
class Estimate:
    """``forms`` gives the words of the index that have a stem."""

    searcher: tantivy.Searcher
    forms: Callable[[str], tuple[str, ...]]

    def share(self, node: Node) -> float:
        """Between 0 and 1, for what ``is_plain``: as if words and values stood independently."""
        match node:
            case And(parts):
                return prod(map(self.share, parts))
            case Or(parts):
                return 1 - prod(1 - self.share(part) for part in parts)
            case Not(part):
                return 1 - self.share(part)
            case Words() | Prefix():
                return self._having_any(self._frequencies(node))
            case Value(field, _, Match.WHOLE):
                key = " ".join(node.words)
                return self._having_any([self.searcher.doc_freq(layout.KEYS[field], key)])
            case _:
                return 1.0 if isinstance(node, Everything) else _UNKNOWN

    def _frequencies(self, clause: Words | Prefix) -> list[int]:
        """How many cables have each of the words that answer a clause of one word."""
        name = layout.TEXT[clause.field]
        if isinstance(clause, Prefix):
            found = self.searcher.terms_with_prefix(name, clause.letters, limit=_MOST)
            return [cables for _, cables in found]
        return [self.searcher.doc_freq(name, form) for form in self.forms(stem(clause.words[0]))]

    def _having_any(self, frequencies: list[int]) -> float:
        return 1 - prod(1 - cables / max(1, self.searcher.num_docs) for cables in frequencies)


def is_plain(node: Node) -> bool:
    """Whether cables are found without a look at where words stand in them."""
    match node:
        case And(parts) | Or(parts):
            return all(map(is_plain, parts))
        case Not(part):
            return is_plain(part)
        case Words(words):
            return len(words) == 1
        case _:
            return isinstance(node, Value | Dates | Numbers | Prefix | Everything)
