"""reftel: a heap of diplomatic cables, turned into a public archive.

The way a cable travels is the order to read the packages in: ``sources`` (bytes) →
``telegram`` (text → what it says) → ``vault`` (held, decided on) → ``edition`` (public,
immutable) → ``reading_room`` (pages). ARCHITECTURE.md has the picture.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.telegram import parse, write

__all__ = ["__version__", "parse", "write"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """``parse`` and ``write``, loaded when first asked for: the command line starts without."""
    if name in {"parse", "write"}:
        from reftel import telegram  # noqa: PLC0415

        return getattr(telegram, name)
    raise AttributeError(name)
