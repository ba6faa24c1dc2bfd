"""``reftel serve``: the reading room on this machine."""

import click

from reftel.archive import ArchiveFolder, Audience


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Whose edition to show; that of the staff only on this machine.",
)
@click.pass_obj
def command(archive: ArchiveFolder, host: str, port: int, audience: str) -> None:
    """Show the archive in the browser.

    Prints one address when the first page can be read. A release made while it runs is
    shown at once. Stop it with Ctrl-C.

    \b
    reftel serve
    reftel --archive /srv/cables serve --host 0.0.0.0 --port 8080
    """
    from reftel.site.server import listening, require_private, serve  # noqa: PLC0415 -- loads Django
    from reftel.site.wiring import reading_room  # noqa: PLC0415

    whose = Audience(audience)
    require_private(whose, host)
    with listening(host, port) as at:
        serve(reading_room(archive, audience=whose), at, ready=click.echo)
