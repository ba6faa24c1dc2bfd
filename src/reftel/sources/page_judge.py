"""What an HTML parser makes of a page whose markup is not just the usual.

Only structure is the parser's to decide. All ``&`` are escaped before, so that character
references reach the text untouched; so are tags that HTML does not know, or that have no
place on such a page: an address in angle brackets is text, and stays.
"""

import re
from collections import Counter
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reftel.sources.page_parts import Parts

MOST_TAGS: Final = 100_000  # real pages have 500 to 6,000
DEEPEST: Final = 200  # elements within elements: the parser's time grows with the square
_NAMES: Final = (
    "a|abbr|acronym|address|article|b|base|big|blockquote|body|br|center|cite|code|col|colgroup|dd"
    "|del|div|dl|dt|em|font|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|i|img|input|ins|kbd"
    "|label|li|link|main|meta|nav|nobr|ol|p|pre|q|s|script|section|small|span|strike"
    "|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var|wbr"
)
TAG: Final = re.compile(
    rf"<(/?)({_NAMES})(?=[\s/>])[^<>]*>|<(?=!--|!doctype|\?xml)|<", re.IGNORECASE
)
# Elements that end by themselves, and so do not nest however often they begin.
SHALLOW: Final = frozenset(
    [
        *("base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta"),
        *("p", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr"),
    ]
)
PILCROWS: Final = frozenset(["\xb6", "\xc2\xb6", "&para;", "&#182;", "&#xB6;"])
# U+0000 and carriage returns, which the parser drops or changes, while it is at work.
HIDDEN: Final = str.maketrans({"\0": "\ue000", "\r": "\ue001"})
SHOWN: Final = str.maketrans({"\ue000": "\0", "\ue001": "\r"})


def parts(content: bytes) -> Parts | str:
    """The parts of the page; a message where its markup is too much to be read."""
    tags = content.count(b"<")
    if tags > MOST_TAGS:
        return f"The page has {tags:,} tags; {MOST_TAGS:,} is the most."
    source = content.decode("latin-1")
    depth = _depth(source)
    if depth > DEEPEST:
        return f"The page's markup is nested {depth:,} deep; {DEEPEST} is the most."
    tree = LexborHTMLParser(TAG.sub(_shielded, source.replace("&", "&amp;").translate(HIDDEN)))
    heading, cells, blocks = _found(tree)
    lower = source.lower()
    end = lower.rfind("</pre>")
    return Parts(
        heading=heading,
        cells=cells,
        blocks=blocks,
        old_script="/js.js" in source[end:],
        new_script="/cables.js" in source[end:],
        complete=lower.rstrip().endswith("</html>"),
        cut=lower.rfind("<pre") > end,
    )


def _depth(source: str) -> int:
    """How deep elements nest at most, were every end tag to end the last of its name."""
    held: Counter[str] = Counter()
    depth = deepest = 0
    for match in TAG.finditer(source):
        name = match.group(2)
        if name is None or (name := name.lower()) in SHALLOW:
            continue
        if not match.group(1):
            held[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif held[name]:
            held[name] -= 1
            depth -= 1
    return deepest


def _shielded(tag: re.Match[str]) -> str:
    """A tag that the parser may see as it is; any other ``<`` as text."""
    closing, name = tag.groups()
    if name is None:
        return "<" if tag.string.startswith(("!", "?"), tag.end()) else "&lt;"
    opens_box = name.lower() == "pre" and not closing
    return tag.group() + "\n" if opens_box else tag.group()  # the parser drops one line feed


def _found(tree: LexborHTMLParser) -> tuple[bytes | None, tuple[bytes, ...], tuple[bytes, ...]]:
    """Heading, cells and boxes, in the order of the page: a box stands below the table."""
    heading: bytes | None = None
    cells: tuple[bytes, ...] = ()
    blocks: list[bytes] = []
    table: LexborNode | None = None
    for node in tree.css("h3, table, pre"):
        if node.tag == "h3" and table is None:
            text = _bytes(node)
            heading = text if text.startswith(b"Viewing cable ") else heading
        elif node.tag == "table" and table is None and _is_cable(node):
            table = node
            cells = tuple(_bytes(cell) for cell in node.css("td"))
            blocks.clear()
        elif node.tag == "pre" and not _inside_box(node):
            blocks.append(_box(node))
    return heading, cells, tuple(blocks)


def _is_cable(table: LexborNode) -> bool:
    return "cable" in (table.attributes.get("class") or "").split()


def _inside_box(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag == "pre":
            return True
        above = above.parent
    return False


def _box(node: LexborNode) -> bytes:
    """The box's text without the publisher's ¶ marks; ``<br>`` is a line end."""
    for anchor in node.css("a"):
        is_mark = (anchor.attributes.get("id") or "").startswith("par")
        if is_mark and anchor.text().strip() in PILCROWS:
            anchor.decompose()
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    return _bytes(node)


def _bytes(node: LexborNode) -> bytes:
    return node.text().translate(SHOWN).encode("latin-1", "replace")
