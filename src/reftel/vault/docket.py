"""The dockets: where each cable stands, for the queue. Derived, and followed as things happen.

Whatever decides, marks, reviews or takes in calls ``follow`` in its own transaction. What
came in and was never touched has no docket before ``fill`` gives it one; where no cable has
one, since nobody opened the desk yet, nothing that is large is followed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction

from reftel.vault.models import (
    BatchItem,
    BatchState,
    Cable,
    Decision,
    Docket,
    Mark,
    MarkState,
    Review,
    Revision,
    Step,
    Verb,
    Witness,
)
from reftel.vault.stage import ADRIFT, UNDECIDED, Decided, Known, Marker, Taken, Veiled, state
from reftel.vault.veils import digests

AT_ONCE = 500  # cables that are looked at together
_DERIVED = ["state", "public", "assignee", "proposals", "marks", "adrift"]
_WAITING = [BatchState.SCHEDULED, BatchState.RUNNING]

# Cables that nobody reviewed, marked or put into a batch: of those a decision tells it all.
_FILL = """
INSERT INTO vault_docket (cable_id, state, public, assignee, proposals, marks, adrift)
WITH ranked AS (
  SELECT cable_id, digest, ROW_NUMBER() OVER (
    PARTITION BY cable_id ORDER BY released DESC, digest DESC) AS place
  FROM vault_revision
)
SELECT c.id,
  CASE
    WHEN s.verb = 'withhold' THEN 'withheld'
    WHEN s.verb = 'withdraw' THEN 'withdrawn'
    WHEN s.verb = 'release' AND EXISTS (
      SELECT 1 FROM vault_witness AS w
      WHERE w.original_id = s.original_id AND w.revision_id = r.digest) THEN 'released'
    ELSE 'received'
  END,
  s.verb IS NOT NULL AND s.verb = 'release', '', 0, 0, 0
FROM vault_cable AS c
LEFT JOIN ranked AS r ON r.cable_id = c.id AND r.place = 1
LEFT JOIN vault_decision AS s ON s.id = (
  SELECT MAX(d.id) FROM vault_decision AS d WHERE d.cable_id = c.id)
WHERE s.veil_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM vault_docket AS k WHERE k.cable_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM vault_review AS v WHERE v.cable_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM vault_mark AS m WHERE m.cable_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM vault_batchitem AS i WHERE i.cable_id = c.id)
"""


class _Marks(NamedTuple):
    states: Counter[str]
    marker: Marker | None


def follow(ids: Iterable[str]) -> None:
    """Derive the dockets of these cables anew; to be called where what they follow is written."""
    every = iter(dict.fromkeys(ids))
    with transaction.atomic():
        while some := list(islice(every, AT_ONCE)):
            rows = [_row(id_, found) for id_, found in known(some).items()]
            Docket.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["cable"], update_fields=_DERIVED
            )


def fill() -> None:
    """Give a docket to each cable that has none: of any number in one statement."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FILL)
        follow(_without())


def follow_decisions(after: int) -> None:
    """Derive anew the dockets of all about which something was decided after a decision."""
    if not in_use():
        return
    decided = Decision.objects.filter(id__gt=after).values_list("cable", flat=True)
    if len(few := decided[: AT_ONCE + 1]) <= AT_ONCE:
        follow(few)
    else:
        Docket.objects.filter(cable__in=decided).delete()
        fill()


def rebuild() -> None:
    """Derive all dockets anew, where the desk is in use."""
    with transaction.atomic():
        if in_use():
            Docket.objects.all().delete()
            fill()


def in_use() -> bool:
    """Whether the desk was opened yet: whether any cable has a docket."""
    return Docket.objects.exists()


def known(ids: Collection[str]) -> dict[str, Known]:
    """What is known of each of these cables; what is not held is left out. At most ``AT_ONCE``."""
    held = Cable.objects.filter(id__in=ids).values_list("id", flat=True)
    texts, decided, steps = _texts(ids), _decided(ids), _steps(ids)
    scheduled, marks, veils = _scheduled(ids), _marks(ids), digests(ids)
    found = {}
    for id_ in held:
        originals, original = texts.get(id_, (frozenset(), ""))
        states, marker = marks.get(id_, _Marks(Counter(), None))
        found[id_] = Known(
            originals=originals,
            original=original,
            veil=ADRIFT if states[MarkState.ADRIFT] else veils.get(id_, ""),
            decided=decided.get(id_, UNDECIDED),
            steps=tuple(steps.get(id_, ())),
            scheduled=tuple(scheduled.get(id_, ())),
            proposals=states[MarkState.PROPOSED],
            marks=states[MarkState.STANDING],
            adrift=states[MarkState.ADRIFT],
            marker=marker,
        )
    return found


