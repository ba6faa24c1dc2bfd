"""The message of a cable as safe HTML, in two settings with the same anchors.

``readable`` sets running text as running text; ``as_sent`` keeps every character of the
transmission where it stood. What the cable says reaches HTML only through ``typeset``.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from markupsafe import Markup

from reftel.reading_room.characters import typeset
from reftel.reading_room.reflow import Block, Setting, blocks
from reftel.telegram.cable import CableRecord, ParagraphEntry

_LEVEL = re.compile(r"TS|SBU|LOU|[USC]")


def readable(record: CableRecord) -> Markup:
    """The message paragraph by paragraph, with its headings, numbers and portion marks."""
    parts: list[Markup] = []
    for paragraph in record["paragraphs"]:
        if paragraph["heading"]:
            parts.append(Markup("<h3>{}</h3>").format(typeset(paragraph["heading"])))
        parts.append(_paragraph(paragraph))
    if record["signer"]:
        parts.append(Markup('<p class="signer">{}</p>').format(typeset(record["signer"])))
    return Markup("\n").join(parts)


def as_sent(record: CableRecord) -> Markup:
    """The whole text as transmitted; marks and links stand in the margin and change no line."""
    text = record["text"]
    parts: list[Markup] = []
    done = 0
    for at, until, mark in sorted(_marks(record), key=lambda mark: mark[:2]):
        start = min(max(at, done), len(text))
        parts.append(typeset(text[done:start]))
        done = start
        if until is None:
            parts.append(mark)
        else:
            done = min(max(until, start), len(text))
            parts.append(
                Markup('<span class="furniture">{}</span>').format(typeset(text[start:done]))
            )
    parts.append(typeset(text[done:]))
    return Markup("").join(parts)


def opening(record: CableRecord) -> str:
    """The lines before the first paragraph, as sent."""
    starts = [paragraph["start"] for paragraph in record["paragraphs"]]
    return record["text"][: min(starts)] if starts else record["text"]


def _marks(record: CableRecord) -> Iterator[tuple[int, int | None, Markup]]:
    for paragraph in record["paragraphs"]:
        yield paragraph["start"], None, _pilcrow(paragraph, anchor=True)
    for mark in record["page_marks"]:
        yield mark["start"], mark["end"], Markup()


def _paragraph(paragraph: ParagraphEntry) -> Markup:
    first, *others = blocks(paragraph["text"]) or [Block(Setting.PROSE, ("",))]
    if first.setting is not Setting.PROSE:
        first, others = Block(Setting.PROSE, ("",)), [first, *others]
    margin = Markup('<span class="margin">{}{}{}</span>').format(
        _pilcrow(paragraph), _number(paragraph), _portion(paragraph["mark"])
    )
    opened = Markup("<p>{}{}</p>").format(margin, _lines(first))
    return Markup('<div class="para" id="{}">{}{}</div>').format(
        paragraph["anchor"], opened, Markup("").join(_block(block) for block in others)
    )


def _block(block: Block) -> Markup:
    if block.setting is Setting.RULE:
        return Markup("<hr>")
    if block.setting is Setting.TABLE:
        return Markup('<pre class="table" tabindex="0">{}</pre>').format(
            typeset("\n".join(block.lines))
        )
    if block.setting is Setting.ITEM:
        return Markup('<p class="item">{}</p>').format(_lines(block))
    return Markup("<p>{}</p>").format(_lines(block))


def _lines(block: Block) -> Markup:
    return Markup("<br>").join(typeset(line) for line in block.lines)


def _pilcrow(paragraph: ParagraphEntry, *, anchor: bool = False) -> Markup:
    where = Markup(' id="{}"').format(paragraph["anchor"]) if anchor else ""
    name = _("Link to paragraph %(number)s") % {
        "number": paragraph["number"] or paragraph["anchor"].removeprefix("par")
    }
    return Markup('<a class="pilcrow"{} href="#{}" aria-label="{}">¶</a>').format(
        where, paragraph["anchor"], name
    )


def _number(paragraph: ParagraphEntry) -> Markup:
    if not paragraph["number"]:
        return Markup()
    return Markup('<span class="num">{}.</span> ').format(typeset(paragraph["number"]))


def _portion(mark: str | None) -> Markup:
    """``(S//NF)`` as a lettered and tinted sign, with its meaning."""
    if not mark:
        return Markup()
    level = _LEVEL.match(mark)
    return Markup('<abbr class="mark level-{}" title="{}">{}</abbr> ').format(
        level[0].lower() if level else "other", portion_meaning(mark), typeset(mark)
    )


def portion_meaning(mark: str) -> str:
    """What a portion mark says, in words: ``secret, not for foreign nationals``."""
    levels = {
        "U": _("unclassified"),
        "SBU": _("sensitive but unclassified"),
        "LOU": _("limited official use"),
        "C": _("confidential"),
        "S": _("secret"),
        "TS": _("top secret"),
    }
    controls = {
        "NF": _("not for foreign nationals"),
        "NOFORN": _("not for foreign nationals"),
        "FOUO": _("for official use only"),
        "FGI": _("foreign government information"),
        "EXDIS": _("exclusive distribution"),
    }
    words = {**levels, **controls}
    pieces = [piece for piece in re.split(r"[/\s-]+", mark) if piece]
    return ", ".join(str(words.get(piece, piece)) for piece in pieces)
