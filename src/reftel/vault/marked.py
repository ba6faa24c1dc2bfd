"""The marked: the veils of the cables of which marks stand, as they stand now."""

import hashlib
from collections.abc import Iterable

from reftel.telegram.cable import as_json
from reftel.vault.models import Mark, MarkState, Veil


def digests(cables: Iterable[str]) -> dict[str, str]:
    """The digest of the veil of each of these cables of which marks stand."""
    standing: dict[str, list[list[object]]] = {}
    rows = Mark.objects.filter(cable__in=list(cables), state=MarkState.STANDING)
    for cable, *told in rows.order_by("cable", "start", "id").values_list(
        "cable_id", "start", "end", "kind", "code", "words"
    ):
        standing.setdefault(cable, []).append(told)
    return {id_: hashlib.sha256(as_json(marks)).hexdigest() for id_, marks in standing.items()}


def kept(cable: str) -> Veil:
    """The row of the veil of a cable of which marks stand."""
    return Veil.objects.get_or_create(digest=digests([cable])[cable], defaults={"marks": "[]"})[0]
