"""The type of an argument that names what is to be read, and whether that is much."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import click

MUCH = 4 << 20  # bytes of one file, and
MANY = 500  # files of one folder, from which on workers have a hand in it


class Source(click.Path):
    """A file or folder that is there; one that cannot be read is rejected later, by its name.

    Devices, sockets and pipes are refused: what is waited for may never come.
    """

    def __init__(self, *, or_stdin: bool = False) -> None:
        super().__init__(exists=True, readable=False, allow_dash=or_stdin, path_type=Path)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path, or a usage error."""
        path = Path(super().convert(value, param, ctx))  # type: ignore[arg-type]
        if not (path.is_dir() or path.is_file() or (self.allow_dash and value == "-")):
            self.fail(f"{str(path)!r} is neither a file nor a folder.", param, ctx)
        return path


def is_much(paths: Iterable[Path]) -> bool:
    """Whether workers will read this, as far as can be told at a glance."""
    with suppress(OSError):  # it is told of when it is read
        return any(map(_is_much, paths))
    return False


def _is_much(path: Path) -> bool:
    if path.is_dir():
        return len(list(islice(path.rglob("*"), MANY))) == MANY
    return path.stat().st_size >= MUCH
