"""``reftel key``: the key that signs the editions of an archive."""

import json

import click

from reftel.archive import ArchiveFolder
from reftel.cli._author import hand
from reftel.edition.keyring import Keyring
from reftel.errors import ArchiveError


@click.group("key")
def command() -> None:
    """Show, make and change the key that signs the editions of an archive.

    \b
    reftel key show > our-archive.pub
    reftel key rotate
    """


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="All keys, as editions publish them.")
@click.option("--minisign", is_flag=True, help="The key as 'minisign -P' takes it.")
@click.pass_obj
def show(archive: ArchiveFolder, *, as_json: bool, minisign: bool) -> None:
    """Print the public key, for people to compare and for OpenSSL to check with."""
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    archive.declaration()
    database.prepare()
    from reftel.vault import keys  # noqa: PLC0415 -- models need Django set up

    ring = keys.known(archive)
    if ring is None:
        raise ArchiveError(
            f"The archive in {archive.root} has no key yet.",
            "Nothing was changed.",
            "The first release makes one; 'reftel key new' makes it now.",
        )
    if as_json:
        click.echo(json.dumps(json.loads(ring.written())))
    elif minisign:
        click.echo(ring.current.minisign)
    else:
        _tell(ring)
        click.echo(ring.current.pem, nl=False)


@command.command("new")
@click.option("--lost", default="", metavar="WHY", help="In the place of a key that is lost.")
@click.pass_obj
def new(archive: ArchiveFolder, *, lost: str) -> None:
    """Make the first key, or one in the place of a key that is lost for good.

    A key that was lost cannot vouch for the next: whoever checks editions is told that this is
    another key, and has to learn from you that it is yours. Where the old one is still
    there, use 'reftel key rotate'.
    """
    _open(archive)
    from reftel.vault import keys  # noqa: PLC0415 -- models need Django set up

    _tell(keys.new(archive, hand(), lost=lost), err=False)


@command.command("rotate")
@click.option("--reason", default="", help="Kept in the audit log; not public.")
@click.pass_obj
def rotate(archive: ArchiveFolder, *, reason: str) -> None:
    """Take another key from the next edition on. The old one signs it, and is then thrown away.

    Whoever knows the old key will know the new one by that.
    """
    _open(archive)
    from reftel.vault import keys  # noqa: PLC0415 -- models need Django set up

    _tell(keys.rotate(archive, reason, hand()), err=False)


def _open(archive: ArchiveFolder) -> None:
    from reftel.site import database  # noqa: PLC0415 -- loads Django

    database.open_vault(archive)


def _tell(ring: Keyring, *, err: bool = True) -> None:
    """The keys, the one that signs first; beside a key in PEM, on standard error."""
    for link in reversed(ring.links):
        state = "signs since" if link.key == ring.current else "from"
        vouched = "" if link.signature or not link.replaces else ", vouched for by none"
        click.echo(f"{link.key.id}  {state} {link.since}{vouched}", err=err)
