"""The command line: one module a command, loaded when it is used.

A command turns words into calls, prints results to stdout and progress to stderr, and ends
with an exit code that means something: 0 done, 1 done with rejects, 2 could not run,
3 a check failed.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

import click

from reftel import __version__
from reftel.archive import ArchiveFolder
from reftel.errors import ReftelError

DONE, DONE_WITH_REJECTS, COULD_NOT_RUN, CHECK_FAILED = range(4)


class Commands(click.Group):
    """The modules beside this one, by name; ``import_.py`` is the command ``import``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.rstrip("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        keyword = "_" if cmd_name in {"import", "open"} else ""
        module = importlib.import_module(f"{__name__}.{cmd_name}{keyword}")
        command: click.Command = module.command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--archive",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("archive"),
    envvar="REFTEL_ARCHIVE",
    show_default=True,
    help="The archive folder; also $REFTEL_ARCHIVE.",
)
@click.version_option(__version__, prog_name="reftel")
@click.pass_context
def cli(ctx: click.Context, folder: Path) -> None:
    """Turn a heap of diplomatic cables into a public archive.

    \b
    Look at a folder of cables in your browser:   reftel open FOLDER
    See it with invented cables first:            reftel demo
    """
    ctx.obj = ArchiveFolder(folder)


def main() -> None:
    """Run the command line; what reftel has to say is said in one message, never a traceback."""
    try:
        cli()
    except ReftelError as error:
        click.echo(f"reftel: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
