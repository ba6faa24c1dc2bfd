"""``reftel mirror``: the public archive as files that any host can hand out."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import CHECK_FAILED, DONE
from reftel.cli._progress import progress
from reftel.cli._terminal import on_one_line
from reftel.mirror.mirror import Report, Signed, Signer

NAMED_AT_MOST = 20


class _Wish(NamedTuple):
    """What a mirror is to have, and whether every file is made again."""

    collection: str | None  # the only one that it is to hold
    pages_only: bool
    with_search: bool
    whole: bool


@click.command("mirror")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--collection", metavar="NAME", help="Only the cables of this collection.")
@click.option("--pages-only", is_flag=True, help="Leave out the lists and cables as data.")
@click.option("--whole", is_flag=True, help="Make every file again, whatever stands there.")
@click.option("--without-search", is_flag=True, help="Leave out what a browser searches it by.")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=None,
    help="Processes that copy.  [default: one a processor]",
)
@click.option(
    "--from",
    "other",
    metavar="ADDRESS|FOLDER",
    help="Bring it up to date from another mirror, without an archive.",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --from: the public key of the archive.  [default: as remembered]",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    out: Path,
    *,
    collection: str | None,
    pages_only: bool,
    whole: bool,
    without_search: bool,
    workers: int | None,
    other: str | None,
    key: Path | None,
    as_json: bool,
) -> None:
    """Write the live public edition as a folder of files: every page, list, feed and download.

    The pages are those that the server gives, byte for byte, and lead to each other wherever
    the folder lies: on a host, below another folder, on a stick. Where OUT is a mirror already
    it is brought up to date: where the edition that it is of is still here, only what the two
    tell otherwise is made again. The files are listed with their digests, and the list is
    signed with the key of the archive.

    \b
    reftel mirror /srv/mirror
    reftel verify /srv/mirror
    python3 -m http.server --directory /srv/mirror

    A mirror of one collection holds its cables and no others, and says so on every page.

    \b
    reftel mirror /srv/barley --collection barley

    Whoever hosts a mirror and has no archive brings it up to date from another mirror: its
    signature is checked, what was withdrawn is removed and named, and what is new is fetched.

    \b
    reftel mirror /srv/mirror --from https://cables.example
    """
    own = {
        "--collection": collection is not None,
        "--pages-only": pages_only,
        "--without-search": without_search,
        "--whole": whole,
    }
    if other is not None and any(own.values()):
        unfit = next(name for name, said in own.items() if said)
        raise click.UsageError(f"--from takes what the other mirror has: leave out {unfit}.")
    if other is not None:
        from reftel.cli._following import follow_mirror  # noqa: PLC0415 -- needs no archive

        follow_mirror(out, other, key, as_json=as_json)
    wish = _Wish(collection, pages_only, with_search=not without_search, whole=whole)
    report = _made(archive, out, workers, wish)
    if as_json:
        click.echo(json.dumps(_entry(report)))
    else:
        click.echo("\n".join(_lines(report)))
    sys.exit(CHECK_FAILED if report.broken else DONE)


def _made(archive: ArchiveFolder, out: Path, workers: int | None, wish: _Wish) -> Report:
    """Make the mirror, and tell how far it is."""
    from reftel.crew import usual_size  # noqa: PLC0415 -- what follows loads Django
    from reftel.edition.extracting import extracted  # noqa: PLC0415
    from reftel.edition.live import open_live  # noqa: PLC0415
    from reftel.edition.pointer import live_folder  # noqa: PLC0415
    from reftel.mirror.copying import Order  # noqa: PLC0415
    from reftel.mirror.mirror import mirror  # noqa: PLC0415
    from reftel.site.wiring import viewing_folder  # noqa: PLC0415

    edition = open_live(archive, audience=Audience.PUBLIC)
    address = edition.manifest.declaration.address
    size = usual_size() if workers is None else workers

    def stands() -> bool:
        return live_folder(archive, audience=Audience.PUBLIC) == edition.folder

    def former(number: int) -> Path | None:
        if wish.whole or wish.collection is not None:  # what differs is told of whole editions
            return None
        above = (archive.editions(audience=Audience.PUBLIC), archive.former)
        return next((one for each in above if (one := each / f"{number:06}").is_dir()), None)

    report, name = Report(), wish.collection
    shown = nullcontext(edition) if name is None else extracted(edition, name)
    with progress("Copying") as told, shown as one:
        order = Order(
            viewing_folder,
            one.folder,
            out,
            address,
            pages_only=wish.pages_only,
            with_search=wish.with_search,
            anew=wish.whole,
        )
        for report in mirror(
            order, one.manifest, stands=stands, workers=size, sign=_signer(archive), former=former
        ):
            told(f"{report.copied:,} files, {report.new:,} of them new")
    return report


def _signer(archive: ArchiveFolder) -> Signer | None:
    """What signs with the key of the archive; None where only its editions lie here."""
    if not archive.database.exists():
        return None

    def sign(message: bytes, comment: str) -> Signed:
        from reftel.site import database  # noqa: PLC0415 -- loads Django

        database.open_vault(archive)
        from reftel.cli._author import hand  # noqa: PLC0415 -- models need it set up
        from reftel.vault import keys  # noqa: PLC0415

        key, ring = keys.signer(archive, hand())
        return Signed(key.sign(message), key.minisign(message, comment), ring.written())

    return sign


def _entry(report: Report) -> dict[str, object]:
    made = report.manifest
    return {
        "edition": made.edition if made else None,
        "collection": made.collection.name if made and made.collection else None,
        "files": made.files if made else 0,
        "bytes": made.bytes if made else 0,
        "root": made.root if made else "",
        "new": report.new,
        "removed": report.removed,
        "broken": [address for address, _ in report.broken],
        "left_out": list(report.nameless),
    }


def _lines(report: Report) -> list[str]:
    made = report.manifest
    lines = []
    if made is not None:
        lines.append(
            f"The mirror of {made.part}edition {made.edition:06} has {made.files:,} files: "
            f"{report.new:,} new, {report.removed:,} removed."
        )
    lines += _some("leads nowhere", [f"{one} ({status})" for one, status in report.broken])
    return lines + _some("left out, no file can be called so", list(report.nameless))


def _some(what: str, each: list[str]) -> list[str]:
    more = [f"and {len(each) - NAMED_AT_MOST:,} more"] if len(each) > NAMED_AT_MOST else []
    return [f"{what}: {one}" for one in map(on_one_line, [*each[:NAMED_AT_MOST], *more])]
