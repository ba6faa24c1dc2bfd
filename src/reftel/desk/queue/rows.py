"""What a list on the desk shows of a cable: the text that came last, and where it stands.

Read from the vault, not from an edition: it is what is held now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    dockets = Docket.objects.in_bulk(list(ids))
    records = _records(ids)
    return [_row(dockets[id_], records.get(id_)) for id_ in ids if id_ in dockets]


def _records(ids: Sequence[str]) -> dict[str, CableRecord]:
    """The record of the current text of each."""
    ranked = Revision.objects.filter(cable__in=ids).order_by("cable", "released", "digest")
    current = dict(ranked.values_list("cable_id", "digest"))
    blobs = Revision.objects.filter(digest__in=current.values()).values_list("cable_id", "record")
    return {id_: opened(bytes(blob)) for id_, blob in blobs}


def _row(docket: Docket, record: CableRecord | None) -> Row:
    row = Row(
        docket.cable_id,
        docket.state,
        docket.public,
        docket.assignee,
        docket.proposals,
        docket.marks,
        docket.adrift,
    )
    return row if record is None else _told(row, record)


def _told(row: Row, record: CableRecord) -> Row:
    return replace(
        row,
        subject=record["subject"],
        origin=record["origin"],
        created=record["created"] or "",
        classification=record["classification"],
        paragraphs=len(record["paragraphs"]),
    )
