"""Clauses about words as tantivy queries on one field of one index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

import tantivy

from reftel.search.clauses import Fuzzy, Near, Prefix, Textual, Words
from reftel.search.embedded.joining import all_of, either, nothing
from reftel.search.stems import stem

MOST_PHRASES = 32
FARTHEST = 100_000  # words between two; beyond it no text goes on

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """``forms`` gives the words of the index that have a stem."""

    schema: tantivy.Schema
    forms: Callable[[str], Forms]

    def of(self, clause: Textual, name: str, beside: Sequence[tantivy.Query] = ()) -> tantivy.Query:
        """The query for a clause in the field of this name.

        Whoever also asks for what is ``beside`` may say so: a phrase that can be written in
        several ways is then looked for only where all of it holds.
        """
        match clause:
            case Words(words, _, exact):
                forms = [(word,) if exact else self.forms(stem(word)) for word in words]
                return self._phrase(name, forms, beside) if all(forms) else nothing()
            case Near(words, between):
                return self._near(name, words, between)
            case Prefix(letters):
                return self.begins(name, letters)
            case Fuzzy(word, distance):
                return tantivy.Query.fuzzy_term_query(self.schema, name, word, distance=distance)

    def begins(self, name: str, letters: str) -> tantivy.Query:
        """A fuzzy prefix query at distance 0 walks only the part of the dictionary that fits."""
        fuzzy = tantivy.Query.fuzzy_term_query
        return fuzzy(self.schema, name, letters, distance=0, prefix=True)

    def side_by_side(self, name: str, words: list[str]) -> tantivy.Query:
        """Exactly these words."""
        if len(words) == 1:
            return tantivy.Query.term_query(self.schema, name, words[0], "freq")
        return tantivy.Query.phrase_query(self.schema, name, words)  # type: ignore[arg-type]

    def _phrase(
        self, name: str, forms: list[Forms], beside: Sequence[tantivy.Query]
    ) -> tantivy.Query:
        """Each way to write the phrase, while they are few; else one query with alternatives."""
        if len(forms) == 1 or prod(map(len, forms)) <= MOST_PHRASES:
            ways = [self.side_by_side(name, [*written]) for written in product(*forms)]
            needed = beside if len(forms) > 1 and len(ways) > 1 else ()
            return either([all_of([*needed, way]) for way in ways])
        return self._apart(name, list(enumerate(forms)), 0)

    def _near(self, name: str, words: tuple[str, ...], between: int) -> tantivy.Query:
        """Any two of the words in a stretch that is long enough for all of them."""
        forms = {one: self.forms(one) for one in map(stem, words)}
        if not all(forms.values()):
            return nothing()
        reach = len(words) - 1 + min(between, FARTHEST)
        pairs = dict.fromkeys(combinations(sorted(map(stem, words)), 2))
        return all_of([self._pair(name, forms[one], forms[other], reach) for one, other in pairs])

    def _pair(self, name: str, one: Forms, other: Forms, reach: int) -> tantivy.Query:
        """Two words at most ``reach`` places apart, before or behind.

        tantivy's slop is how far the second may be from where it was expected, on both sides:
        of two words in one phrase that is exact, of more it is not. Where both are the same
        word, it must not be found in one place twice.
        """
        if one is not other:
            return self._apart(name, [(0, one), (0, other)], reach)
        expected, slop = (reach + 1) // 2, (reach - 1) // 2
        found = [self._apart(name, [(0, one), (expected, other)], slop)]
        if reach % 2 == 0:
            found.append(self._apart(name, [(0, one), (reach, other)], 0))
        return either(found)

    def _apart(self, name: str, forms: list[tuple[int, Forms]], slop: int) -> tantivy.Query:
        """Words at these places, in any of their forms."""
        if prod(len(alternatives) for _, alternatives in forms) <= MOST_PHRASES:
            phrases = [
                tantivy.Query.phrase_query(self.schema, name, written, slop=slop)
                for written in _ways(forms)
            ]
            return either(phrases)
        alternatives = [(at, "|".join(words)) for at, words in forms]  # letters and digits only
        regex = tantivy.Query.regex_phrase_query
        return regex(self.schema, name, alternatives, slop=slop)  # type: ignore[arg-type]


def _ways(forms: list[tuple[int, Forms]]) -> Iterator[list[str | tuple[int, str]]]:
    for written in product(*(words for _, words in forms)):
        yield [(at, word) for (at, _), word in zip(forms, written, strict=True)]
