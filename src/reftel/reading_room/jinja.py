"""The Jinja2 environment of the pages: what templates may call."""

import re
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from reftel.reading_room import addresses, pieces, rows, shelves, wording
from reftel.reading_room.assets import assets
from reftel.reading_room.characters import plain, short, typeset, written
from reftel.reading_room.editorial import mentions
from reftel.reading_room.searching.trail import opened
from reftel.reading_room.wording import said

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_TOLD_OTHERWISE = re.compile("[&<>'\"]")  # characters that are escaped


class Unindented(Extension):
    """Templates without what their lines begin with: it is for whoever writes them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return _INDENTATION.sub("", source)


def escaped(said: object) -> str:
    """What ``escape`` gives, or the text itself where that says the same, which is faster.

    >>> print(escaped("R&D"), escaped(Markup("<b>")), escaped(5))
    R&amp;D <b> 5
    """
    if type(said) is Markup:
        return said
    if type(said) is str and not _TOLD_OTHERWISE.search(said):
        return said
    return escape(said)


class Escaping(CodeGenerator):
    """Templates whose output goes through ``escaped``."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class Templates(Environment):
    """The environment, with what compiled templates call."""

    code_generator_class = Escaping
    escaped = staticmethod(escaped)


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 back end; escaping is on, an unknown name is an error."""
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=[Unindented, "jinja2.ext.i18n"],
    )
    made = Templates(**options)
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
