"""The selection: which texts of which cables an edition for an audience holds.

The public sees what was released, and of each cable what was public before; the staff all
that is held. Cables stream in the order of their ids, a few hundred at a time.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from reftel.archive import Audience
from reftel.edition.contents import Withdrawal
from reftel.edition.past import Change
from reftel.edition.row import dated
from reftel.vault.histories import Decided, Followed, History, history
from reftel.vault.models import Decision, Publication, Revision, Verb
from reftel.vault.preparation import Chosen, ChosenText
from reftel.vault.semblance import Semblance

READ_AT_ONCE = 256  # records fetched by one query
MOST_HELD = 50  # texts of one cable that the staff see; a source may give any number

# Should one original hold two revisions of the cable, the one published last is meant, as it
# was when it was released. An original that gives no text of it any more leaves a blank.
_DECIDED = """
SELECT d.cable_id, d.id, d.verb, d."on",
       CASE d.verb WHEN 'withdraw' THEN d.reason ELSE d.notice END, r.digest, r.released,
       COALESCE(v.marks, ''), r.original_id, r.parser_version
FROM vault_decision AS d
LEFT JOIN vault_veil AS v ON v.digest = d.veil_id
LEFT JOIN vault_witness AS w ON w.original_id = d.original_id
LEFT JOIN vault_revision AS r ON r.digest = w.revision_id AND r.cable_id = d.cable_id
{where}
ORDER BY d.cable_id, d.id
"""
_RECORDS = "SELECT digest, record FROM vault_revision WHERE digest IN ({})"
_WITHDRAWN = """
WHERE d.cable_id IN (
  SELECT s.cable_id FROM vault_decision AS s WHERE s.verb = 'withdraw' AND s.id = (
    SELECT MAX(l.id) FROM vault_decision AS l WHERE l.cable_id = s.cable_id))
"""


_Row = tuple[Any, ...]


class Held(NamedTuple):
    """A text by its digest, and what is told of it."""

    digest: str
    number: int | None
    day: str
    notice: str = ""
    released: str | None = None  # the day to show where the text has none of its own
    veil: str = ""
    read_from: tuple[str | int, ...] = ()  # the original, and the parser that read it


class Selected(NamedTuple):
    """A cable that an edition holds: its texts, the current one last, and its changes."""

    cable: str
    texts: tuple[Held, ...]
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> str:
        """What stands for all that an edition makes of the cable by itself.

        Where a text first stood is left out: that is a number only once there is an edition.
        """
        texts = [(text.digest, *text[2:-1], *text.read_from) for text in self.texts]
        return hashlib.sha256(repr(texts).encode()).hexdigest()


def selected(audience: Audience, semblance: Semblance | None = None) -> Iterator[Selected]:
    """What this audience may see, by ascending id of the cables, each once."""
    return _released(semblance or Semblance()) if audience is Audience.PUBLIC else _held()


def chosen(some: Sequence[tuple[Selected, str]]) -> Iterator[Chosen]:
    """Cables with the records of their texts, and their keys."""
    blobs = _records([text.digest for one, _ in some for text in one.texts])
    for one, key in some:
        texts = (ChosenText(blobs[text.digest], *text[1:-1]) for text in one.texts)
        yield Chosen(tuple(texts), one.changes, key)


def _records(digests: Sequence[str]) -> dict[str, bytes]:
    """The records of revisions, by their digests."""
    found: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(digests), READ_AT_ONCE):
            asked = digests[start : start + READ_AT_ONCE]
            cursor.execute(_RECORDS.format(", ".join(["%s"] * len(asked))), asked)
            found.update((digest, bytes(record)) for digest, record in cursor.fetchall())
    return found


def withdrawals(audience: Audience, semblance: Semblance | None = None) -> Iterator[Withdrawal]:
    """The notices that stand for what was public once.

    What was released and taken back before any edition held it has none: a notice would tell
    the public that it exists. The staff know.
    """
    for cable, found in _histories(_WITHDRAWN, semblance or Semblance()):
        withdrawal = found.withdrawal(cable)
        if withdrawal is not None and (withdrawal.changes or audience is Audience.STAFF):
            yield withdrawal


def followed() -> Followed:
    """The public editions that were live, and what they follow."""
    rows = Publication.objects.filter(audience=Audience.PUBLIC.value, live=True)
    editions = list(rows.order_by("number").values_list("number", "decision_id"))
    reached, decisions = 0, []
    for _, decision in editions:
        reached = max(reached, decision or 0)
        decisions.append(reached)
    return Followed(tuple(number for number, _ in editions), tuple(decisions))


def _released(semblance: Semblance) -> Iterator[Selected]:
    """Of each released cable the text that was released, and those that it took the place of."""
    for cable, found in _histories("", semblance):
        if found.texts:
            texts = (
                Held(
                    text.digest,
                    edition,
                    text.on.isoformat(),
                    text.notice,
                    text.shown_as_released,
                    text.veil,
                    text.read_from,
                )
                for edition, text in found.texts
            )
            yield Selected(cable, tuple(texts), found.changes)


def _held() -> Iterator[Selected]:
    """Of each cable that is not withdrawn every text, the one published last as the current."""
    withdrawn = Decision.objects.standing().filter(verb=Verb.WITHDRAW).values("cable")
    rows = (
        Revision.objects.exclude(cable__in=withdrawn)
        .order_by("cable_id", "released", "digest")
        .values_list("cable_id", "digest", "released", "original_id", "parser_version")
    )
    for cable, group in groupby(rows.iterator(READ_AT_ONCE), key=itemgetter(0)):
        texts = [
            Held(digest, number, dated(released[:10]) or "", read_from=(original, parser))
            for number, (_, digest, released, original, parser) in enumerate(group, start=1)
        ]
        yield Selected(cable, tuple(texts[-MOST_HELD:]))


def _histories(where: str, semblance: Semblance) -> Iterator[tuple[str, History]]:
    """The history of each cable about which anything was decided, by ascending id."""
    editions = followed()
    with connection.chunked_cursor() as cursor:
        cursor.execute(_DECIDED.format(where=where))
        rows = iter(lambda: cursor.fetchmany(READ_AT_ONCE), [])
        every = (row for some in rows for row in some)
        grouped = groupby(every, key=itemgetter(0))
        cables = ((str(cable), _decided(list(group))) for cable, group in grouped)
        while some := list(islice(cables, READ_AT_ONCE)):
            apart = semblance.told_apart([decided for _, decided in some])
            for (cable, _), decided in zip(some, apart, strict=True):
                yield cable, history(decided, editions)


def _decided(rows: list[_Row]) -> tuple[Decided, ...]:
    """The decisions about one cable: a row each, but for originals that give several texts."""
    if len(rows) == 1:  # nearly every cable: released once
        return (_read(rows[0]),)
    each = groupby(rows, key=itemgetter(1))
    return tuple(_read(max(same, key=_published_last)) for _, same in each)


def _published_last(row: _Row) -> tuple[str, str]:
    return row[6] or "", row[5] or ""


def _read(row: _Row) -> Decided:
    _, id_, verb, on, notice, digest, released, veil, *read_from = row
    day = on if isinstance(on, date) else date.fromisoformat(on)
    return Decided(
        id_, verb, day, notice, digest or "", released or "", veil, read_from=tuple(read_from)
    )
