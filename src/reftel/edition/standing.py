"""What an edition knows of a reference id: held, withdrawn, only cited, or told by a card."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from reftel.edition.contents import Withdrawal
from reftel.edition.entries import COLUMNS, Entry

# Where an id stands twice, the last row decides: a cable that is held may be cited as well.
STANDING = """
WITH asked AS (SELECT value AS id FROM json_each(?))
SELECT id, 'card' FROM asked JOIN card USING (id) WHERE dated IS NOT NULL
UNION ALL SELECT id, 'cited' FROM asked JOIN citation ON target = id AND rank = 1
UNION ALL SELECT id, 'withdrawn' FROM asked JOIN withdrawn USING (id)
UNION ALL SELECT id, 'held' FROM asked JOIN cable USING (id)
"""

KNOWN = f"""
WITH asked AS (SELECT value AS given FROM json_each(?))
SELECT 'card', id, '', '', '', '', '', '', '' FROM asked JOIN card ON id = given
WHERE dated IS NOT NULL
UNION ALL SELECT 'cited', target, '', '', '', '', '', '', '' FROM asked
JOIN citation ON target = given AND rank = 1
UNION ALL SELECT 'withdrawn', id, day, notice, '', '', '', '', '' FROM asked
JOIN withdrawn ON id = given
UNION ALL SELECT 'held', {COLUMNS} FROM asked JOIN cable ON id = given
"""  # noqa: S608 -- only names of columns

# A telegram that thousands cite is one step, not thousands.
BEGINNING = """
WITH RECURSIVE step (target) AS (
  SELECT min(target) FROM citation WHERE target >= ?1
  UNION ALL
  SELECT (SELECT min(target) FROM citation WHERE citation.target > step.target)
  FROM step WHERE step.target < ?1 || char(0x10FFFF) LIMIT 20 * ?2
)
SELECT * FROM (SELECT id, 'held', subject FROM cable
               WHERE id >= ?1 AND id < ?1 || char(0x10FFFF) ORDER BY id LIMIT ?2)
UNION ALL
SELECT * FROM (SELECT target AS id, 'cited', '' FROM step
               WHERE target < ?1 || char(0x10FFFF)
               AND NOT EXISTS (SELECT 1 FROM cable WHERE cable.id = target) LIMIT ?2)
UNION ALL
SELECT * FROM (SELECT id, 'card', '' FROM card
               WHERE id >= ?1 AND id < ?1 || char(0x10FFFF) AND dated IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM citation WHERE target = id) ORDER BY id LIMIT ?2)
"""


class Standing(StrEnum):
    """What an edition knows of a reference id."""

    HELD = "held"
    WITHDRAWN = "withdrawn"
    CITED = "cited"  # and not here
    CARD = "card"  # and neither here nor cited


class Numbered(NamedTuple):
    """A reference id, what is known of it, and the subject of a cable that is here."""

    id: str
    standing: Standing
    subject: str


# A cable that is here, the notice where one was, or why it is known and not here.
Absent = Literal[Standing.CITED, Standing.CARD]
Known = Entry | Withdrawal | Absent


def known(rows: Iterable[tuple[Any, ...]]) -> dict[str, Known]:
    """What the rows of ``KNOWN`` say of each id."""
    return {id_: _known(what, id_, *told) for what, id_, *told in rows}


def _known(what: str, id_: str, *told: Any) -> Known:
    if what == Standing.HELD:
        return Entry(id_, *told)
    if what == Standing.WITHDRAWN:
        return Withdrawal(id_, *told[:2])
    return Standing.CITED if what == Standing.CITED else Standing.CARD
