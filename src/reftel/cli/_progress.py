"""Progress on stderr: a line that changes on a terminal, one now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

SELDOM_S = 10.0


@contextmanager
def progress(doing: str) -> Iterator[Callable[[object], None]]:
    """What it gives is called with the state of things; its words are shown, not kept.

    A run that ends within ten seconds prints nothing where stderr is no terminal.
    """
    if sys.stderr.isatty():
        from rich.console import Console  # noqa: PLC0415 -- takes a while, and few need it
        from rich.status import Status  # noqa: PLC0415

        with Status(doing, console=Console(stderr=True)) as status:
            yield lambda state: status.update(f"{doing}: {state}")
        return
    last = time.monotonic()

    def told(state: object) -> None:
        nonlocal last
        if time.monotonic() - last >= SELDOM_S:
            last = time.monotonic()
            click.echo(f"{doing}: {state}", err=True)

    yield told
