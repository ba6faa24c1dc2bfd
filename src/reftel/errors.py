"""What reftel says when it cannot do what was asked.

Every message answers three questions, in this order: what happened, what was left
untouched, what to do next. Exit codes and HTTP statuses are not here: they are tables of
``cli`` and ``reading_room``.
"""


class ReftelError(Exception):
    """Something a person has to know about, told in full sentences."""

    def __init__(self, happened: str, untouched: str, next_step: str) -> None:
        super().__init__(happened)
        self.happened = happened
        self.untouched = untouched
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.happened} {self.untouched} {self.next_step}"


class SourceError(ReftelError):
    """A source file or container that cannot be opened at all."""


class ArchiveError(ReftelError):
    """The archive folder is missing, of another version, locked or out of space."""


class IndexUnavailable(ReftelError):
    """The search index of an edition cannot be opened or written."""


class ConfigError(ReftelError):
    """``reftel.toml``, an option or the environment says something that makes no sense."""
