"""The redline: what changed from one record of a cable to the next.

The message is compared paragraph by paragraph. Those that are the same tie the two texts
together; between them paragraphs are paired by their likeness, then by their numbers; what
then has no fellow was added or removed. Fields are compared apart. What a record repeats
of its own text (the places of paragraphs, defects) is not a change.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, Protocol

from reftel.analysis.alignment import Stretch, aligned
from reftel.analysis.wording import Kind, Run, compared, replaced
from reftel.analysis.words import words
from reftel.telegram.cable import AddresseeEntry, CableRecord, ParagraphEntry

MOST = 600_000  # characters of paragraphs that are compared word by word; the rest as wholes
AHEAD = 6  # paragraphs among which the fellow of one is looked for
ALIKE = 0.5  # of the words of both, how many have to be in the other
SMALL = 3  # letters of words that stand in every paragraph, and tell none from another


class Passage(NamedTuple):
    """A paragraph, or what stands before or behind all of them, then and now.

    ``before`` and ``after`` are its anchors: empty where it has none, None where it is not.
    """

    before: str | None
    after: str | None
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        return any(run.kind is not Kind.EQUAL for run in self.runs)


class Field(NamedTuple):
    """A field that changed, by its name in the record; of a list each run is one item."""

    name: str
    runs: tuple[Run, ...]
    is_list: bool


class Redline(NamedTuple):
    """What changed: the fields that did, and every passage in its order, changed or not."""

    fields: tuple[Field, ...]
    passages: tuple[Passage, ...]

    @property
    def changed(self) -> int:
        """How many passages are not as they were."""
        return sum(passage.changed for passage in self.passages)


class _Part(NamedTuple):
    """A passage of one of the two texts."""

    anchor: str
    number: str
    text: str


def redline(before: CableRecord, after: CableRecord) -> Redline:
    """How one record of a cable became another."""
    return Redline(tuple(_fields(before, after)), tuple(_passages(_parts(before), _parts(after))))


# ---- Fields


def _fields(before: CableRecord, after: CableRecord) -> Iterator[Field]:
    for (name, old), (_, new) in zip(_lines(before), _lines(after), strict=True):
        if old != new:
            yield Field(name, compared(old, new), is_list=False)
    for (name, old_items), (_, new_items) in zip(_lists(before), _lists(after), strict=True):
        if old_items != new_items:
            yield Field(name, tuple(_items(old_items, new_items)), is_list=True)


def _lines(record: CableRecord) -> list[tuple[str, str]]:
    order = record["executive_order"]
    return [
        ("subject", record["subject"]),
        ("classification", record["classification"]),
        ("created", _moment(record["created"])),
        ("released", _moment(record["released"])),
        ("origin", record["origin"]),
        ("precedence", record["precedence"] or ""),
        ("executive_order", order["raw"] if order else ""),
        ("classified_by", record["classified_by"] or ""),
        ("signer", record["signer"] or ""),
        ("header", record["header"]),
    ]


def _lists(record: CableRecord) -> list[tuple[str, list[str]]]:
    sender = record["from"]
    return [
        ("tags", record["tags"]),
        ("captions", record["captions"]),
        ("reasons", record["reasons"]),
        ("references", [one["text"] for one in record["references"]]),
        ("from", [_station(sender)] if sender else []),
        ("to", [_station(one) for one in record["to"]]),
        ("info", [_station(one) for one in record["info"]]),
    ]


def _moment(written: str | None) -> str:
    return (written or "").replace("T", " ").removesuffix("Z")


def _station(one: AddresseeEntry) -> str:
    return f"{one['station']} {one['precedence'] or ''}".rstrip()


def _items(before: list[str], after: list[str]) -> Iterator[Run]:
    at = to = 0
    for left, right, length in [*aligned(before, after), Stretch(len(before), len(after), 0)]:
        yield from (Run(Kind.REMOVED, item, "") for item in before[at:left])
        yield from (Run(Kind.ADDED, "", item) for item in after[to:right])
        at, to = left + length, right + length
        yield from (Run(Kind.EQUAL, item, item) for item in after[right:to])


# ---- Paragraphs


def _parts(record: CableRecord) -> list[_Part]:
    """The text in its order: the lines before the paragraphs, each of these, the lines behind."""
    text, paragraphs = record["text"], record["paragraphs"]
    first = min((one["start"] for one in paragraphs), default=len(text))
    last = max((one["end"] for one in paragraphs), default=len(text))
    return [
        _Part("", "opening", text[:first]),
        *(_Part(one["anchor"], one["number"] or "", _written(one)) for one in paragraphs),
        _Part("", "ending", text[max(first, last) :]),
    ]


def _written(paragraph: ParagraphEntry) -> str:
    """A paragraph with its heading, number and mark, which may change as well as its words."""
    heading, number, mark = paragraph["heading"], paragraph["number"], paragraph["mark"]
    opening = f"{heading}\n" if heading else ""
    opening += f"{number}. " if number else ""
    opening += f"({mark}) " if mark else ""
    return opening + paragraph["text"]


def _passages(before: list[_Part], after: list[_Part]) -> Iterator[Passage]:
    left = MOST
    for old, new in _paired(before, after):
        was, now = old.text if old else "", new.text if new else ""
        if not was.strip() and not now.strip():
            continue
        left -= len(was) + len(now)
        made = compared if left >= 0 else _as_wholes
        yield Passage(old.anchor if old else None, new.anchor if new else None, made(was, now))


def _as_wholes(before: str, after: str) -> tuple[Run, ...]:
    return replaced(before, after) if before != after else compared(before, after)


def _paired(before: list[_Part], after: list[_Part]) -> Iterator[tuple[_Part | None, _Part | None]]:
    """Each passage with its fellow, in the order of the new text; what is gone where it stood."""
    at = to = 0
    for left, right in [*_fellows(before, after), (len(before), len(after))]:
        yield from ((part, None) for part in before[at:left])
        yield from ((None, part) for part in after[to:right])
        if left < len(before):
            yield before[left], after[right]
        at, to = left + 1, right + 1


def _fellows(before: list[_Part], after: list[_Part]) -> list[tuple[int, int]]:
    """Which passages belong together, by their places; both rise."""
    same = aligned([_key(part) for part in before], [_key(part) for part in after])
    pairs = [(left + n, right + n) for left, right, length in same for n in range(length)]
    old, new = [_counted(part) for part in before], [_counted(part) for part in after]
    pairs = _filled(pairs, len(before), len(after), lambda a, b: _alike(old[a], new[b]))
    return _filled(
        pairs, len(before), len(after), lambda a, b: before[a].number == after[b].number != ""
    )


def _key(part: _Part) -> tuple[str, ...]:
    return tuple(part.text.split())


def _counted(part: _Part) -> "Counter[str]":
    return Counter(word.text for word in words(part.text) if len(word.text) > SMALL)


def _alike(old: "Counter[str]", new: "Counter[str]") -> bool:
    small, large = (old, new) if len(old) < len(new) else (new, old)
    shared = sum(min(times, large[word]) for word, times in small.items())
    return 2 * shared >= ALIKE * (old.total() + new.total()) > 0


class _Fits(Protocol):
    def __call__(self, before: int, after: int, /) -> bool: ...


def _filled(pairs: list[tuple[int, int]], old: int, new: int, fits: _Fits) -> list[tuple[int, int]]:
    """The pairs, and those that fit between them; each looks a few places ahead."""
    filled: list[tuple[int, int]] = []
    for (at, to), (at_end, to_end) in pairwise([(-1, -1), *pairs, (old, new)]):
        following = to + 1
        for left in range(at + 1, at_end):
            ahead = range(following, min(following + AHEAD, to_end))
            found = next((right for right in ahead if fits(left, right)), None)
            if found is not None:
                filled.append((left, found))
                following = found + 1
        if at_end < old:
            filled.append((at_end, to_end))
    return filled
