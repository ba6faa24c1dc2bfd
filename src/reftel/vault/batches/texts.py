"""The texts of cables, parted into what is open and what is closed: by offsets, word by word.

It is worked out a second time here, from the marks and the texts as they came in, so that a
fault in how a text is redacted is found and not repeated.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reftel.edition.contents import Sealed
from reftel.search.card import card
from reftel.search.folding import words
from reftel.telegram.cable import SEAM, CableRecord
from reftel.vault.models import Decision, Mark, MarkKind, MarkState, Revision, Verb, Witness

_SIDE_BY_SIDE = 5  # words of a withheld paragraph that are looked for together
_MOST_PHRASES = 200  # of one cable
_CUT = " \N{FULL BLOCK} "  # stands for what is closed: no word reaches over it


@dataclass(frozen=True, slots=True)
class Texts:
    """Of one cable: the words of its marks, of texts that are not public, and of what is.

    ``phrases`` are folded words of its marks side by side that its public texts do not have.
    """

    marked: frozenset[str]
    closed: frozenset[str]
    open: frozenset[str]
    phrases: tuple[str, ...]


def texts(ids: Sequence[str]) -> dict[str, Texts]:
    """Of each of these cables that is held."""
    marks, public = _marks(ids), _public(ids)
    held: dict[str, list[tuple[str, CableRecord]]] = defaultdict(list)
    rows = Revision.objects.filter(cable__in=ids).values_list("cable_id", "digest", "record")
    for cable, digest, blob in rows:
        held[cable].append((digest, Sealed.opened(bytes(blob)).record))
    return {
        id_: _parted(records, marks.get(id_, []), public.get(id_, set()))
        for id_, records in held.items()
    }


def _parted(records: list[tuple[str, CableRecord]], marks: list[Mark], public: set[str]) -> Texts:
    lines, closed = [], set[str]()
    for digest, record in records:
        if digest in public:
            lines += [" ".join(words(part)) for part in _open(record, marks)]
        else:
            closed.update(chain.from_iterable(map(words, card(record).body)))
    open_words = frozenset(chain.from_iterable(line.split() for line in lines))
    header = max((len(record["header"]) for _, record in records), default=0)
    marked = (words(mark.words) for mark in marks if mark.start >= header)
    phrases = dict.fromkeys(chain.from_iterable(map(_phrases, marks)))
    kept = [one for one in phrases if not any(f" {one} " in f" {line} " for line in lines)]
    return Texts(
        frozenset(chain.from_iterable(marked)),
        frozenset(closed),
        open_words,
        tuple(kept[:_MOST_PHRASES]),
    )


def _open(record: CableRecord, marks: Sequence[Mark]) -> Iterator[str]:
    """What a text shows under these marks, what its container said of it, what it refers to."""
    whole = record["header"] + SEAM + record["text"]
    told = f"{record['subject']}\n{record['origin']}\n{record['classification']}"
    for mark in sorted(marks, key=lambda mark: -mark.start):
        if whole[mark.start : mark.end] == mark.words:
            whole = whole[: mark.start] + _CUT + whole[mark.end :]
        else:  # set in another text: its words are held back wherever they stand
            whole = whole.replace(mark.words, _CUT)
        told = told.replace(mark.words, _CUT)
    yield from whole.split(_CUT)
    yield from told.split(_CUT)
    yield record["id"]
    for one in record["references"]:  # a cable that the text names is written otherwise there
        if one["target"] and one["text"] in whole:
            yield one["target"]
    if not marks:
        yield from card(record).body


def _phrases(mark: Mark) -> Iterator[str]:
    """The words of a mark side by side; of a paragraph some at a time."""
    found = words(mark.words)
    if mark.kind == MarkKind.WORDS or len(found) <= _SIDE_BY_SIDE:
        yield " ".join(found)
        return
    for start in range(0, len(found), _SIDE_BY_SIDE):
        yield " ".join(found[start : start + _SIDE_BY_SIDE])


def _marks(ids: Sequence[str]) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(cable__in=ids, state=MarkState.STANDING):
        marks[mark.cable_id].append(mark)
    return marks


def _public(ids: Sequence[str]) -> dict[str, set[str]]:
    """The digests of the texts that were released of each since it was withdrawn last."""
    public: dict[str, set[str]] = defaultdict(set)
    originals: dict[str, set[str]] = defaultdict(set)
    rows = Decision.objects.filter(cable__in=ids).order_by("id")
    for cable, verb, original in rows.values_list("cable_id", "verb", "original_id"):
        if verb == Verb.RELEASE:
            originals[cable].add(original)
        elif verb == Verb.WITHDRAW:
            originals[cable].clear()
    every = set(chain.from_iterable(originals.values()))
    witnesses = Witness.objects.filter(original__in=every, revision__cable__in=ids)
    for cable, original, digest in witnesses.values_list(
        "revision__cable_id", "original_id", "revision_id"
    ):
        if original in originals[cable]:
            public[cable].add(digest)
    return public
