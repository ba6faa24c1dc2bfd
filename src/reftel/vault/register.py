"""The register: the editions that were live, and every address that was ever public.

What an edition is about to make public is written down before it goes live, the edition
and its addresses in one transaction. So no address can have been public that the register
does not know, whenever the program is stopped. Whether the edition did go live is written
down after; where that was cut off, the next publication looks.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from sqlite3 import connect

from django.db import connection, transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import catalogue
from reftel.edition.annals import addresses_in
from reftel.edition.manifest import Manifest
from reftel.edition.past import Address, Former, Past
from reftel.edition.pointer import folder_name, live_folder
from reftel.errors import ReftelError
from reftel.vault import audit, models
from reftel.vault.audit import Hand
from reftel.vault.models import Publication

AT_ONCE = 1000
_ADDRESS = """
INSERT INTO vault_address (kind, key, title) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""


def past(audience: Audience) -> Past:
    """What the next edition for an audience is told of those before it."""
    rows = Publication.objects.filter(audience=audience.value).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    known = _addresses() if audience is Audience.PUBLIC else ()
    editions = tuple(_former(row) for row in rows.filter(live=True).select_related("decision"))
    return Past(max(numbers, default=0), editions, known)


def announce(folder: Path, made: Manifest, decision: int | None) -> None:
    """Write down an edition that is about to go live, and the addresses in it."""
    with transaction.atomic():
        _write(made, decision, live=False)
        if made.audience is Audience.PUBLIC:
            addresses = _of(folder)
            with connection.cursor() as cursor:
                while some := list(islice(addresses, AT_ONCE)):
                    cursor.executemany(_ADDRESS, some)


def confirm(made: Manifest, decision: int | None, hand: Hand) -> None:
    """Write down that an edition is live, and which decision it follows."""
    with transaction.atomic():
        known = Publication.objects.filter(audience=made.audience.value, number=made.number)
        new = not known.filter(live=True).exists()
        _write(made, decision, live=True)
        if new:
            _log(made, hand)


def settle(archive: ArchiveFolder, audience: Audience, hand: Hand) -> None:
    """See whether the edition that was announced last went live, where that was cut off."""
    open_ = Publication.objects.filter(audience=audience.value, live=False)
    with suppress(ReftelError):  # a broken pointer names none
        folder = live_folder(archive, audience=audience)
        for row in open_:
            if folder is not None and folder.name == folder_name(row.number):
                made = Manifest.read(folder)
                announced = open_.filter(id=row.id, content_digest=made.content_digest)
                with transaction.atomic():
                    if announced.update(live=True):
                        _log(made, hand)


def _log(made: Manifest, hand: Hand) -> None:
    detail = {
        "audience": made.audience.value,
        "content_digest": made.content_digest,
        "cables": made.counts["cables"],
    }
    audit.append("publish", about=f"edition {made.number}", detail=detail, **hand._asdict())


def _write(made: Manifest, decision: int | None, *, live: bool) -> None:
    Publication.objects.update_or_create(
        audience=made.audience.value,
        number=made.number,
        defaults={
            "content_digest": made.content_digest,
            "decision_id": decision,
            "made_at": made.made_at,
            "live": live,
        },
    )


def _former(row: Publication) -> Former:
    """An edition as later ones tell of it; an old row knows the day of its decision alone."""
    day = row.decision.on.isoformat() if row.decision else ""
    made = row.made_at.isoformat() if row.made_at else day
    return Former(row.number, made, row.content_digest)


def _addresses() -> Iterator[Address]:
    rows = models.Address.objects.order_by("kind", "key", "title")
    for row in rows.values_list("kind", "key", "title").iterator(AT_ONCE):
        yield Address(*row)


def _of(folder: Path) -> Iterator[Address]:
    database = connect(f"{(folder / catalogue.NAME).resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield from addresses_in(database)
    finally:
        database.close()
