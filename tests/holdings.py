"""Invented source files, and vaults to take them into."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.contents import Sealed
from reftel.site import database
from reftel.telegram.cable import CableRecord, as_json
from tests.sample import cable_record

database.prepare()  # before anything imports the vault's models

ONE, TWO, THREE = "08EXAMPLETOWN1", "08EXAMPLETOWN2", "08EXAMPLETOWN3"
DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DECLARED = Declaration(name="Test", notice="Every cable is invented.")


def line(
    number: int,
    words: str = "The harvest was good.",
    *,
    released: str | None = "2011-08-26T00:00Z",
    source: str = "page-2011",
) -> bytes:
    """A cable of Exampletown as a line of JSON Lines: one paragraph, released on a day or not."""
    text = f"UNCLAS EXAMPLETOWN {number:06}\n\nSUBJECT: BLUE BARLEY\n\n1. (U) {words}\n\nROE\n"
    published = {"created": "2008-02-29T05:44Z", "released": released}
    dates = [
        {"kind": kind, "value": value, "source": source}
        for kind, value in published.items()
        if value is not None
    ]
    return as_json(cable_record(f"08EXAMPLETOWN{number}", text=text, dates=dates))


def lines(path: Path, *content: bytes) -> Path:
    """A file of JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(content) + b"\n")
    return path


@contextmanager
def open_vault(root: Path) -> Iterator[ArchiveFolder]:
    """A fresh archive whose vault this process has open."""
    archive = ArchiveFolder(root)
    database.make_vault(archive, DECLARED)
    try:
        yield archive
    finally:
        database.close_vault()


def take_in(archive: ArchiveFolder, *paths: Path, workers: int = 0, **choices: Any) -> Any:
    from reftel.vault.accession import accession  # noqa: PLC0415

    return accession(archive, paths, workers=workers, dry_run=False, hand=hand(), **choices)


def hand() -> Any:
    from reftel.vault.audit import Hand  # noqa: PLC0415

    return Hand("ada", NOW)


def seen(audience: Audience) -> list[CableRecord]:
    """The records that an edition for this audience would be made of."""
    from reftel.vault.publication import cables  # noqa: PLC0415

    return [Sealed.opened(each.blob).record for each in cables(audience=audience)]


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the open vault but the log, in an order that does not tell their times."""
    from django.apps import apps  # noqa: PLC0415

    held = {}
    for model in apps.get_app_config("vault").get_models():
        if model.__name__ == "AuditEntry":
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        own_number = names[0] == "id" and model.__name__ not in {"Cable", "Decision"}
        read = model.objects.values_list(*names[1 if own_number else 0 :])
        held[model.__name__] = sorted(tuple(map(str, map(_plain, row))) for row in read)
    return held


def files(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
