"""The missing: telegrams that cables of an edition refer to, and that are not in it.

Each has its place in two lists, both made with the edition: by how many cables refer to it,
and from A to Z by the post that sent it.
"""

from dataclasses import dataclass

from reftel.edition.browsing import LAST, Query

SCHEMA = """
CREATE TABLE missing (
  rank INTEGER PRIMARY KEY, id TEXT NOT NULL, citing INTEGER NOT NULL, filed TEXT NOT NULL
);
CREATE INDEX missing_filed ON missing (filed, id);
"""
FILL = """
INSERT INTO missing (rank, id, citing, filed)
SELECT row_number() OVER (ORDER BY citing DESC, target), target, citing, filed_number(target)
FROM (SELECT target, max(rank) AS citing FROM citation
      WHERE NOT EXISTS (SELECT 1 FROM cable WHERE cable.id = citation.target) GROUP BY target)
ORDER BY 1
"""
COUNT = "SELECT count(*) FROM missing"

GHOST = """
SELECT target, max(rank) FROM citation WHERE target = ? AND NOT EXISTS
(SELECT 1 FROM cable WHERE id IN (target, upper(target))) GROUP BY target
"""
MOST_CITED = "SELECT id, citing FROM missing WHERE rank BETWEEN ? AND ? ORDER BY rank"
LETTERS = "SELECT substr(filed, 1, 1), count(*) FROM missing INDEXED BY missing_filed GROUP BY 1"
FILED = """
SELECT id, citing FROM missing WHERE filed >= ? AND filed < ? ORDER BY filed, id LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A cable that is not here, and how many that are here refer to it."""

    id: str
    citing: int


class Missing:
    """Asks the catalogue of one edition for what is missing from it."""

    def __init__(self, ask: Query, total: int) -> None:
        self._ask = ask
        self.total = total

    def most_cited(self, page: int, size: int) -> list[Ghost]:
        """A page of all of them, counted from 1, those first that most cables refer to."""
        last = min(page * size, self.total)
        return [Ghost(*row) for row in self._ask(MOST_CITED, (page - 1) * size + 1, last)]

    def letters(self) -> dict[str, int]:
        """Under which letters they are filed, and how many; ``#`` for no letter."""
        return dict(self._ask(LETTERS))

    def filed(self, letter: str, page: int, size: int) -> list[Ghost]:
        """A page of those under a letter, by the post that sent them, its earliest first."""
        rows = self._ask(FILED, letter, letter + LAST, size, (page - 1) * size)
        return [Ghost(*row) for row in rows]
