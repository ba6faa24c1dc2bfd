"""The consistency of what is held back: words that are marked here and stand open there.

Asked before a release: a name that is taken out of one cable and stands in the next is found
by whoever reads both. It is looked for both ways: where a marked name is public already, and
what is marked elsewhere in a text that is to become public. Bounded: so many words of a cable,
and of each so many other cables.
"""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from django.db.models import Q

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.pointer import live_folder
from reftel.edition.read import Edition
from reftel.redaction.occurrences import occurrences
from reftel.redaction.proposing.elsewhere import known, known_as
from reftel.search.folding import words as words_of
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Batch, Mark, MarkKind, MarkState
from reftel.vault.veils import HOLDING, Current, public_record

MOST_WORDS = 50  # of one cable that are looked for
MOST_CABLES = 20  # in which the same words are looked for
SHORTEST = 3


class StandsOpen(NamedTuple):
    """Words that are held back in one cable and can be read in another, or elsewhere in it."""

    words: str
    cable: str
    times: int
    public: bool  # readers have it already


def standing_open(
    archive: ArchiveFolder,
    cable: str,
    audiences: Collection[Audience] = (Audience.PUBLIC, Audience.STAFF),
) -> Iterator[StandsOpen]:
    """Where words that are marked in a cable stand open: in it, in what is held, in public.

    Other cables are found by the editions for these audiences, where there are any; raises
    ReftelError where one is there and cannot be asked.
    """
    words = _marked(cable)
    if not words:
        return
    yield from _open_in(public_record(cable), words, public=False)
    for audience in audiences:
        if live_folder(archive, audience=audience) is not None:
            edition = open_live(archive, audience=audience)
            for one in words:
                yield from _found(edition, one, cable, audience)


def held_back(batch: Batch) -> frozenset[str]:
    """Words that are marked in what is public or in a batch, in the form they are known by."""
    shown = Q(cable__docket__public=True) | Q(cable__in=batch.items.values("cable"))
    rows = Mark.objects.filter(shown, state__in=HOLDING, kind=MarkKind.WORDS)
    words = rows.values_list("words", flat=True).distinct()
    forms = (known_as(one) for one in words.iterator())
    return frozenset(form for form in forms if len(form) >= SHORTEST)


def undecided(now: Current, words: AbstractSet[str]) -> frozenset[str]:
    """Of these words those that stand open in a text, and on which nobody decided there.

    What its container alone says of a cable counts as well.
    """
    found = [(one.start, one.end) for one in known(now.whole, words)]
    said = f"{now.record['subject']}\n\n{now.record['origin']}"
    claimed = {known_as(said[one.start : one.end]) for one in known(said, words)}
    if not found and not claimed:
        return frozenset()
    rows = Mark.objects.filter(cable=now.cable, text=now.text).exclude(state=MarkState.PROPOSED)
    marks = list(rows.values_list("start", "end", "words"))
    open_ = {
        known_as(now.whole[start:end])
        for start, end in found
        if not any(first <= start and end <= last for first, last, _ in marks)
    }
    inside = {known_as(now.whole[start:end]) for start, end in found}
    marked = {known_as(one) for *_, one in marks}
    return frozenset(open_ | (claimed - inside - marked))


def _marked(cable: str) -> list[str]:
    rows = Mark.objects.filter(cable=cable, state=MarkState.STANDING, kind=MarkKind.WORDS)
    forms = (known_as(one) for one in rows.order_by("start").values_list("words", flat=True))
    return [one for one in dict.fromkeys(forms) if len(one) >= SHORTEST][:MOST_WORDS]


def _found(edition: Edition, words: str, cable: str, audience: Audience) -> Iterator[StandsOpen]:
    asked = " ".join(words_of(words))
    if not asked:
        return
    hits = edition.searcher.find(parse_query(f'="{asked}"'), limit=MOST_CABLES)
    for record in edition.some([id_ for id_ in hits.ids if id_ != cable]):
        shown = record if audience is Audience.PUBLIC else _shown(record)
        yield from _open_in(shown, [words], public=audience is Audience.PUBLIC)


def _shown(record: CableRecord) -> CableRecord:
    """What would show of a cable, were it released; all of it where a mark is adrift."""
    try:
        return public_record(record["id"])
    except UndecidableError:
        return record


def _open_in(record: CableRecord, words: list[str], *, public: bool) -> Iterator[StandsOpen]:
    text = "\n\n".join((record["header"], record["text"], record["subject"], record["origin"]))
    for one in words:
        times = len(occurrences(one, text))
        if times:
            yield StandsOpen(one, record["id"], times, public)
