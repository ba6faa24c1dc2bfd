"""Text that a command is given as a file, or on standard input."""

import sys
from pathlib import Path

from reftel.errors import SourceError


def text_of(name: str, called: str) -> str:
    """The text of a file, or of standard input for ``-``; ``called`` is what it holds.

    Raises SourceError where it cannot be read.
    """
    try:
        held = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return held.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{called} in {name} cannot be read: {error}.",
            "Nothing was searched for.",
            "Name a file of text in UTF-8 that this user may read.",
        ) from error
