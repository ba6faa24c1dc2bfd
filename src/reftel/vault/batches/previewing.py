"""The preview: the edition of a batch as it would be, for editors, released to nobody.

It is built as for a release, rehearsed, and then kept behind the wall instead of going live.
It loses its signatures there: whoever came by it could not show it as the archive's own.
"""

import shutil
from pathlib import Path

from reftel.edition import seal
from reftel.edition.manifest import Manifest
from reftel.vault.batches import foresight
from reftel.vault.batches.attempt import Run
from reftel.vault.batches.checks import failures
from reftel.vault.batches.drafts import found
from reftel.vault.batches.reports import KEPT_FINDINGS, Rehearsed, Report, tell
from reftel.vault.decisions import Ground
from reftel.vault.faults import told
from reftel.vault.lock import writing
from reftel.vault.models import Batch
from reftel.vault.publication import Occasion

SAME = "The live edition says all of this already: there is nothing to preview."


class _Kept(Exception):
    """The edition is kept; it goes no further."""

    def __init__(self, rehearsed: Rehearsed | None) -> None:
        super().__init__()
        self.rehearsed = rehearsed


def preview(run: Run, number: int) -> Report:
    """Build the edition with a batch in it and keep it; gives what its checks and rehearsal say."""
    with writing(run.archive), told(run.archive):
        batch = found(number)
        failed = failures(run.archive, batch, run.at)
        tell(batch, Report(step="preview"))
        rehearsed = _kept(run, batch)
        report = Report(
            happened="" if rehearsed else SAME,
            failures=failed,
            findings=rehearsed.findings[:KEPT_FINDINGS] if rehearsed else (),
            walked=rehearsed.walked if rehearsed else {},
        )
        tell(batch, report)
    return report


def _kept(run: Run, batch: Batch) -> Rehearsed | None:
    """Build, rehearse and keep; None where the edition would be the live one."""

    def keep(folder: Path, made: Manifest) -> None:
        rehearsed = run.rehearsal(folder, made)
        to = run.archive.preview(batch.id)
        seal.take_off(folder)
        shutil.rmtree(to, ignore_errors=True)
        to.parent.mkdir(mode=0o700, exist_ok=True)
        folder.rename(to)
        raise _Kept(rehearsed)

    def stop(_made: Manifest) -> int:
        raise _Kept(None)

    ground = Ground(on=run.at.date(), notice=batch.notice, author=batch.author, at=run.at)
    with foresight.foreseen(batch, ground):
        try:
            run.publish(Occasion(keep, stop), batch.author)
        except _Kept as kept:
            return kept.rehearsed
    return None
