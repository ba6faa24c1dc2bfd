"""The type of an argument that names what is to be read."""

from pathlib import Path

import click


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
