"""What an edition knows of a reference id: held, withdrawn, or only cited."""

from enum import StrEnum
from typing import NamedTuple

# Where an id stands twice, the last row decides: a cable that is held may be cited as well.
STANDING = """
WITH asked AS (SELECT value AS id FROM json_each(?))
SELECT id, 'cited' FROM asked JOIN citation ON target = id AND rank = 1
UNION ALL SELECT id, 'withdrawn' FROM asked JOIN withdrawn USING (id)
UNION ALL SELECT id, 'held' FROM asked JOIN cable USING (id)
"""

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
"""


class Standing(StrEnum):
    """What an edition knows of a reference id."""

    HELD = "held"
    WITHDRAWN = "withdrawn"
    CITED = "cited"  # and not here


class Numbered(NamedTuple):
    """A reference id, what is known of it, and the subject of a cable that is here."""

    id: str
    standing: Standing
    subject: str
