"""``reftel package OUT``: a mirror as packages that people carry away."""

import json
import sys
from pathlib import Path

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli import DONE
from reftel.cli._progress import progress
from reftel.declaration import Declaration
from reftel.errors import ConfigError
from reftel.packages.listing import Kind, Listing
from reftel.packages.packing import Order, Report, Signer, packed

WHOLE = {"tar": Kind.TAR, "zip": Kind.ZIP, "wacz": Kind.WACZ}


@click.command("package")
@click.argument("mirror", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--only", default=",".join(WHOLE), show_default=True, help="Which to make.")
@click.option(
    "--since",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="An older mirror, or its mirror.json and SHA256SUMS: make a delta from it.",
)
@click.option(
    "--at",
    default=None,
    metavar="URL",
    help="Where OUT will be, for torrents.  [default: as reftel.toml says]",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a word of the command
    archive: ArchiveFolder,
    mirror: Path,
    out: Path,
    *,
    only: str,
    since: tuple[Path, ...],
    at: str | None,
    as_json: bool,
) -> None:
    """Pack a mirror of the live edition: bags, a web archive, torrents, and a page for them.

    OUT gets the mirror as a BagIt bag in .tar.zst and .zip, as a web archive (.wacz), with a
    torrent, a digest and a signature of each, and a page that lists them. What OUT had of
    before is removed first: it may hold what was withdrawn meanwhile.

    \b
    reftel package /srv/mirror /srv/downloads
    reftel package /srv/mirror /srv/downloads --only wacz --since /srv/before
    """
    from reftel.edition.live import open_live  # noqa: PLC0415 -- loads the search engine
    from reftel.edition.pointer import live_folder  # noqa: PLC0415

    edition = open_live(archive, audience=Audience.PUBLIC)
    seed = _seed(at, edition.manifest.declaration)
    order = Order(mirror, out, _kinds(only), since, seed)
    if not order.kinds and not since:
        raise click.UsageError("Say what to pack, with --only or with --since.")

    def stands() -> bool:
        return live_folder(archive, audience=Audience.PUBLIC) == edition.folder

    report = Report()
    with progress("Packing") as told:
        for report in packed(order, edition.manifest, _signer(archive), stands=stands):
            told(f"{report.files:,} files")
    click.echo(_entry(report) if as_json else "\n".join(_lines(report)))
    sys.exit(DONE)


def _kinds(only: str) -> frozenset[Kind]:
    words = [word.strip() for word in only.split(",") if word.strip()]
    strange = [word for word in words if word not in WHOLE]
    if strange:
        raise click.BadParameter(
            f"'{strange[0]}' is none of {', '.join(WHOLE)}.", param_hint="'--only'"
        )
    return frozenset(WHOLE[word] for word in words)


def _seed(at: str | None, declared: Declaration) -> str:
    """Where the packages will be, with a slash at its end; empty where nobody knows."""
    if at is None:
        return declared.packages and f"{declared.packages}/"
    if at and not at.startswith(("https://", "http://")):
        raise click.BadParameter(f"'{at}' is no address of the web.", param_hint="'--at'")
    return at and at.rstrip("/") + "/"


def _signer(archive: ArchiveFolder) -> Signer:
    """The key of the archive; raises ConfigError where only its editions lie here."""
    if not archive.database.exists():
        raise ConfigError(
            f"The vault of the archive is not in {archive.root}, so nothing can be signed.",
            "Nothing was written.",
            "Pack where the archive is kept, and copy the packages from there.",
        )
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)
    from reftel.cli._author import hand  # noqa: PLC0415 -- models need it set up
    from reftel.vault import keys  # noqa: PLC0415

    return Signer(*keys.signer(archive, hand()))


def _entry(report: Report) -> str:
    listing = report.listing
    told = json.loads(listing.written()) if listing else {}
    return json.dumps({**told, "removed": report.removed}, ensure_ascii=False)


def _lines(report: Report) -> list[str]:
    listing: Listing | None = report.listing
    if listing is None:
        return []
    lines = [
        f"Edition {listing.edition:06} is packed, {report.files:,} files, each package signed."
    ]
    lines += [f"{one.bytes:>15,}  {one.name}" for one in listing.packages]
    return lines + [f"removed: {one}" for one in report.removed]
