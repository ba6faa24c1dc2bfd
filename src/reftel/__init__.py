"""reftel: a heap of diplomatic cables, turned into a public archive.

The way a cable travels is the order to read the packages in: ``sources`` (bytes) →
``telegram`` (text → what it says) → ``vault`` (held, decided on) → ``edition`` (public,
immutable) → ``reading_room`` (pages). ARCHITECTURE.md has the picture.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.telegram import parse

__all__ = ["__version__", "parse"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """``reftel.parse``, loaded when it is first asked for: the command line starts without it."""
    if name == "parse":
        from reftel.telegram import parse  # noqa: PLC0415

        return parse
    raise AttributeError(name)
