"""The command line: one module a command, loaded when it is used.

A command turns words into calls, prints results to stdout and progress to stderr, and ends
with an exit code that means something: 0 done, 1 done with rejects, 2 could not run,
3 a check failed.
"""

import atexit
import gc
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from reftel import __version__
from reftel.archive import ArchiveFolder
from reftel.cli._terminal import on_one_line
from reftel.errors import ReftelError

DONE, DONE_WITH_REJECTS, COULD_NOT_RUN, CHECK_FAILED = range(4)
STOPPED = 130  # as a shell tells of a command that Ctrl-C ended
UNREAD = 141  # and of one whose output nobody reads any more, as after | head -1


class Stopped(ReftelError):
    """Somebody pressed Ctrl-C."""


class Commands(click.Group):
    """The modules beside this one, by name: ``import_.py`` is the command ``import``.

    And ``mirror_check.py`` is ``mirror-check``.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(
            name.rstrip("_").replace("_", "-") for name in names if not name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        keyword = "_" if cmd_name in {"import", "open"} else ""
        name = cmd_name.replace("-", "_") + keyword
        module = importlib.import_module(f"{__name__}.{name}")
        command: click.Command = module.command
        return command

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        with _told():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """What no command had words for, in ours, before click has its own way with it."""
    try:
        yield
    except BrokenPipeError as error:  # whoever read has had enough: nothing is wrong
        _forget(sys.stdout)
        raise click.exceptions.Exit(UNREAD) from error
    except OSError as error:
        raise _refused(error) from error
    except KeyboardInterrupt as error:
        raise Stopped(
            "Stopped.", "What was done until then stands.", "Run the same command again to go on."
        ) from error


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
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- to the end
    atexit.register(gc.freeze)  # a fifth of a short command is to look for circles at its end
    try:
        _require_output()
        cli()
    except ReftelError as error:
        _end(error)


def _refused(error: OSError) -> ReftelError:
    """What to say of an error of the system that no command had words for.

    An error of a file names it; one of a stream that is written to names none.
    """
    if error.filename is not None:
        return ReftelError(
            f"{error.filename}: {error.strerror or error}.",
            "What was done until then stands.",
            "See to that file or folder, then run the same command again.",
        )
    return ReftelError(
        f"The output cannot be written: {error.strerror or error}.",
        "What was done until then stands.",
        "Send the output elsewhere, or make room for it, and ask again.",
    )


def _require_output() -> None:
    """Raise ReftelError where standard output is closed: what is printed would be lost.

    Worse, the next file that is opened would take its place.
    """
    if sys.stdout is None:
        raise ReftelError(
            "Standard output is closed.", "Nothing was done.", "Send it somewhere: >/dev/null."
        )


def _end(error: ReftelError) -> None:
    with suppress(OSError):
        click.echo(on_one_line(f"reftel: {error}"), err=True)
    _forget(sys.stdout)
    _forget(sys.stderr)
    sys.exit(STOPPED if isinstance(error, Stopped) else COULD_NOT_RUN)


def _forget(stream: TextIO | None) -> None:
    """Let go of what waits to be written and cannot be; Python would try again at its end."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
