"""The decisions: what people said is public. Appended, and the latest of a cable holds.

A cable is held until it is released. ``withhold`` keeps what was never public from being
released with everything else; ``withdraw`` takes back what was public, and leaves a notice
where it stood. Neither can stand for the other: withholding a public cable would make it
vanish without a word, and withdrawing one that never was public would tell that it exists.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection, transaction

from reftel.archive import ArchiveFolder
from reftel.policy import ALLOW, Policy
from reftel.vault import audit, docket, steps
from reftel.vault.batches.checks import forbidden
from reftel.vault.faults import UndecidableError, told
from reftel.vault.held_up import HeldUp, Marked, held_up, releases
from reftel.vault.models import Cable, Decision, Membership, Verb

__all__ = [
    "Ground", "HeldUp", "UndecidableError", "held_up", "release", "release_all", "release_batch",
    "withdraw", "withhold",
]  # fmt: skip

NAMED_AT_MOST = 10
RELEASED_AT_ONCE = 500
_NOTHING = "Nothing was decided."
_REOPENED = {Verb.WITHHOLD: "It was withheld.", Verb.WITHDRAW: "It was withdrawn."}

# Of each cable the current revision, unless it is released already or is held back.
# What is held back is released only where a person names it. Cables in which anything is
# marked or proposed come after these, one by one.
_RELEASE = """
INSERT INTO vault_decision (cable_id, original_id, verb, "on", batch, reason, notice, author)
WITH current AS (
  SELECT cable_id, digest, original_id, ROW_NUMBER() OVER (
    PARTITION BY cable_id ORDER BY released DESC, digest DESC) AS place
  FROM vault_revision
)
SELECT c.cable_id, c.original_id, 'release', %(on)s, %(batch)s, %(reason)s, %(notice)s,
  %(author)s
FROM current AS c LEFT JOIN vault_decision AS s ON s.id = (
  SELECT MAX(d.id) FROM vault_decision AS d WHERE d.cable_id = c.cable_id)
WHERE c.place = 1 AND {chosen} AND (s.verb IS NULL {named} OR (
  s.verb = 'release' AND (s.veil_id IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM vault_witness AS w
    WHERE w.original_id = s.original_id AND w.revision_id = c.digest))))
AND NOT EXISTS (
  SELECT 1 FROM vault_mark AS m
  WHERE m.cable_id = c.cable_id AND m.state IN ('proposed', 'standing', 'adrift'))
ORDER BY c.cable_id
"""
_MARKED = """
SELECT DISTINCT c.cable_id, CASE s.verb WHEN 'release' THEN s.original_id END, s.veil_id
FROM vault_mark AS c LEFT JOIN vault_decision AS s ON s.id = (
  SELECT MAX(d.id) FROM vault_decision AS d WHERE d.cable_id = c.cable_id)
WHERE c.state IN ('proposed', 'standing', 'adrift') AND {chosen}
AND (s.verb IS NULL OR s.verb = 'release' {named})
ORDER BY c.cable_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """On which day, why and by whom something is decided.

    The reason stays in the vault, but for that of a withdrawal; the notice is what readers
    are told of a release. ``at`` is the moment; without one, the day is all that is known.
    """

    on: date
    reason: str = ""
    notice: str = ""
    author: str = ""
    at: datetime | None = None

    @property
    def moment(self) -> datetime:
        return self.at or datetime.combine(self.on, time(), UTC)


def release_all(archive: ArchiveFolder, ground: Ground) -> int:
    """Release everything that is held and neither withheld nor withdrawn: how many cables.

    Under their marks, and but for those that ``held_up`` names.
    """
    return _release(archive, ground, chosen="1 = 1")


