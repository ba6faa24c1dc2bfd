"""The list of withdrawals: what mirrors of an archive are asked to drop, and to say so.

Told from the catalogue of the edition that it comes with, so it names nothing that is not
public: cables that were taken back, and texts that were, because words of them are held
back now or the cable was released anew. docs/formats/withdrawals.md describes it.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from reftel.compression import zstd
from reftel.edition import catalogue
from reftel.edition.manifest import Manifest
from reftel.telegram.cable import CableRecord, from_json
from reftel.telegram.redactions import redactions

FORMAT = 1

# The edition in which it was gone: the last that changed anything of it.
CABLES = """
WITH last AS (
  SELECT id, max(edition) AS edition FROM change
  WHERE id IN (SELECT id FROM withdrawn) GROUP BY id
)
SELECT id, day, notice, last.edition FROM withdrawn LEFT JOIN last USING (id) ORDER BY id
"""
# Cables of which an edition showed what is none of the texts that may be shown, and the first
# edition behind all such. One that only showed again what an earlier one did looks like them,
# but where it is the last: what a cable has now may be shown.
TEXTS = """
WITH closed AS MATERIALIZED (
  SELECT cable.number AS cable, edition FROM change JOIN cable USING (id)
  WHERE what <> 'withdrawn' AND NOT EXISTS (
    SELECT 1 FROM text WHERE text.cable = cable.number AND text.number = change.edition)
), seen AS MATERIALIZED (
  SELECT cable, edition FROM closed
  UNION SELECT cable, number FROM text WHERE cable IN (SELECT cable FROM closed)
), last AS (
  SELECT cable, max(edition) AS edition FROM seen GROUP BY cable
), back AS (
  SELECT cable, max(closed.edition) AS edition FROM closed JOIN last USING (cable)
  WHERE closed.edition < last.edition GROUP BY cable
), since AS (
  SELECT cable, min(seen.edition) AS edition FROM seen JOIN back USING (cable)
  WHERE seen.edition > back.edition GROUP BY cable
), told AS MATERIALIZED (
  SELECT id, edition, day FROM change
  WHERE id IN (SELECT id FROM cable WHERE number IN (SELECT cable FROM since))
)
SELECT cable.id, since.edition, coalesce(told.day, text.day), text.notice, record.json
FROM since JOIN cable ON cable.number = since.cable
JOIN text ON text.cable = since.cable AND text.number = (
  SELECT max(number) FROM text WHERE cable = since.cable AND number <= since.edition)
LEFT JOIN told ON told.id = cable.id AND told.edition = since.edition
JOIN record ON record.number = since.cable ORDER BY cable.id
"""


def withdrawals(folder: Path) -> str:
    """The text of ``withdrawals.json`` for the edition in a folder."""
    manifest = Manifest.read(folder)
    path = (folder / catalogue.NAME).resolve()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        entry = {
            "format": FORMAT,
            "archive": {
                "name": manifest.declaration.name,
                "address": manifest.declaration.address,
            },
            "edition": manifest.number,
            "made_at": manifest.made_at.isoformat(),
            "cables": list(_cables(database)),
            "texts": list(_texts(database)),
        }
    return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"


def _cables(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for id_, day, reason, edition in database.execute(CABLES):
        yield {"id": id_, "day": day, "reason": reason, "edition": edition}


def _texts(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for id_, edition, day, reason, blob in database.execute(TEXTS):
        record: CableRecord = from_json(zstd.decompress(blob))
        yield {
            "id": id_,
            "day": day,
            "reason": reason,
            "before": edition,
            "paragraphs": [
                each["anchor"] for each in record["paragraphs"] if redactions(each["text"])
            ],
        }
