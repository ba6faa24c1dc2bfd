"""The interface's words in the language of the archive, through gettext.

The language is the first that the archive declares and that there is a catalogue for; it is
the same for every reader, so that a page depends on its address alone. Looking a message up
costs a dictionary entry: each is translated once a language.
"""

from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from django.utils import translation

from reftel.declaration import Declaration

SOURCE = "en"  # the language the messages are written in
CATALOGUES = Path(__file__).parent / "locale"

LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE)


def said(message: str, **values: object) -> str:
    """The message in the language of this request; ``%(name)s`` stands for a value."""
    found = _said(message, LANGUAGE.get())
    return found % values if values else found


def counted(one: str, many: str, number: int, **values: object) -> str:
    """The message that fits a number, in the language of this request."""
    found = _counted(one, many, number, LANGUAGE.get())
    return found % values if values else found


def language_of(declared: Declaration) -> str:
    """The language in which an archive's pages speak."""
    spoken = {SOURCE, *_catalogues()}
    return next((code for code in declared.languages if code in spoken), SOURCE)


@lru_cache(maxsize=8192)
def _said(message: str, language: str) -> str:
    with translation.override(language):
        return translation.gettext(message)


@lru_cache(maxsize=8192)
def _counted(one: str, many: str, number: int, language: str) -> str:
    with translation.override(language):
        return translation.ngettext(one, many, number)


@cache
def _catalogues() -> frozenset[str]:
    return frozenset(path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/*.mo"))
