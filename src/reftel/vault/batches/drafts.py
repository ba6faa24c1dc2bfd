"""Drafts: batches made, filled with what was approved, and told of.

A batch holds of each cable the text and the veil that were approved. What is not approved as
it stands does not get in; what changes later is found by the ``checks``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import NamedTuple
from unicodedata import category

from django.db import transaction

from reftel.vault import audit, docket
from reftel.vault.batches.steps import Act, taken
from reftel.vault.decisions import UndecidableError
from reftel.vault.models import Batch, BatchItem, BatchState, Docket, State, Step
from reftel.vault.stage import Known, Veiled

LONGEST_NAME = 200
MOST = 300_000  # cables of one batch
LISTED = 100  # cables that an entry of the log names; of all it has a digest
_NOTHING = "Nothing was decided."


class Filled(NamedTuple):
    """How many cables got in, and which did not, with the reason of each."""

    added: int
    left_out: tuple[tuple[str, str], ...]


def draft(name: str, *, author: str, at: datetime, notice: str = "", note: str = "") -> Batch:
    """A new batch without cables. The notice is for readers; name and note are not."""
    with transaction.atomic():
        name = _free(name)
        batch = Batch.objects.create(
            name=name, notice=notice, note=note, state=BatchState.DRAFT, author=author, at=at
        )
        detail = {"notice": notice, "note": note}
        audit.append("batch-draft", about=name, author=author, at=at, detail=detail)
    return batch


def describe(number: int, *, author: str, at: datetime, notice: str, note: str = "") -> Batch:
    """Say anew what readers are told of a batch, and what is kept about it."""
    with transaction.atomic():
        batch = stepped(number, Act.DESCRIBE)
        batch.notice, batch.note = notice, note
        batch.save()
        detail = {"notice": notice, "note": note}
        audit.append(Act.DESCRIBE, about=batch.name, author=author, at=at, detail=detail)
    return batch


def add(number: int, ids: Iterable[str], *, author: str, at: datetime) -> Filled:
    """Add those of these cables that are approved as they stand; any number of them."""
    left_out: list[tuple[str, str]] = []
    added: list[str] = []
    with transaction.atomic():
        batch = stepped(number, Act.FILL)
        for some in _some(ids):
            fitting, others = _approved(batch, some)
            left_out += others
            BatchItem.objects.bulk_create(fitting)
            added += [item.cable_id for item in fitting]
        if BatchItem.objects.filter(batch=batch).count() > MOST:
            raise _too_many(batch)
        batch.save()
        docket.follow(added)
        audit.append(Act.FILL, about=batch.name, author=author, at=at, detail=_listed(added))
    return Filled(len(added), tuple(left_out))


def remove(number: int, ids: Iterable[str], *, author: str, at: datetime) -> int:
    """Take cables out of a batch: how many were in it."""
    with transaction.atomic():
        batch = stepped(number, Act.EMPTY)
        gone: list[str] = []
        for some in _some(ids):
            items = BatchItem.objects.filter(batch=batch, cable__in=some)
            gone += items.values_list("cable_id", flat=True)
            items.delete()
        batch.save()
        docket.follow(gone)
        audit.append(Act.EMPTY, about=batch.name, author=author, at=at, detail=_listed(gone))
    return len(gone)


def approved() -> Iterator[str]:
    """The ids of all cables that are approved and in no batch that waits, by their order."""
    rows = Docket.objects.filter(state=State.APPROVED).order_by("cable")
    return rows.values_list("cable_id", flat=True).iterator(docket.AT_ONCE)


def stepped(number: int, act: Act) -> Batch:
    """The batch with this number, moved on by an act; to be saved within the transaction."""
    batch = found(number)
    taken(batch, act)
    return batch


def found(number: int) -> Batch:
    batch = Batch.objects.filter(id=number).first()
    if batch is None:
        raise UndecidableError(
            f"There is no batch {number}.", _NOTHING, "The list of batches has them all."
        )
    return batch


def named(name: str) -> Batch:
    batch = Batch.objects.filter(name=name).first()
    if batch is None:
        raise UndecidableError(
            f"There is no batch '{name}'.", _NOTHING, "'reftel batches' lists them all."
        )
    return batch


def _free(name: str) -> str:
    """The name, if it can be that of a new batch."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        what = "A batch needs a name" if not name else f"That name is longer than {LONGEST_NAME}"
        raise UndecidableError(f"{what}.", _NOTHING, "Give it a short one; readers never see it.")
    if any(category(letter) in {"Cc", "Cs"} for letter in name):
        raise UndecidableError(
            "That name holds what is no letter.", _NOTHING, "Leave control characters out of it."
        )
    if Batch.objects.filter(name=name).exists():
        raise UndecidableError(
            f"There is a batch '{name}' already.", _NOTHING, "Take another name, or that batch."
        )
    return name


def _approved(batch: Batch, ids: Sequence[str]) -> tuple[list[BatchItem], list[tuple[str, str]]]:
    """What of these cables goes into a batch, and why the others do not."""
    inside = set(
        BatchItem.objects.filter(batch=batch, cable__in=ids).values_list("cable_id", flat=True)
    )
    known = docket.known(ids)
    fitting, others = [], []
    for id_ in dict.fromkeys(ids):
        of = _approval(known[id_]) if id_ in known else None
        why = "It is not held." if id_ not in known else "" if of else "It is not approved."
        if id_ in inside:
            why = "It is in this batch already."
        if of and not why:
            fitting.append(_item(batch, id_, of, known[id_]))
        else:
            others.append((id_, why))
    return fitting, others


def _approval(known: Known) -> Veiled | None:
    """The text and the veil of the approval that holds; None where none does."""
    of = [taken.of for taken in known.holding if taken.step == Step.APPROVE]
    return of[-1] if of and not known.is_public else None


def _item(batch: Batch, cable: str, of: Veiled, known: Known) -> BatchItem:
    return BatchItem(
        batch=batch,
        cable_id=cable,
        original_id=of.original,
        veil_id=of.veil or None,
        stood=known.decided.id,
    )


def _some(ids: Iterable[str]) -> Iterator[list[str]]:
    every = iter(ids)
    return iter(lambda: list(islice(every, docket.AT_ONCE)), [])


def _listed(ids: Sequence[str]) -> dict[str, object]:
    """What the log keeps of a list of cables, however long it is."""
    digest = sha256("\n".join(ids).encode("utf-8", "surrogatepass")).hexdigest()
    return {"count": len(ids), "sha256": digest, "cables": list(ids[:LISTED])}


def _too_many(batch: Batch) -> UndecidableError:
    return UndecidableError(
        f"The batch '{batch.name}' would have more than {MOST:,} cables.",
        _NOTHING,
        "Make two of it.",
    )
