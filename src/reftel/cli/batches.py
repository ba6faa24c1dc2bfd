"""``reftel batches``: what is to become public together, and a batch undone."""

import json
import sys
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._due import entry, line
from reftel.cli._terminal import on_one_line
from reftel.machine import user

if TYPE_CHECKING:
    from reftel.vault.models import Batch


@click.command("batches")
@click.option("--undo", metavar="NAME", help="Take a released batch back, in one step.")
@click.option("--reason", default="", help="With --undo: what readers find where cables stood.")
@click.option("--by", default="", metavar="WHO", help="With --undo: who decided.")
@click.option("--preview", metavar="NAME", help="Build its edition for the desk; release nothing.")
@click.option("--preview-number", type=int, metavar="N", help="The same, by number.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a batch.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    undo: str | None,
    preview: str | None,
    preview_number: int | None,
    reason: str,
    by: str,
    as_json: bool,
) -> None:
    """List the batches of the desk, the latest first; undo one, or look at it before.

    Undoing sets readers back to the edition before at once, where that can be shown, and makes
    one that says the same: what was new is withdrawn, what was corrected is as it was.

    \b
    reftel batches
    reftel batches --undo spring --reason "Released by mistake."
    """
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    if undo is None and preview is None and preview_number is None:
        if database.look_into_vault(archive):
            _list(as_json=as_json)
        return
    database.open_vault(archive)
    from reftel.vault.batches import drafts  # noqa: PLC0415 -- models need it set up

    if undo is not None:
        _undo(archive, drafts.named(undo), reason, by or user())
    elif preview is not None:
        _preview(archive, drafts.named(preview))
    else:
        _preview(archive, drafts.found(preview_number or 0))


def _list(*, as_json: bool) -> None:
    from django.db.models import Count  # noqa: PLC0415 -- loads Django

    from reftel.vault.models import Batch  # noqa: PLC0415 -- models need it set up

    for batch in Batch.objects.annotate(count=Count("items")).order_by("-id").iterator():
        told = entry(batch, batch.count)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else line(told))


def _preview(archive: ArchiveFolder, batch: "Batch") -> None:
    from reftel.site.releasing import how  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches import previewing  # noqa: PLC0415

    report = previewing.preview(how(archive), batch.id)
    failed = [f"{one.check}: {one.count:,}" for one in report.failures]
    found = [f"{one.address} ({one.where}): {one.what}" for one in report.findings]
    for what, lines in (("does not pass", failed), ("was found", found)):
        for told in lines:
            click.echo(on_one_line(f"{what}  {told}"))
    if not failed and not found:
        well = f"{batch.name}: every check holds, and nothing was found."
        click.echo(on_one_line(report.happened or well))
    sys.exit(CHECK_FAILED if failed or found else DONE)


def _undo(archive: ArchiveFolder, batch: "Batch", reason: str, author: str) -> None:
    from reftel.site.releasing import how  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches import undoing  # noqa: PLC0415

    run = how(archive)
    done = undoing.undo(archive, batch.id, reason=reason, author=author, at=run.at)
    run.follow()
    click.echo(on_one_line(f"{batch.name}: undone."))
    if done.kept:
        click.echo(
            f"{', '.join(done.kept)}: left as the batch released it, since a mark that stands "
            "today was not there before. Withdraw it if it must go."
        )