def release_batch(archive: ArchiveFolder, batch: str, ground: Ground) -> int:
    """Release what came in under a batch's name and is neither withheld nor withdrawn."""
    with told(archive):
        if not Membership.objects.filter(batch=batch).exists():
            raise UndecidableError(
                f"No cable came in under the name '{batch}'.",
                _NOTHING,
                "Look for a slip, or name what is taken in: 'reftel import --batch NAME PATH'.",
            )
    chosen = "c.cable_id IN (SELECT cable_id FROM vault_membership WHERE batch = %(batch)s)"
    return _release(archive, ground, chosen=chosen, batch=batch)


def release(archive: ArchiveFolder, ids: Sequence[str], ground: Ground) -> int:
    """Release these cables, held back before or not: how many were not public as they are."""
    with _deciding(archive, Verb.RELEASE, ground):
        ids = _held(ids)
        released = 0
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            names = {f"id{number}": id_ for number, id_ in enumerate(some)}
            places = ", ".join(f"%({name})s" for name in names)
            scope = _Scope(archive.policy(), f"c.cable_id IN ({places})", names=names)
            released += _run(ground, scope)
    return released


def withhold(archive: ArchiveFolder, ids: Sequence[str], ground: Ground) -> int:
    """Keep cables that are not public from being released with all others."""
    with _deciding(archive, Verb.WITHHOLD, ground):
        ids = _held(ids)
        _require(
            ids,
            lambda verb: verb in {None, Verb.WITHHOLD},
            "is or was public",
            "Take back what was published with 'reftel withdraw', which leaves a notice.",
        )
        return _append(ids, Verb.WITHHOLD, ground)


def withdraw(archive: ArchiveFolder, ids: Sequence[str], ground: Ground) -> int:
    """Take public cables back. The reason is the notice that readers find in their place."""
    if not ground.reason.strip():
        raise UndecidableError(
            "A cable is not withdrawn without a word.",
            _NOTHING,
            "Say why: the reason is the notice that readers find in its place.",
        )
    with _deciding(archive, Verb.WITHDRAW, ground):
        ids = _held(ids)
        _require(
            ids,
            lambda verb: verb in {Verb.RELEASE, Verb.WITHDRAW},
            "was never public",
            "Keep it back with 'reftel withhold', which tells nobody that it exists.",
        )
        return _append(ids, Verb.WITHDRAW, ground)


class _Scope(NamedTuple):
    """Which cables are to be released, as SQL; by their names, or a batch, or all that are held."""

    policy: Policy
    chosen: str
    batch: str = ""
    names: Mapping[str, str] = MappingProxyType({})


def _release(archive: ArchiveFolder, ground: Ground, *, chosen: str, batch: str = "") -> int:
    with _deciding(archive, Verb.RELEASE, ground, batch):
        return _run(ground, _Scope(archive.policy(), chosen, batch))


@contextmanager
def _deciding(
    archive: ArchiveFolder, verb: Verb, ground: Ground, batch: str = ""
) -> Iterator[None]:
    """All that is decided inside, or none of it, and one entry of the log that answers for it.

    Nobody who decides waits for an import or for an edition that is made (ADR 0010).
    """
    with told(archive), transaction.atomic():
        latest = Decision.objects.last_id()
        yield
        if verb is Verb.RELEASE:
            permit(archive, ground, after=latest, batch=batch)
        log(verb, ground, after=latest, batch=batch)


def permit(archive: ArchiveFolder, ground: Ground, *, after: int, batch: str = "") -> None:
    """Raise UndecidableError where the policy says no to any release after a decision."""
    decided = Decision.objects.filter(id__gt=after)
    failed = forbidden(archive, decided, batch=batch, at=ground.moment)
    if failed:
        id_, why = failed[0].cables[0]
        more = sum(one.count for one in failed) - 1
        others = f" So it is with {more:,} more." if more else ""
        raise UndecidableError(
            f"The policy of this archive forbids it: {id_}: {why}{others}",
            _NOTHING,
            "Have them reviewed and approved on the desk ('reftel desk'), or leave them out. "
            "reftel.toml says what has to hold.",
        )