def _row(id_: str, known: Known) -> Docket:
    return Docket(
        cable_id=id_,
        state=state(known),
        public=known.decided.verb == Verb.RELEASE,
        assignee=known.assignee,
        proposals=known.proposals,
        marks=known.marks,
        adrift=known.adrift,
    )


def _without() -> Iterator[str]:
    """The cables that have no docket, by their ids, some at a time."""
    after = ""
    while True:
        rows = Cable.objects.filter(docket=None, id__gt=after).order_by("id")
        ids = list(rows.values_list("id", flat=True)[:AT_ONCE])
        yield from ids
        if len(ids) < AT_ONCE:
            return
        after = ids[-1]


def _texts(ids: Collection[str]) -> dict[str, tuple[frozenset[str], str]]:
    """The originals that give the current text of each, and the one it is read from."""
    ranked = Revision.objects.filter(cable__in=ids).order_by("cable", "released", "digest")
    current = {row[0]: row for row in ranked.values_list("cable_id", "digest", "original_id")}
    witnesses: dict[str, set[str]] = defaultdict(set)
    rows = Witness.objects.filter(revision__in=[digest for _, digest, _ in current.values()])
    for original, digest in rows.values_list("original_id", "revision_id"):
        witnesses[digest].add(original)
    return {
        cable: (frozenset(witnesses[digest]), original)
        for cable, digest, original in current.values()
    }


def _decided(ids: Collection[str]) -> dict[str, Decided]:
    """The decision that holds for each about which anything was decided."""
    rows = Decision.objects.filter(cable__in=ids).order_by("id")
    return {
        cable: Decided(verb, id_, Veiled(original or "", veil or ""))
        for cable, verb, id_, original, veil in rows.values_list(
            "cable_id", "verb", "id", "original_id", "veil_id"
        )
    }


def _steps(ids: Collection[str]) -> dict[str, list[Taken]]:
    """The steps of each but for notes, in order; of its assignments the last."""
    steps: dict[str, dict[str | int, Taken]] = defaultdict(dict)
    rows = Review.objects.filter(cable__in=ids).exclude(step=Step.NOTE).order_by("id")
    for row in rows:
        place = row.step if row.step == Step.ASSIGN else row.id
        steps[row.cable_id].pop(place, None)
        of = Veiled(row.original_id, row.veil_id or "")
        taken = Taken(row.id, row.step, of, row.author, row.at, row.to, row.words)
        steps[row.cable_id][place] = taken
    return {cable: list(taken.values()) for cable, taken in steps.items()}


def _scheduled(ids: Collection[str]) -> dict[str, list[Veiled]]:
    scheduled: dict[str, list[Veiled]] = defaultdict(list)
    rows = BatchItem.objects.filter(cable__in=ids, batch__state__in=_WAITING)
    for cable, original, veil in rows.values_list("cable_id", "original_id", "veil_id"):
        scheduled[cable].append(Veiled(original, veil or ""))
    return scheduled


def _marks(ids: Collection[str]) -> dict[str, _Marks]:
    """How many marks of each cable are proposed, stand and are adrift, and who marked last."""
    marks: dict[str, _Marks] = {}
    rows = Mark.objects.filter(cable__in=ids).exclude(state=MarkState.REFUSED).order_by("id")
    for cable, state_, rule, author, at, by, decided_at in rows.values_list(
        "cable_id", "state", "rule", "author", "at", "decided_by", "decided_at"
    ):
        found = marks.setdefault(cable, _Marks(Counter(), None))
        found.states[state_] += 1
        marker = Marker(by, decided_at) if decided_at else None if rule else Marker(author, at)
        if marker and (found.marker is None or marker.at >= found.marker.at):
            marks[cable] = found._replace(marker=marker)
    return marks
