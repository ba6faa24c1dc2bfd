"""What stands round one cable: neighbours, references, earlier texts, what names it."""

import json
from dataclasses import dataclass
from typing import Self

from reftel.edition.browsing import Query
from reftel.edition.editorial.published import Mentions
from reftel.edition.editorial.tables import MENTIONS
from reftel.edition.entries import COLUMNS, Entry
from reftel.edition.row import storable
from reftel.telegram.cable import CableRecord

MOST_CITING = 500  # cables that refer to it; a list has them all

SURROUNDINGS = f"""
SELECT 'beside', place.rank - own.rank AS rank, {COLUMNS} FROM cable AS this
JOIN origin_place AS own ON own.cable = this.number
JOIN place ON place.shelf = own.shelf AND place.rank IN (own.rank - 1, own.rank + 1)
JOIN cable ON cable.number = place.cable WHERE this.id = ?1
UNION ALL
SELECT 'citing', rank, {COLUMNS} FROM citation
JOIN cable ON cable.number = citation.source WHERE target = ?1 AND rank <= ?2
UNION ALL
SELECT 'text', text.number, {COLUMNS} FROM cable JOIN text ON text.cable = cable.number
WHERE cable.id = ?1
UNION ALL
SELECT 'held', 0, {COLUMNS} FROM cable WHERE id IN (SELECT value FROM json_each(?3))
UNION ALL {MENTIONS}
ORDER BY 1, 2
"""  # noqa: S608 -- only names of columns


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round one cable: neighbours from the same origin, references, the desk.

    ``held`` are those of its targets that are here, ``cited_by`` the first that refer to it;
    ``texts`` is how many texts of it were public, this one included.
    """

    before: Entry | None
    after: Entry | None
    cited_by: tuple[Entry, ...]
    held: frozenset[str]
    texts: int
    mentions: Mentions

    @classmethod
    def of(cls, record: CableRecord, ask: Query) -> Self:
        """Those of one cable, in one query."""
        targets = [one["target"] for one in record["references"] if one["target"]]
        safe = json.dumps([storable(target) for target in targets])
        rows = ask(SURROUNDINGS, record["id"], MOST_CITING, safe)
        beside = {rank: Entry(*entry) for kind, rank, *entry in rows if kind == "beside"}
        held = {entry[0] for kind, _, *entry in rows if kind == "held"}
        return cls(
            before=beside.get(1),  # the newest stands first
            after=beside.get(-1),
            cited_by=tuple(Entry(*entry) for kind, _, *entry in rows if kind == "citing"),
            held=frozenset(target for target in targets if storable(target) in held),
            texts=sum(kind == "text" for kind, *_ in rows),
            mentions=Mentions.of((kind, told) for kind, _, *told in rows),
        )
