"""``reftel desk``: the pages of those who review, redact and release."""

import click

from reftel.archive import ArchiveFolder


@click.command("desk")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes any that is free.",
)
@click.pass_obj
def command(archive: ArchiveFolder, host: str, port: int) -> None:
    """Open the desk in the browser.

    Prints one address when the first page can be read. Stop it with Ctrl-C.

    \b
    reftel desk
    """
    from reftel.site.desk import application, open_desk  # noqa: PLC0415 -- loads Django
    from reftel.site.server import listening, serve  # noqa: PLC0415

    with listening(host, port) as at:
        open_desk(archive)
        from reftel.desk.house import House, declared  # noqa: PLC0415

        serve(application(House(archive, declared(archive))), at, ready=click.echo)
