"""The register: the editions that were live, and every address that was ever public.

That an edition is about to go live is written down before, that it is live and which
addresses it has after. Stopped between the two, the next publication looks at ``current``:
so what went live is known with its addresses, and what never did leaves none behind.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from sqlite3 import Error, connect

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
    return Past(max(numbers, default=0), editions, known, audit.head().digest)


def announce(made: Manifest, decision: int | None) -> None:
    """Write down an edition that is about to go live, and which decision it follows."""
    _write(made, decision, live=False)


def confirm(archive: ArchiveFolder, made: Manifest, decision: int | None, hand: Hand) -> None:
    """Write down that an edition is live, and the addresses in it."""
    with transaction.atomic():
        known = Publication.objects.filter(audience=made.audience.value, number=made.number)
        new = not known.filter(live=True).exists()
        _write(made, decision, live=True)
        if made.audience is Audience.PUBLIC:
            _know(archive.editions(audience=made.audience) / folder_name(made.number))
        if new:
            _log(made, hand)


def settle(archive: ArchiveFolder, audience: Audience, hand: Hand) -> None:
    """Confirm the edition that was announced last, where it went live and that was cut off."""
    with suppress(ReftelError):  # a broken pointer or manifest names none
        folder = live_folder(archive, audience=audience)
        if folder is not None and folder.is_dir():
            made = Manifest.read(folder)
            announced = Publication.objects.filter(
                audience=audience.value,
                number=made.number,
                content_digest=made.content_digest,
                live=False,
            )
            for row in announced:
                confirm(archive, made, row.decision_id, hand)


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


def _know(folder: Path) -> None:
    """Write down the addresses of an edition; of a damaged one those that can be read."""
    where = f"{(folder / catalogue.NAME).resolve().as_uri()}?mode=ro"
    with suppress(Error), closing(connect(where, uri=True)) as database:
        addresses = addresses_in(database)
        with connection.cursor() as cursor:
            while some := list(islice(addresses, AT_ONCE)):
                cursor.executemany(_ADDRESS, some)
