"""What a list on the desk shows of a cable: the text that came last, and where it stands.

Read from the vault, not from an edition: it is what is held now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery

from reftel.telegram.cable import CableRecord
from reftel.vault.models import Docket, Revision
from reftel.vault.veils import opened


@dataclass(frozen=True, slots=True)
class Row:
    """One cable. Without a text that can be read, all that is known is its id."""

    id: str
    state: str
    public: bool
    assignee: str
    proposals: int
    marks: int
    adrift: int
    subject: str = ""
    origin: str = ""
    created: str = ""
    classification: str = ""
    paragraphs: int = 0


def rows(ids: Sequence[str]) -> list[Row]:
    """The cables of these ids, in their order."""
    texts = Revision.objects.filter(cable=OuterRef("cable")).order_by("-released", "-digest")
    found = Docket.objects.filter(cable__in=ids).annotate(
        record=Subquery(texts.values("record")[:1])
    )
    by_id = {docket.cable_id: _row(docket, docket.record) for docket in found}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def _row(docket: Docket, record: bytes | memoryview | None) -> Row:
    row = Row(
        docket.cable_id,
        docket.state,
        docket.public,
        docket.assignee,
        docket.proposals,
        docket.marks,
        docket.adrift,
    )
    return row if record is None else _told(row, opened(bytes(record)))


def _told(row: Row, record: CableRecord) -> Row:
    return replace(
        row,
        subject=record["subject"],
        origin=record["origin"],
        created=record["created"] or "",
        classification=record["classification"],
        paragraphs=len(record["paragraphs"]),
    )
