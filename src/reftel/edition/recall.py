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
_CABLES = """
SELECT id, day, notice, (SELECT max(edition) FROM change WHERE change.id = withdrawn.id)
FROM withdrawn ORDER BY id
"""
# Cables that were public before the first of the texts that may be shown.
_TEXTS = """
WITH public AS (SELECT id, min(edition) AS since FROM change GROUP BY id),
     shown AS (SELECT cable, min(number) AS first, day, notice FROM text GROUP BY cable)
SELECT cable.id, shown.first, shown.day, shown.notice, record.json
FROM public JOIN cable USING (id) JOIN shown ON shown.cable = cable.number
JOIN record ON record.number = cable.number
WHERE public.since < shown.first ORDER BY cable.id
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
    for id_, day, reason, edition in database.execute(_CABLES):
        yield {"id": id_, "day": day, "reason": reason, "edition": edition}


def _texts(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for id_, edition, day, reason, blob in database.execute(_TEXTS):
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
