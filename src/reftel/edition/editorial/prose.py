"""The keepers' Markdown as HTML that cannot harm a reader, and the cables that it cites.

``[08VIENTIANE145]`` cites a cable and ``[08VIENTIANE145¶3]`` a paragraph of one; a link to
``/cable/08VIENTIANE145/#par3``, however it is written, does the same under other words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from reftel.edition.editorial.facts import cable_id
from reftel.telegram.reference_ids import NUMBERED

_TAGS = {
    *("a", "abbr", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em"),
    *("h2", "h3", "h4", "hr", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong"),
    *("sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul"),
}
_ATTRIBUTES = {
    "*": {"dir", "lang", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "th": {"scope"},
    "time": {"datetime"},
    "ol": {"start"},
}
_CLASSES = {"th": {"center", "end"}, "td": {"center", "end"}}
_ALIGNED = {"text-align:right": "end", "text-align:center": "center"}  # as Markdown is rendered
_TITLE = re.compile(r"\A\s*#[ \t]+([^\n]+)(?:\n|\Z)")
_FIRST_LEVEL = re.compile(r"<(/?)h1\b")
_IN_BRACKETS = re.compile(
    rf"\[(?P<id>{NUMBERED})(?: ?¶ ?(?P<number>[0-9]{{1,4}}))?\](?![(\[:])",
    re.ASCII | re.IGNORECASE,
)
_TAG = re.compile(r'<[^"<>]*+(?:"[^"]*+"[^"<>]*+)*>')  # as nh3 writes it
# As nh3 writes a link: attributes in double quotes, and never a link in a link.
_LINK = re.compile(r'<a(?P<attributes>(?: [a-z]+="[^"]*")*)>(?P<words>.*?)</a>', re.DOTALL)
_TO_A_CABLE = re.compile(
    r' href="/cable/(?P<id>[^/"?#]+)/?(?:sent(?:\.html|/))?(?:\?[^"#]*)?(?:#(?P<anchor>[^"]*))?"'
)


class Prose(NamedTuple):
    """A text of the keepers: its title, given or its own, and clean HTML."""

    title: str
    html: str


class Citation(NamedTuple):
    """A link to a cable in clean HTML: where it stands, and what it says."""

    start: int
    end: int
    id: str
    anchor: str
    link: str  # the tag that opens it
    words: str


@lru_cache(maxsize=64)
def prose(markdown: str, title: str = "") -> Prose:
    """The text as safe HTML: no script, no style, no picture from anywhere.

    A first line ``# Title`` is the title of the page and is not repeated in its text, unless
    the page has another; further headings of the first level become headings of the second.
    """
    own = _TITLE.match(markdown)
    if own and title and own[1].strip() != title:
        own = None
    html = _MARKDOWN.render(markdown[own.end() :] if own else markdown)
    clean = nh3.clean(
        _FIRST_LEVEL.sub(r"<\1h2", html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "irc", "ircs"},
        id_prefix="text-",
        link_rel="noopener noreferrer",
    )
    return Prose(own[1].strip() if own else title, _quoted(clean))


def _quoted(html: str) -> str:
    """HTML in whose text no quotation mark stands as itself: it could look like a link."""
    pieces, at = list[str](), 0
    for tag in _TAG.finditer(html):
        pieces += (html[at : tag.start()].replace('"', "&quot;"), tag[0])
        at = tag.end()
    return "".join([*pieces, html[at:].replace('"', "&quot;")])


def citations(html: str) -> Iterator[Citation]:
    """Every link to a cable in clean HTML, in its order."""
    for found in _LINK.finditer(html):
        to = _TO_A_CABLE.search(found["attributes"])
        id_ = cable_id(unquote(unescape(to["id"]))) if to else None
        if to and id_:
            anchor = unquote(unescape(to["anchor"] or ""))
            link = html[found.start() : found.start("words")]
            yield Citation(*found.span(), id_, anchor, link, found["words"])


def cited(markdown: str) -> tuple[str, ...]:
    """The ids of the cables that a text cites, each once, in its order."""
    return tuple(dict.fromkeys(one.id for one in citations(prose(markdown).html)))


def _cable(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """A reference id in square brackets: a link to the cable, or to a paragraph of it."""
    found = _IN_BRACKETS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        id_, number = found["id"].upper(), found["number"]
        words = f"{id_} ¶{int(number)}" if number else id_
        href = f"/cable/{quote(id_)}/" + (f"#par{int(number)}" if number else "")
        state.push("link_open", "a", 1).attrs = {"href": href, "dir": "ltr"}
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _columns(state: StateCore) -> None:
    """The cells of a table aligned by a class: no text may bring a style."""
    for token in state.tokens:
        if token.type in {"th_open", "td_open"}:
            named = _ALIGNED.get(str(token.attrs.pop("style", "")))
            token.attrs |= {"class": named} if named else {}


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made.inline.ruler.before("link", "cable", _cable)
    made.core.ruler.push("columns", _columns)
    return made


_MARKDOWN = _markdown()
