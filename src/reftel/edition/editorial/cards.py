"""``withdrawal-cards.csv``: telegrams that exist and are withheld, as who keeps them says.

::

    id,date,from,to,subject,source,note
    75EXAMPLETOWN12,1975-03-02,Exampletown,STATE,,NARA RG 59,Withdrawn 2005-06-30

An id and a source are needed. A card is of a telegram that is not here: it is not shown where
an edition holds the cable, or has the notice that stands where it was.
"""

from pathlib import Path
from typing import NamedTuple

from reftel.edition.editorial import facts
from reftel.edition.editorial.files import table, unclear

COLUMNS = ("id", "date", "from", "to", "subject", "source", "note")
MOST_BYTES = 20_000_000
MOST = 100_000

SCHEMA = """
CREATE TABLE card (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day TEXT NOT NULL, sender TEXT NOT NULL,
  addressee TEXT NOT NULL, subject TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
  dated INTEGER UNIQUE, filed INTEGER UNIQUE
);
"""
# Ranks in the two lists, for those that are shown; once cables and notices are there.
RANK = """
UPDATE card SET dated = ranked.dated, filed = ranked.filed FROM (
  SELECT number, row_number() OVER (ORDER BY day = '', day, id) AS dated,
         row_number() OVER (ORDER BY filed_number(id), id) AS filed
  FROM card AS own
  WHERE NOT EXISTS (SELECT 1 FROM cable WHERE id IN (own.id, upper(own.id)))
  AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE id IN (own.id, upper(own.id)))
) AS ranked WHERE ranked.number = card.number
"""
COUNT = "SELECT count(dated) FROM card"

_CARD = "SELECT id, day, sender, addressee, subject, source, note FROM card"
ALL = f"{_CARD} ORDER BY number"
DATED = f"{_CARD} WHERE dated BETWEEN ? AND ? ORDER BY dated"
FILED = f"{_CARD} WHERE filed BETWEEN ? AND ? ORDER BY filed"


class Card(NamedTuple):
    """What a withdrawal card says of one telegram; ``source`` is who says it."""

    id: str
    day: str = ""
    sender: str = ""
    addressee: str = ""
    subject: str = ""
    source: str = ""
    note: str = ""


def cards_of(path: Path) -> tuple[Card, ...]:
    """The cards of a file by id; none where there is no file.

    Raises ConfigError, with the number of the line, where one cannot be understood.
    """
    found = dict[str, Card]()
    for line, card in table(path, COLUMNS, _card, most_bytes=MOST_BYTES):
        if card.id in found:
            raise unclear(path, line, f"{card.id} stands twice")
        if len(found) >= MOST:
            raise unclear(path, line, f"there are {MOST:,} cards at the most")
        found[card.id] = card
    return tuple(sorted(found.values()))


def _card(id_: str, *told: str) -> Card:
    known = facts.cable_id(id_)
    card = Card(known or "", *told)
    if known is None:
        raise ValueError(f"“{id_[:40]}” is no reference id")
    if card.day and facts.day(card.day) is None:
        raise ValueError(f"“{card.day[:40]}” is no date like 1975-03-02, 1975-03 or 1975")
    if not card.source:
        raise ValueError("a card needs a source: who says that the telegram is withheld")
    if max(map(len, told)) > facts.LONGEST:
        raise ValueError(f"a cell has more than {facts.LONGEST} characters")
    return card
