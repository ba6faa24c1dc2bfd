"""The heads: where the log stood, as it was written down outside of it.

Each edition says at which digest the log stood when it was made. ``vault/audit-head`` says
it with the number, and is there to be copied to where nobody who can write here can write.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import durable
from reftel.edition.manifest import Manifest
from reftel.edition.pointer import NAMED
from reftel.errors import ConfigError, ReftelError
from reftel.vault import audit
from reftel.vault.audit import Hand, Head
from reftel.vault.faults import told
from reftel.vault.lock import writing
from reftel.vault.proof import RESTORED, Known, proof

_NOTHING = "Nothing was written."
WRITTEN = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64})", re.ASCII)


class AuditError(ReftelError):
    """Something that the log does not bear out."""


def known(archive: ArchiveFolder) -> Iterator[Known]:
    """What lies in the archive: of every edition that can be read, and of ``audit-head``."""
    yield from _of_editions(archive.editions(audience=Audience.PUBLIC), "edition")
    yield from _of_editions(archive.former, "edition")
    yield from _of_editions(archive.editions(audience=Audience.STAFF), "the staff's edition")
    head = kept(archive)
    if head is not None:
        yield head


def kept(archive: ArchiveFolder) -> Known | None:
    """What ``audit-head`` says, where it is there."""
    try:
        text = archive.audit_head.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    return read(text, archive.audit_head.name)


def read(text: str, where: str) -> Known:
    """A head as it was written down. Raises ConfigError where it is none."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ConfigError(
            f"{where} holds no head of a log.",
            "Nothing was checked.",
            "It should be one line: the number of an entry, a blank, 64 digits of its digest.",
        )
    return Known(found[2], where, int(found[1]))


def write(archive: ArchiveFolder, head: Head) -> None:
    """Write down where the log stands."""
    durable.replace(archive.audit_head, f"{head.number} {head.digest}\n")


def own_up(archive: ArchiveFolder, reason: str, hand: Hand) -> int:
    """Write down that entries are lost, and why: of how many heads that were known.

    For a vault that was restored from a copy which knows less than editions do. The loss is
    told by every check from then on, and fails none.
    Raises AuditError where no reason is given, and where nothing is lost.
    """
    if not reason.strip():
        raise AuditError("A loss is not owned up to without a word.", _NOTHING, "Say why.")
    with writing(archive), told(archive):
        lost = {one.digest: one.where for one in proof(known(archive)).lost}
        if not lost:
            raise AuditError(
                "The log holds every entry that is known of.", _NOTHING, "There is nothing to do."
            )
        detail = {"lost": list(lost), "known": list(lost.values()), "reason": reason}
        with transaction.atomic():
            audit.append(RESTORED, detail=detail, **hand._asdict())
        write(archive, audit.head())
        return len(lost)


def _of_editions(folder: Path, whose: str) -> Iterator[Known]:
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for name in filter(NAMED.fullmatch, names):
        with suppress(ReftelError):  # an edition that cannot be read is the doctor's business
            made = Manifest.read(folder / name)
            if made.audit_head:
                yield Known(made.audit_head, f"{whose} {made.number}")
