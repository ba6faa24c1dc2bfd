"""The archive's own pages: Markdown in, HTML that cannot harm a reader out."""

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
}
_ATTRIBUTES = {
    "*": {"dir", "lang", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"align"},
    "th": {"align", "scope"},
    "time": {"datetime"},
    "ol": {"start"},
}
_TITLE = re.compile(r"\A\s*#[ \t]+([^\n]+)(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Article:
    """A page written by the archive's keepers."""

    title: str
    text: Markup


@lru_cache(maxsize=64)
def article(title: str, markdown: str) -> Article:
    """The page as safe HTML: no script, no style, no picture from anywhere.

    A first line ``# Title`` is the title of the page and is not repeated in its text;
    further headings of the first level become headings of the second.
    """
    own = _TITLE.match(markdown)
    rest = markdown[own.end() :] if own else markdown
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(rest)
    html = re.sub(r"<(/?)h1\b", r"<\1h2", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "irc", "ircs"},
        id_prefix="text-",
        link_rel="noopener noreferrer",
    )
    return Article(own[1].strip() if own else title, Markup(clean))  # noqa: S704 -- cleaned
