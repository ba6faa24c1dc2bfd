"""``reftel export``: the live public edition as data."""

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

import click

from reftel.archive import ArchiveFolder, Audience
from reftel.cli._progress import progress
from reftel.errors import ReftelError


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one cable record a line; docs/formats has its JSON Schema.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file, written whole or not at all; or a pipe or device.  [default: stdout]",
)
@click.pass_obj
def command(archive: ArchiveFolder, *, form: str, output: Path | None) -> None:
    """Write every public cable, in the order of ids, from the live edition.

    What this writes can be taken in again with 'reftel import'.

    \b
    reftel export --output cables.jsonl
    reftel export | head -1
    """
    del form  # there is one as yet
    if output is None:
        _write(archive, sys.stdout.buffer)
        return
    if not output.name:
        raise click.BadParameter("this names no file.", param_hint="--output")
    try:
        if _is_standard_output(output):
            _write(archive, sys.stdout.buffer)
        elif output.exists() and not output.is_file():
            with output.open("wb") as stream:  # a pipe, say: there is nothing to replace
                _write(archive, stream)
        else:
            _write_whole(archive, output)
    except OSError as error:
        raise ReftelError(
            f"{output} cannot be written: {error.strerror or error}.",
            "A file that was there before is as it was.",
            "Name another file with --output, or make room.",
        ) from error


def _is_standard_output(path: Path) -> bool:
    """Whether this is /dev/stdout under whatever name, or the file that it was sent to."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(1))


def _write_whole(archive: ArchiveFolder, output: Path) -> None:
    """Into a file beside it that takes its place at the end; a link stays one."""
    file = Path(os.path.realpath(output))
    if file.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    partial = file.with_name(f".reftel-export.{os.getpid()}")
    try:
        with partial.open("wb") as new:
            _write(archive, new)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _write(archive: ArchiveFolder, file: BinaryIO) -> None:
    from reftel.edition.live import LiveEdition  # noqa: PLC0415 -- loads the search engine
    from reftel.telegram.cable import as_json  # noqa: PLC0415

    edition = LiveEdition(archive, audience=Audience.PUBLIC).current()
    with progress("Writing") as told:
        for number, record in enumerate(edition.records(), start=1):
            file.write(as_json(record) + b"\n")
            if number % 1000 == 0:
                told(f"{number:,} cables")
    file.flush()