def log(verb: Verb, ground: Ground, *, after: int, batch: str = "") -> None:
    """One entry for all decisions after one, however many; none where nothing was decided."""
    decided = Decision.objects.filter(id__gt=after)
    cables = decided.count()
    if cables:
        detail = {"on": ground.on.isoformat(), "cables": cables}
        words = {"batch": batch, "reason": ground.reason, "notice": ground.notice}
        audit.append(
            verb.value,
            about=str(decided.values_list("cable", flat=True)[0]) if cables == 1 else batch,
            author=ground.author,
            at=ground.moment,
            detail=detail | {name: said for name, said in words.items() if said},
            rows=decided,
        )
        docket.follow_decisions(after)


def _run(ground: Ground, scope: _Scope) -> int:
    """Release what is not public as it is: in one statement, but for what is marked."""
    named = "OR s.verb IN ('withhold', 'withdraw')" if scope.names else ""
    values: dict[str, Any] = {
        "on": ground.on,
        "batch": scope.batch,
        "reason": ground.reason,
        "notice": ground.notice,
        "author": ground.author,
    }
    asked = {**values, **scope.names}
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE.format(chosen=scope.chosen, named=named), asked)
        released = int(cursor.rowcount)
        cursor.execute(_MARKED.format(chosen=scope.chosen, named=named), asked)
        marked = [Marked(*row) for row in cursor.fetchall()]
    made = releases(marked, named=bool(scope.names), undecided=scope.policy.open_proposals == ALLOW)
    return released + _written(made, values)


def _written(made: Iterable[Decision], values: Mapping[str, Any]) -> int:
    """Write releases for the reasons that these values give: how many."""
    rows = iter(made)
    released = 0
    while some := list(islice(rows, RELEASED_AT_ONCE)):
        for row in some:
            for name, value in values.items():
                setattr(row, name, value)
        released += len(Decision.objects.bulk_create(some))
    return released


def _append(ids: Sequence[str], verb: Verb, ground: Ground) -> int:
    """Write the decision for each cable of which it does not hold already."""
    standing = _standing(ids)
    rows = [
        Decision(cable_id=id_, verb=verb, on=ground.on, reason=ground.reason, author=ground.author)
        for id_ in dict.fromkeys(ids)
        if standing.get(id_) != verb
    ]
    Decision.objects.bulk_create(rows)
    steps.reopen(ids, words=_REOPENED[verb], author=ground.author, at=ground.moment)
    return len(rows)


def _standing(ids: Iterable[str]) -> dict[str, str]:
    rows = Decision.objects.standing().filter(cable__in=list(ids))
    return dict(rows.values_list("cable_id", "verb"))


def _held(ids: Sequence[str]) -> list[str]:
    """The ids as they are held: as they were given, else in capitals. None may be missing."""
    asked = {*ids, *(id_.upper() for id_ in ids)}
    held = set(Cable.objects.filter(id__in=asked).values_list("id", flat=True))
    missing = [id_ for id_ in ids if not {id_, id_.upper()} & held]
    if missing:
        raise UndecidableError(
            f"Not held in this archive: {_listed(missing)}.",
            _NOTHING,
            "Write reference ids as the cables show them, such as 08EXAMPLETOWN12.",
        )
    return list(dict.fromkeys(id_ if id_ in held else id_.upper() for id_ in ids))


def _require(
    ids: Sequence[str], fits: Callable[[str | None], bool], what: str, instead: str
) -> None:
    standing = _standing(ids)
    wrong = [id_ for id_ in ids if not fits(standing.get(id_))]
    if wrong:
        verb = what if len(wrong) == 1 else what.replace("is or was", "are or were")
        verb = verb if len(wrong) == 1 else verb.replace("was never", "were never")
        raise UndecidableError(f"{_listed(wrong)} {verb}.", _NOTHING, instead)


def _listed(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:NAMED_AT_MOST])
    more = len(ids) - NAMED_AT_MOST
    return f"{shown} and {more:,} more" if more > 0 else shown
