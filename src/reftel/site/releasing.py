"""Releasing: the vault's batches with the rehearsal of the reading room put together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reftel.archive import ArchiveFolder
from reftel.edition.manifest import Manifest
from reftel.edition.read import Edition
from reftel.rehearsal.secrets import Secrets
from reftel.rehearsal.walk import changes
from reftel.site.rehearsing import rehearse
from reftel.vault.batches.attempt import Run
from reftel.vault.batches.reports import Finding, Rehearsal, Rehearsed
from reftel.vault.batches.withheld import strangers, withheld
from reftel.vault.preparation import usual_workers

NOBODY = "nobody released it"
ENOUGH_FOR_ONE = 50  # changed cables: a second process would start for longer than it helps


def how(archive: ArchiveFolder) -> Run:
    """How this process runs batches now: with the rehearsal, on all that the machine has."""
    return Run(archive, datetime.now(UTC), rehearsal(archive), usual_workers())


def rehearsal(archive: ArchiveFolder) -> Rehearsal:
    """The rehearsal of the editions of an archive; for a process that has its vault open."""
    return partial(_rehearsed, archive)


def _rehearsed(archive: ArchiveFolder, folder: Path, made: Manifest) -> Rehearsed:
    del made
    candidate = Edition(folder)
    changed = [id_ for id_, _ in changes(candidate)]
    asked = withheld(archive, candidate, changed)
    secrets = Secrets(asked.words, asked.own, asked.held)
    parts = max(1, usual_workers()) if len(changed) > ENOUGH_FOR_ONE else 1
    with ThreadPoolExecutor(1) as beside:
        asked_for = beside.submit(rehearse, archive, folder, secrets, parts=parts)
        unknown = [Finding(f"/cable/{id_}/", "decisions", NOBODY) for id_ in strangers(candidate)]
        told = asked_for.result()
    findings = [*(Finding(*one) for one in told["findings"]), *unknown]
    return Rehearsed(tuple(findings), told["walked"])
