"""The missing: telegrams that cables of an edition refer to, and that are not in it.

Each has its place in two lists, both made with the edition: by how many cables refer to it,
and from A to Z by the post that sent it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from reftel.edition.browsing import LAST, Query
from reftel.edition.editorial.cards import Card

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

_TOLD = "card.day, card.sender, card.addressee, card.subject, card.source, card.note"
GHOST = f"""
SELECT target, max(rank), {_TOLD} FROM citation
LEFT JOIN card ON card.id = target AND card.dated IS NOT NULL
WHERE target = ?1 AND NOT EXISTS (SELECT 1 FROM cable WHERE id IN (target, upper(target)))
GROUP BY target
UNION ALL SELECT id, 0, {_TOLD} FROM card WHERE id = ?1 AND dated IS NOT NULL
ORDER BY 2 DESC LIMIT 1
"""  # noqa: S608 -- only names of columns
MOST_CITED = "SELECT id, citing FROM missing WHERE rank BETWEEN ? AND ? ORDER BY rank"
LETTERS = "SELECT substr(filed, 1, 1), count(*) FROM missing INDEXED BY missing_filed GROUP BY 1"
FILED = """
SELECT id, citing FROM missing WHERE filed >= ? AND filed < ? ORDER BY filed, id LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A cable that is not here, how many that are here refer to it, and its withdrawal card.

    Lists leave the card out.
    """

    id: str
    citing: int
    card: Card | None = None

    @classmethod
    def of(cls, id_: str, citing: int, *told: Any) -> Self:
        """From a row of ``GHOST``; what a card says is null where there is none."""
        return cls(id_, citing, None if None in told else Card(id_, *told))


class Missing:
    """Asks the catalogue of one edition for what is missing from it."""

    def __init__(self, ask: Query, total: int) -> None:
        self._ask = ask
        self._total = total

    @cached_property
    def letters(self) -> Mapping[str, int]:
        """Under which letters they are filed, and how many; ``#`` for no letter."""
        return dict(self._ask(LETTERS))

    def count(self, letter: str) -> int:
        """How many there are under a letter, or of no letter at all."""
        return self.letters[letter] if letter else self._total

    def listed(self, letter: str, page: int, size: int) -> list[Ghost]:
        """A page of those under a letter, counted from 1, by post, the earliest first.

        Of no letter all of them, those first that most cables refer to.
        """
        before = (page - 1) * size
        rows = (
            self._ask(FILED, letter, letter + LAST, size, before)
            if letter
            else self._ask(MOST_CITED, before + 1, before + size)
        )
        return [Ghost(*row) for row in rows]
