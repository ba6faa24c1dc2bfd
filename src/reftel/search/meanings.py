"""What else a query may mean: the tag for its words, an abbreviation, another spelling.

Words that are the title of one of the TAGS find what has the tag too; an abbreviation in
capitals finds what it stands for, and the other way round; a name finds its other spellings.
The clause becomes ``it OR also``, so all that was found before is found still. Nothing is
added to what is written with ``=``, in another field, or under NOT.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple, Self, TypeVar

from reftel.gazetteer import glossary, tags
from reftel.search.clauses import (
    And,
    Inside,
    Match,
    Node,
    Or,
    Textual,
    Value,
    Words,
    all_of,
    any_of,
)
from reftel.search.fields import TextField, ValueField
from reftel.search.folding import words
from reftel.search.query import Expansion, Query

MOST_EXPANSIONS = 8
MOST_WORDS = 8  # of a run that has a meaning of its own

_CUT = re.compile(r" \(|: |, | or ")  # a glossary's meaning goes no further
_PIECES = re.compile(r'[\s()"“”„]+')
# Abbreviations that are words as well: what they stand for does not find them.
_ALSO_WORDS = frozenset(["com", "das", "got", "ice", "les", "pas", "post", "tip", "who"])

Run = tuple[str, ...]
Key = TypeVar("Key")


class Also(NamedTuple):
    """A clause that may stand beside another, what sort it is, and why."""

    sort: str  # tag, short or spelling
    node: Node
    why: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """By the folded words of a name, those of its other spellings."""

    others: Mapping[Run, tuple[Run, ...]]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Self:
        """Each group is one name, in all its spellings; a name may stand in several groups."""
        others: dict[Run, dict[Run, None]] = {}
        for group in groups:
            runs = [run for written in group if (run := words(written))]
            for run in runs:
                others.setdefault(run, {}).update(dict.fromkeys(one for one in runs if one != run))
        return cls({run: tuple(found) for run, found in others.items() if found})


def expanded(query: Query, spellings: Spellings, without: Collection[str] = ()) -> Query:
    """The query with what else it may mean, but for expansions of these keys."""
    work = _Expander(spellings, _in_capitals(query.text), frozenset(without))
    root = work.expanded(query.root, inside=False)
    return replace(query, root=root, expansions=tuple(work.found.values()))


@dataclass(slots=True)
class _Expander:
    spellings: Spellings
    capitals: frozenset[str]
    without: frozenset[str]
    found: dict[str, Expansion] = field(default_factory=dict)

    def expanded(self, node: Node, *, inside: bool) -> Node:
        """A node with all below it; ``inside`` a paragraph only words may be added."""
        match node:
            case Words():
                return self._either((node,), inside=inside) or node
            case And(parts):
                return all_of(self._runs(parts, inside=inside)) or node
            case Or(parts):
                return any_of(self.expanded(part, inside=inside) for part in parts) or node
            case Inside(part, marks):
                return Inside(self.expanded(part, inside=True), marks)
            case _:
                return node

    def _runs(self, parts: tuple[Node, ...], *, inside: bool) -> Iterable[Node]:
        """The parts of a conjunction; the longest run of words with a meaning comes first."""
        at = 0
        while at < len(parts):
            length = _run_length(parts[at : at + MOST_WORDS])
            for end in range(at + length, at + 1, -1):
                run = tuple(part for part in parts[at:end] if isinstance(part, Words))
                either = self._either(run, inside=inside)
                if either is not None:
                    yield either
                    at = end
                    break
            else:
                yield self.expanded(parts[at], inside=inside)
                at += 1

    def _either(self, run: tuple[Words, ...], *, inside: bool) -> Node | None:
        """Words that stand side by side, or what they may mean; None where that is nothing."""
        if run[0].exact or run[0].field is not TextField.ANYWHERE:
            return None
        written = tuple(word for clause in run for word in clause.words)
        added: list[Node] = []
        for sort, every in _by_sort(self._meanings(written), inside=inside).items():
            key = f"{sort}-{'-'.join(written)}"
            if key in self.without or len(self.found) >= MOST_EXPANSIONS:
                continue
            nodes = [one.node for one in every]
            added += nodes
            why = "; ".join(dict.fromkeys(one.why for one in every))
            self.found[key] = Expansion(key, " ".join(written), str(any_of(nodes)), why)
        whole = all_of(run)
        return any_of([whole, *dict.fromkeys(added)]) if whole and added else None

    def _meanings(self, written: Run) -> Iterable[Also]:
        by_meaning, by_letters = _tables()
        yield from by_meaning.get(written, ())
        if len(written) == 1 and written[0] in self.capitals:
            yield from by_letters.get(written[0], ())
        for other in self.spellings.others.get(written, ()):
            yield Also("spelling", Words(other), "another spelling of the name")


def _run_length(parts: tuple[Node, ...]) -> int:
    """How many of these are words that stand side by side in the query."""
    for length, part in enumerate(parts):
        if not isinstance(part, Words) or part.exact or part.field is not TextField.ANYWHERE:
            return length
    return len(parts)


def _by_sort(found: Iterable[Also], *, inside: bool) -> dict[str, list[Also]]:
    by_sort: dict[str, list[Also]] = {}
    for also in found:
        if not inside or isinstance(also.node, Textual):
            by_sort.setdefault(also.sort, []).append(also)
    return by_sort


def _in_capitals(text: str) -> frozenset[str]:
    """The words of a query that were written in capitals, folded."""
    pieces = (piece for piece in _PIECES.split(text) if piece.isupper())
    return frozenset(word for piece in pieces for word in words(piece))


@cache
def _tables() -> tuple[Mapping[Run, tuple[Also, ...]], Mapping[str, tuple[Also, ...]]]:
    """What words mean, and what abbreviations do."""
    by_meaning: dict[Run, dict[Also, None]] = {}
    by_letters: dict[str, dict[Also, None]] = {}
    for code, kind, title in tags.TITLES:
        run, name = words(title), words(code)
        tag = Also(
            "tag", Value(ValueField.TAG, code, Match.WHOLE), f"{code} is the tag for {title}"
        )
        if kind == "geographic" or len(name) != 1:
            continue
        if len(run) > 1:
            by_meaning.setdefault(run, {})[tag] = None
        if len(name[0]) > 2:
            by_letters.setdefault(name[0], {})[tag] = None
        if kind == "organization":
            _abbreviated(code, title, by_meaning, by_letters)
    for term, meaning in glossary.TERMS.items():
        _abbreviated(term, _CUT.split(meaning)[0], by_meaning, by_letters)
    return _frozen(by_meaning), _frozen(by_letters)


def _abbreviated(
    term: str,
    meaning: str,
    by_meaning: dict[Run, dict[Also, None]],
    by_letters: dict[str, dict[Also, None]],
) -> None:
    """An abbreviation of three letters or more that stands for two words or more."""
    name, run = words(term), words(meaning)
    if len(name) != 1 or len(name[0]) < 3 or len(run) < 2 or "country in" in meaning:
        return
    why = f"{term} stands for {meaning}"
    by_letters.setdefault(name[0], {})[Also("short", Words(run), why)] = None
    if name[0] not in _ALSO_WORDS:
        by_meaning.setdefault(run, {})[Also("short", Words(name), why)] = None


def _frozen(found: dict[Key, dict[Also, None]]) -> dict[Key, tuple[Also, ...]]:
    return {key: tuple(every) for key, every in found.items()}
