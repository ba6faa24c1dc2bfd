"""``reftel batches``: what is to become public together, and a batch undone."""

import json
import sys

import click

from reftel.archive import ArchiveFolder
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._due import entry, line


@click.command("batches")
@click.option("--undo", metavar="NAME", help="Take a released batch back, in one step.")
@click.option("--reason", default="", help="With --undo: what readers find where cables stood.")
@click.option("--by", default="", metavar="WHO", help="With --undo: who decided.")
@click.option("--preview", metavar="NAME", help="Build its edition for the desk; release nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a batch.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    *,
    undo: str | None,
    preview: str | None,
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

    if undo is None and preview is None:
        if database.look_into_vault(archive):
            _list(as_json=as_json)
        return
    database.open_vault(archive)
    if preview is not None:
        _preview(archive, preview)
    else:
        _undo(archive, undo or "", reason, by or "command line")


def _list(*, as_json: bool) -> None:
    from reftel.vault.models import Batch  # noqa: PLC0415 -- models need Django set up

    for batch in Batch.objects.order_by("-id").iterator():
        told = entry(batch)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else line(told))


def _preview(archive: ArchiveFolder, name: str) -> None:
    from reftel.site.releasing import how  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches import drafts, previewing  # noqa: PLC0415

    report = previewing.preview(how(archive), drafts.named(name).id)
    failed = [f"{one.check}: {one.count:,}" for one in report.failures]
    found = [f"{one.address} ({one.where}): {one.what}" for one in report.findings]
    for what, lines in (("does not pass", failed), ("was found", found)):
        for told in lines:
            click.echo(f"{what}  {told}")
    if not failed and not found:
        click.echo(report.happened or f"{name}: every check holds, and nothing was found.")
    sys.exit(CHECK_FAILED if failed or found else DONE)


def _undo(archive: ArchiveFolder, name: str, reason: str, author: str) -> None:
    from reftel.site.releasing import how  # noqa: PLC0415 -- models need Django set up
    from reftel.vault.batches import drafts, undoing  # noqa: PLC0415

    run, number = how(archive), drafts.named(name).id
    done = undoing.undo(archive, number, reason=reason, author=author, at=run.at)
    run.follow()
    click.echo(f"{name}: undone.")
    if done.kept:
        click.echo(
            f"{', '.join(done.kept)}: left as the batch released it, since a mark that stands "
            "today was not there before. Withdraw it if it must go."
        )
