"""Whatever the keepers write, or somebody makes them paste: no page runs or fetches anything."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.reader import Markup

from reftel.edition.editorial.prose import citations, prose
from reftel.reading_room.characters import UNSEEN, written

PIECES = [
    *(
        "<",
        ">",
        '"',
        "'",
        "=",
        "/",
        "\\",
        "`",
        "&",
        ";",
        "#",
        "]",
        "(",
        ")",
        "|",
        "\n",
        "\n\n",
        " ",
    ),
    *("<script>", "</script>", "<style>", "<svg onload=x>", "<math>", "<iframe src=//x>", "<!--"),
    *("<a href=", "javascript:", "data:text/html,", "&#106;avascript:", "//elsewhere.invalid/"),
    *("onerror=", "style=", "<img src=x ", "<form action=//x>", "<meta http-equiv=refresh>"),
    *("[08X1]", "[08X1¶2]", "[x](", "/cable/08X1/#par1", "](/cable/", "<a href='/cable/08X1/'>"),
    *("</a>", "<p id=main>", "\u202e", "&#x202e;", "\x00", "![x](", "-->", "<![CDATA[", "| - |\n"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)
TAGS = {
    *("a", "abbr", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "h2"),
    *("h3", "h4", "hr", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub"),
    *("sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul"),
}
ATTRIBUTES = {
    *("href", "title", "rel", "dir", "lang", "id", "class", "scope", "datetime", "start"),
}
NEEDED = set("\xad\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")
SCHEMES = ("http:", "https:", "mailto:", "irc:", "ircs:")


def harmless(html: str) -> None:
    for tag, attributes in Markup(html).tags:
        assert tag in TAGS, html
        assert attributes.keys() <= ATTRIBUTES, html
        assert (attributes.get("id") or "text-").startswith("text-"), html
        assert set((attributes.get("class") or "end").split()) <= {"end", "center", ""}, html
        if tag == "a" and "href" in attributes:
            assert attributes["rel"] == "noopener noreferrer"
            head, colon, _ = (attributes["href"] or "").partition(":")
            relative = not colon or any(sign in head for sign in "/?#")
            assert relative or f"{head.lower()}:" in SCHEMES, html


@given(TEXTS)
@example("<a href='javascript:x'>[08X1]</a>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>")
def test_a_text_of_the_keepers_is_harmless_and_told_whole(markdown: str) -> None:
    html = written(prose(markdown).html)

    harmless(html)
    assert set(UNSEEN.findall(html)) <= NEEDED
    for one in citations(html):
        assert html[one.start : one.end] == f"{one.link}{one.words}</a>"
        assert one.link.startswith("<a ")
        assert "<a" not in one.words
