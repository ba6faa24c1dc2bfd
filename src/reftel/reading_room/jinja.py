"""The Jinja2 environment of the pages: what templates may call."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import escape

from reftel.reading_room import addresses, pieces, rows, shelves, wording
from reftel.reading_room.assets import assets
from reftel.reading_room.characters import plain, short, typeset, written
from reftel.reading_room.citing import lines
from reftel.reading_room.editorial import mentions
from reftel.reading_room.searching.trail import opened
from reftel.reading_room.wording import LANGUAGE, said

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_WORDS = re.compile(r"""\{\{ _\((?:"([^"\\]*)"|'([^'\\]*)')\) \}\}""")  # without a value


class Prepared(Extension):
    """Templates as they are set before they are read.

    They lose what their lines begin with, which is for whoever writes them, and have the words of
    the interface in the language that is spoken, of which a page has dozens.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return _WORDS.sub(_spoken, _INDENTATION.sub("", source))


class Speaking(Environment):
    """Templates in each language apart: what was set in one is shown in no other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.spoken: dict[str, Environment] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name for it
    ) -> Template:
        """The template in the language of this request."""
        language = LANGUAGE.get()
        if language not in self.spoken:
            self.spoken[language] = self.overlay()
        return Environment.get_template(self.spoken[language], name, parent, globals)


def _spoken(found: re.Match[str]) -> str:
    """The words in a language; to be asked for with each page where a template would read them."""
    words = said(found[1] or found[2])
    return found[0] if "{" in words else escape(words)


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 back end; escaping is on, an unknown name is an error."""
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=[Prepared, "jinja2.ext.i18n"],
    )
    made = Speaking(**options)
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
    made.filters.update(_FILTERS)
    return made


def counted(number: int) -> str:
    """``143,912``."""
    return f"{number:,}"


def amount(number: float) -> str:
    """``250``, ``2.5``, ``0.05``: as many places as it takes, three at the most."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


_FILTERS: Mapping[str, Callable[..., object]] = {
    "typeset": typeset,
    "plain": plain,
    "short": short,
    "written": written,
    "count": counted,
    "amount": amount,
    "day": pieces.day,
    "long_day": shelves.day_title,
    "explanation": shelves.explanation,
    "caps": pieces.caps,
    "crumbs": pieces.crumbs,
    "subject": pieces.subject,
    "classification": pieces.classification,
    "moment": pieces.moment,
    "lines": pieces.lines,
    "stations": pieces.stations,
    "collectives": pieces.collectives,
    "captions": pieces.captions,
    "tags": pieces.tags,
    "references": pieces.references,
    "headings": pieces.headings,
    "explanations": pieces.explanations,
    "citing": pieces.citing,
    "permanent": lines.permanent,
    "pinned": lines.pinned,
    "downloads": lines.downloads,
    "dates": pieces.dates,
    "asked": pieces.asked,
    "articles": mentions.articles,
    "collections": mentions.collections,
    "coverage": mentions.coverage,
    "collecting": mentions.collecting,
    "breakable": pieces.breakable,
    "rows": rows.rows,
    "days": rows.days,
    "values": rows.values,
    "bars": rows.bars,
    "inked": rows.inked,
    "columns": rows.columns,
    "periods": rows.periods,
    "leaders": rows.leaders,
}
