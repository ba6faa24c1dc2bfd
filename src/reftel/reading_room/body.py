"""The message of a cable as safe HTML, in two settings with the same anchors.

``readable`` sets running text as running text; ``as_sent`` keeps every character of the
transmission where it stood. What the cable says reaches HTML only through ``typeset``,
which escapes it: each function here puts escaped pieces between tags of our own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from reftel.reading_room.abbreviations import UNEXPLAINED, Abbreviations
from reftel.reading_room.characters import Typesetter, plain, typeset
from reftel.reading_room.lighting import DARK, Lamp, Lights
from reftel.reading_room.reflow import Block, Setting, blocks
from reftel.reading_room.wording import LANGUAGE
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import CableRecord, ParagraphEntry

LONGEST_KEPT = 40  # characters of anchor, number and mark together; real ones have ten

_LEVEL = re.compile(r"TS|SBU|LOU|[USC]")


def readable(
    record: CableRecord, lights: Lights = DARK, explained: Abbreviations = UNEXPLAINED
) -> Markup:
    """The message paragraph by paragraph, with its headings, numbers and portion marks.

    The first of a kind of mark tells what it means, as the first of an abbreviation does.
    """
    parts: list[str] = []
    told: set[str | None] = set()  # marks whose meaning stands above
    for place, paragraph in enumerate(record["paragraphs"]):
        if paragraph["heading"]:
            headings = map(lights.title, paragraph["heading"].split("\n"))
            parts.append(f"<h3>{'<br>'.join(headings)}</h3>")
        put = lights.of(place, explained.typesetter(place))
        parts.append(_paragraph(paragraph, put, tells=paragraph["mark"] not in told))
        told.add(paragraph["mark"])
    if record["signer"]:
        parts.append(f'<p class="signer">{typeset(record["signer"])}</p>')
    return Markup("\n".join(parts))  # noqa: S704 -- every piece went through typeset or escape


def as_sent(record: CableRecord, lights: Lights = DARK) -> Markup:
    """The whole text as transmitted; marks and links stand in the margin and change no line."""
    text = record["text"]
    parts: list[str] = []
    done = 0
    lamp = Lamp()
    for at, until, mark, place in sorted(_marks(record)):
        start = min(max(at, done), len(text))
        parts.append(lamp.set(text[done:start]))
        done = min(max(until, start), len(text))
        passed = typeset(text[start:done])
        parts.append(mark or f'<span class="furniture">{passed}</span>')
        if place >= 0:
            lamp = lights.as_sent(record, place)
    parts.append(lamp.set(text[done:]))
    return Markup("".join(parts))  # noqa: S704 -- every piece went through typeset or escape


def opening(record: CableRecord) -> str:
    """The lines before the first paragraph, as sent."""
    starts = [paragraph["start"] for paragraph in record["paragraphs"]]
    before = record["text"][: min(starts)] if starts else record["text"]
    return before if before.strip() else ""


def portion_meaning(mark: str) -> str:
    """What a portion mark says, in words: ``secret, not for foreign nationals``."""
    return _portion_meaning(mark, LANGUAGE.get())


def _marks(record: CableRecord) -> Iterator[tuple[int, int, str, int]]:
    """Where something stands in the text, as far as where, the link put there if any, and whose.

    A paragraph is told by its place; a page mark has none, which is -1.
    """
    link = _link_name()
    for place, paragraph in enumerate(record["paragraphs"]):
        own = f' id="{_attribute(paragraph["anchor"])}"'
        anchored = _pilcrow(paragraph["anchor"], paragraph["number"] or "", link, own)
        yield paragraph["start"], paragraph["start"], anchored, place
    for mark in record["page_marks"]:
        yield mark["start"], mark["end"], "", -1


def _paragraph(paragraph: ParagraphEntry, put: Typesetter, *, tells: bool) -> str:
    first, *others = blocks(paragraph["text"]) or [Block(Setting.PROSE, ("",))]
    if first.setting is not Setting.PROSE:
        first, others = Block(Setting.PROSE, ("",)), [first, *others]
    opened = f"{_opened(paragraph, tells=tells)}{_lines(first, put)}</p>"
    return f"{opened}{''.join(_block(block, put) for block in others)}</div>"


def _opened(paragraph: ParagraphEntry, *, tells: bool) -> str:
    """What stands before the words of a paragraph: its anchor, link, number and mark."""
    anchor, number, mark = paragraph["anchor"], paragraph["number"] or "", paragraph["mark"] or ""
    made = _opening if len(anchor) + len(number) + len(mark) <= LONGEST_KEPT else _opening_of_any
    turns = not paragraph["text"].isascii()
    return made(anchor, number, mark, LANGUAGE.get(), turns=turns, tells=tells)


def _opening_of_any(  # noqa: PLR0913 -- all that it depends on: it is remembered
    anchor: str, number: str, mark: str, language: str, *, turns: bool, tells: bool
) -> str:
    """``turns`` is whether the words may run from right to left; the margin never does."""
    place = _attribute(anchor)
    way, along = (' dir="auto"', ' dir="ltr"') if turns else ("", "")
    numbered = f"<b>{typeset(number)}.</b> " if number else ""
    portion = _sign(mark, language, tells=tells) if mark else ""
    return (
        f'<div class="para" id="{place}"{way}><p><span class="margin"{along}>'
        f"{_pilcrow(anchor, number, _link_name())}{numbered}{portion}</span>"
    )


# Nearly all paragraphs of all cables are one of a few hundred: "par3", "3", "C".
_opening = lru_cache(maxsize=2048)(_opening_of_any)


def _block(block: Block, put: Typesetter) -> str:
    if block.setting is Setting.RULE:
        put("".join(block.lines))
        return "<hr>"
    if block.setting is Setting.TABLE:
        return f'<pre class="table" tabindex="0">{put(chr(10).join(block.lines))}</pre>'
    kind = ' class="item"' if block.setting is Setting.ITEM else ""
    return f"<p{kind}>{_lines(block, put)}</p>"


def _lines(block: Block, put: Typesetter) -> str:
    return "<br>".join(map(put, block.lines))


def _pilcrow(anchor: str, number: str, link: str, own: str = "") -> str:
    """The link to a paragraph; its name reads "Link to paragraph 3"."""
    called = _attribute(number or anchor.removeprefix("par"))
    return (
        f'<a class="pilcrow"{own} href="#{_attribute(anchor)}" aria-label="{link} {called}">¶</a>'
    )


def _attribute(text: str) -> Markup:
    return escape(plain(text))


def _link_name() -> Markup:
    return escape(_("Link to paragraph"))


def _sign(mark: str, language: str, *, tells: bool) -> str:
    """``(S//NF)`` as a lettered and tinted sign, with its meaning if it ``tells`` that."""
    level = _LEVEL.match(mark)
    meaning = f' title="{_attribute(_portion_meaning(mark, language))}"' if tells else ""
    tint = level[0].lower() if level else "other"
    return f'<abbr class="mark level-{tint}"{meaning}>{typeset(mark)}</abbr> '


@lru_cache(maxsize=512)
def _portion_meaning(mark: str, _language: str) -> str:
    words = {
        "U": _("unclassified"),
        "SBU": _("sensitive but unclassified"),
        "LOU": _("limited official use"),
        "C": _("confidential"),
        "S": _("secret"),
        "TS": _("top secret"),
        "NF": _("not for foreign nationals"),
        "NOFORN": _("not for foreign nationals"),
        "FOUO": _("for official use only"),
        "FGI": _("foreign government information"),
        "EXDIS": _("exclusive distribution"),
    }
    pieces = [piece for piece in re.split(r"[/\s-]+", mark) if piece]
    return ", ".join(words.get(piece, piece) for piece in pieces)
