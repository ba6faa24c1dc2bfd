"""The Jinja2 environment of the pages: what templates may call."""

from typing import Any

from jinja2 import Environment, StrictUndefined

from reftel.reading_room import addresses, shelves, wording
from reftel.reading_room.assets import assets
from reftel.reading_room.characters import plain, short, typeset
from reftel.reading_room.wording import LANGUAGE, said


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 back end; escaping is on, an unknown name is an error."""
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made = Environment(**options)  # noqa: S701 -- autoescape is among the options
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        said, wording.counted, newstyle=True
    )
    made.globals.update(
        _=said,
        at=addresses,
        asset=assets(),
        language=LANGUAGE.get,
    )
    made.filters.update(
        typeset=typeset,
        plain=plain,
        short=short,
        count=counted,
        day=day,
        clock=clock,
        long_day=shelves.day_title,
        mark=classification_mark,
        caps=caps,
    )
    return made


def counted(number: int) -> str:
    """``143,912``."""
    return f"{number:,}"


def day(written: str | None) -> str:
    """The day of a date as stored, ISO 8601."""
    return (written or "")[:10]


def clock(written: str | None) -> str:
    """The time of a date as stored; empty where only the day is known."""
    return (written or "")[11:16]


def classification_mark(name: str) -> str:
    """The level of a classification as a style name: u, sbu, c, s, ts or other."""
    first = name.upper().partition("//")
    if first[0] == "UNCLASSIFIED":
        return "sbu" if first[2] else "u"
    levels = {"CONFIDENTIAL": "c", "SECRET": "s", "TOP SECRET": "ts", "LIMITED OFFICIAL USE": "lou"}
    return levels.get(first[0], "other")


def caps(text: str) -> str:
    """The style name of text sent in capitals, which is set smaller and wider."""
    return "caps" if text.isupper() else ""
