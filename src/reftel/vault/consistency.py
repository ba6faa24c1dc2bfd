"""The consistency of what is held back: words that are marked here and stand open there.

Asked before a release: a name that is taken out of one cable and stands in the next is found
by whoever reads both. Bounded: so many words, and of each so many cables.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.errors import ReftelError
from reftel.redaction.occurrences import occurrences
from reftel.redaction.proposing.elsewhere import known_as
from reftel.search.folding import words as words_of
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord
from reftel.vault.faults import UndecidableError
from reftel.vault.models import Mark, MarkKind, MarkState
from reftel.vault.veils import public_record

MOST_WORDS = 50  # of one cable that are looked for
MOST_CABLES = 20  # in which the same words are looked for
SHORTEST = 3


class StandsOpen(NamedTuple):
    """Words that are held back in one cable and can be read in another, or elsewhere in it."""

    words: str
    cable: str
    times: int
    public: bool  # readers have it already


def standing_open(archive: ArchiveFolder, cable: str) -> Iterator[StandsOpen]:
    """Where words that are marked in a cable stand open: in it, in what is held, in public.

    Other cables are found by the editions of the staff and of the public, where there are any.
    """
    words = _marked(cable)
    if not words:
        return
    yield from _open_in(public_record(cable), words, public=False)
    for audience in (Audience.PUBLIC, Audience.STAFF):
        edition = _live(archive, audience)
        if edition is not None:
            for one in words:
                yield from _found(edition, one, cable, audience)


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


def _live(archive: ArchiveFolder, audience: Audience) -> Edition | None:
    try:
        edition = open_live(archive, audience=audience)
        edition.searcher  # noqa: B018 -- raises where it cannot be asked
    except ReftelError:
        return None
    return edition
