"""``reftel desk``: the pages of those who review, redact and release."""

import getpass
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reftel.archive import ArchiveFolder
from reftel.errors import ConfigError

if TYPE_CHECKING:
    from reftel.desk.house import House

TRIES = 3  # at typing the same password twice


@click.command("desk")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Print a link that opens the desk once, with every right, on this machine.",
)
@click.option(
    "--create-administrator",
    "administrator",
    metavar="NAME",
    help="Make an account that keeps the others; asks for its password, and opens nothing.",
)
@click.option("--password-stdin", is_flag=True, help="Read that password from standard input.")
@click.pass_obj
def command(  # noqa: PLR0913 -- one a choice
    archive: ArchiveFolder,
    host: str,
    port: int,
    administrator: str | None,
    *,
    alone: bool,
    password_stdin: bool,
) -> None:
    """Open the desk in the browser: review, redact, release.

    Prints one address when the first page can be read. As long as there is no account, or with
    --alone, the address is a link that opens the desk once. Stop it with Ctrl-C.

    \b
    reftel desk
    reftel desk --create-administrator anna
    """
    if administrator is not None:
        _make_administrator(archive, administrator, from_input=password_stdin)
        return
    from reftel.site.desk import application, keep_time, opened  # noqa: PLC0415 -- loads Django
    from reftel.site.server import listening, serve  # noqa: PLC0415

    with listening(host, port) as at:
        house = opened(archive, host, alone=alone)
        keep_time(house)
        behind = bool(house.declared.address)
        serve(application(house), at, ready=lambda here: _tell(house, here), behind_proxy=behind)


def _tell(house: "House", address: str) -> None:
    """One line on standard output: where to go."""
    if house.link is not None:
        click.echo(f"{address}desk/alone/{house.link.secret}/")
        click.echo("The link opens the desk once, with every right.", err=True)
        return
    click.echo(f"{house.declared.address}/" if house.declared.address else address)
    if house.declared.address and not house.declared.secure:
        click.echo("Passwords and cables go over the network in the clear: use TLS.", err=True)


def _make_administrator(archive: ArchiveFolder, name: str, *, from_input: bool) -> None:
    from reftel.site.desk import make_administrator  # noqa: PLC0415 -- loads Django

    password = _read() if from_input or not sys.stdin.isatty() else _asked(name)
    make_administrator(archive, name, password=password, at=datetime.now(UTC))
    click.echo(f"{name} is an administrator. Open the desk with 'reftel desk' and sign in.")


def _read() -> str:
    """The first line of standard input."""
    return sys.stdin.readline(5_000).rstrip("\r\n")


def _asked(name: str) -> str:
    for _ in range(TRIES):
        first = getpass.getpass(f"Password of {name}: ")
        if first == getpass.getpass("The same again: "):
            return first
        click.echo("Those were two different passwords.", err=True)
    raise ConfigError(
        "The password was never typed the same twice.", "Nothing was made.", "Try again."
    )
