"""The dockets: where each cable stands, for the queue. Derived, and followed as things happen.

Whatever decides, marks, reviews or takes in calls ``follow`` in its own transaction. What
came in and was never touched has no docket before ``fill`` gives it one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import Count

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
from reftel.vault.stage import ADRIFT, UNDECIDED, Decided, Known, Taken, Veiled, state
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


def rebuild() -> None:
    """Derive all dockets anew."""
    with transaction.atomic():
        Docket.objects.all().delete()
        fill()


def known(ids: Collection[str]) -> dict[str, Known]:
    """What is known of each of these cables; what is not held is left out. At most ``AT_ONCE``."""
    held = Cable.objects.filter(id__in=ids).values_list("id", flat=True)
    texts, decided, steps = _texts(ids), _decided(ids), _steps(ids)
    scheduled, marks, veils = _scheduled(ids), _marks(ids), digests(ids)
    return {
        id_: Known(
            originals=texts.get(id_, frozenset()),
            veil=ADRIFT if marks[id_][MarkState.ADRIFT] else veils.get(id_, ""),
            decided=decided.get(id_, UNDECIDED),
            steps=tuple(steps.get(id_, ())),
            scheduled=tuple(scheduled.get(id_, ())),
            proposals=marks[id_][MarkState.PROPOSED],
            marks=marks[id_][MarkState.STANDING],
            adrift=marks[id_][MarkState.ADRIFT],
        )
        for id_ in held
    }


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


def _texts(ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The originals that give the current text of each."""
    ranked = Revision.objects.filter(cable__in=ids).order_by("cable", "released", "digest")
    current = dict(ranked.values_list("cable_id", "digest"))
    texts: dict[str, set[str]] = defaultdict(set)
    rows = Witness.objects.filter(revision__in=current.values())
    for original, cable in rows.values_list("original_id", "revision__cable_id"):
        texts[cable].add(original)
    return {cable: frozenset(originals) for cable, originals in texts.items()}


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
    steps: dict[str, dict[str | int, Taken]] = defaultdict(dict)
    rows = Review.objects.filter(cable__in=ids).exclude(step=Step.NOTE).order_by("id")
    for cable, id_, step, original, veil, author, at, to, words in rows.values_list(
        "cable_id", "id", "step", "original_id", "veil_id", "author", "at", "to", "words"
    ):
        place = step if step == Step.ASSIGN else id_
        steps[cable].pop(place, None)
        steps[cable][place] = Taken(id_, step, Veiled(original, veil or ""), author, at, to, words)
    return {cable: list(taken.values()) for cable, taken in steps.items()}


def _scheduled(ids: Collection[str]) -> dict[str, list[Veiled]]:
    scheduled: dict[str, list[Veiled]] = defaultdict(list)
    rows = BatchItem.objects.filter(cable__in=ids, batch__state__in=_WAITING)
    for cable, original, veil in rows.values_list("cable_id", "original_id", "veil_id"):
        scheduled[cable].append(Veiled(original, veil or ""))
    return scheduled


def _marks(ids: Collection[str]) -> dict[str, Counter[str]]:
    """How many marks of each cable are proposed, standing and adrift."""
    marks: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Mark.objects.filter(cable__in=ids).values("cable_id", "state")
    for cable, state_, count in rows.annotate(count=Count("id")).values_list(
        "cable_id", "state", "count"
    ):
        marks[cable][state_] = count
    return marks
