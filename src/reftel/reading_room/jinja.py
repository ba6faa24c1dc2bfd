"""The Jinja2 environment of the pages: what templates may call."""

import re
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from reftel.reading_room import addresses, pieces, rows, shelves, wording
from reftel.reading_room.assets import assets
from reftel.reading_room.characters import plain, short, typeset, written
from reftel.reading_room.editorial import mentions
from reftel.reading_room.searching.trail import opened
from reftel.reading_room.wording import said

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """Templates without what their lines begin with: it is for whoever writes them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return _INDENTATION.sub("", source)


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 back end; escaping is on, an unknown name is an error."""
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=[Unindented, "jinja2.ext.i18n"],
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
        opened=opened,
    )
    made.filters.update(
        typeset=typeset,
        plain=plain,
        short=short,
        written=written,
        count=counted,
        amount=amount,
        day=pieces.day,
        long_day=shelves.day_title,
        explanation=shelves.explanation,
        caps=pieces.caps,
        crumbs=pieces.crumbs,
        subject=pieces.subject,
        classification=pieces.classification,
        moment=pieces.moment,
        lines=pieces.lines,
        stations=pieces.stations,
        collectives=pieces.collectives,
        captions=pieces.captions,
        tags=pieces.tags,
        references=pieces.references,
        headings=pieces.headings,
        explanations=pieces.explanations,
        citing=pieces.citing,
        dates=pieces.dates,
        asked=pieces.asked,
        articles=mentions.articles,
        collections=mentions.collections,
        coverage=mentions.coverage,
        collecting=mentions.collecting,
        breakable=pieces.breakable,
        rows=rows.rows,
        days=rows.days,
        values=rows.values,
        bars=rows.bars,
        inked=rows.inked,
    )
    return made


def counted(number: int) -> str:
    """``143,912``."""
    return f"{number:,}"


def amount(number: float) -> str:
    """``250``, ``2.5``, ``0.05``: as many places as it takes, three at the most."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
