"""The keepers' Markdown: what it becomes, what it cites, and what is taken out of it."""

import pytest

from reftel.edition.editorial.prose import citations, cited, prose


def test_the_first_heading_is_the_title_and_others_keep_their_place() -> None:
    page = prose("# What is this?\n\n# Part one\n\nText with a [link](/browse/tag/).\n")

    assert page.title == "What is this?"
    assert page.html == (
        '<h2>Part one</h2>\n<p>Text with a <a href="/browse/tag/" '
        'rel="noopener noreferrer">link</a>.</p>\n'
    )


def test_a_heading_that_is_not_the_title_of_the_page_stays() -> None:
    assert prose("# Barley\n", "Barley") == ("Barley", "")
    assert prose("# Rye\n", "Barley") == ("Barley", "<h2>Rye</h2>\n")


def test_a_reference_id_in_brackets_is_a_link() -> None:
    html = prose("See [08exampletown12 ¶ 3] and [10STATE1].").html

    assert html == (
        '<p>See <a href="/cable/08EXAMPLETOWN12/#par3" dir="ltr" rel="noopener noreferrer">'
        '08EXAMPLETOWN12 ¶3</a> and <a href="/cable/10STATE1/" dir="ltr" '
        'rel="noopener noreferrer">10STATE1</a>.</p>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "ids"),
    [
        ("[08X1] [08X1¶2] [08Y2]", ["08X1", "08Y2"]),
        ("[words](/cable/08X1/#par2) <a href='/cable/08Y2'>more</a>", ["08X1", "08Y2"]),
        ("[a][x] and [b](/cable/08x%31/?view=sent#par1)\n\n[x]: /cable/XX/", ["XX", "08X1"]),
        ("`[08X1]` \\[08X1] [08X1 ¶] [8X1] [08X] [08X1](/about/) [x](/cable/08X1/raw/)", []),
        ("[x](https://cables.example/cable/08X1/) [y](//cable/08X1/)", []),
        ("[a](/cable/08X1/sent/#par2) [b](/cable/08Y2/sent.html#par2)", ["08X1", "08Y2"]),
        ("| [08X1] |\n|---|\n| [08Y2] |", ["08X1", "08Y2"]),
        ("[see [08X1] here](/about/) [a b](</cable/08 Y/>)", ["08X1"]),
    ],
)
def test_what_a_text_cites(markdown: str, ids: list[str]) -> None:
    assert list(cited(markdown)) == ids


def test_a_citation_knows_where_it_stands() -> None:
    html = prose("Oh, [the *harvest*](/cable/08X1/#par%31).").html

    (one,) = citations(html)

    assert html[one.start : one.end] == f"{one.link}{one.words}</a>"
    assert (one.id, one.anchor, one.words) == ("08X1", "par1", "the <em>harvest</em>")


def test_columns_of_a_table_are_aligned_by_a_class() -> None:
    html = prose("| a | b |\n|:-:|--:|\n| 1 | 2 |").html

    assert '<th class="center">a</th>\n<th class="end">b</th>' in html
    assert 'class="evil"' not in prose('<td class="evil end">x</td>').html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://elsewhere.invalid/x.png)",
        '<a href="javascript:alert(1)">x</a>',
        "<a href='java\tscript:alert(1)'>x</a>",
        '<a href="data:text/html,x" onclick="alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
        "<style>@import '//elsewhere.invalid'</style>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        '<iframe src="//elsewhere.invalid"></iframe><object data="//elsewhere.invalid"></object>',
        '<form action="//elsewhere.invalid"><button formaction="javascript:alert(1)">x</form>',
        '<base href="//elsewhere.invalid"><link rel=stylesheet href="//elsewhere.invalid">',
        '<meta http-equiv="refresh" content="0;url=//elsewhere.invalid">',
        "<video poster='//elsewhere.invalid'><audio src='//elsewhere.invalid'>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(markdown: str) -> None:
    html = prose(markdown).html

    for trace in ("alert", "elsewhere", "javascript:", "data:", "style", "onclick", "<svg"):
        assert trace not in html


def test_a_link_that_runs_is_no_link() -> None:
    html = prose("[x](javascript:alert) [x](data:text/html,x) [x](vbscript:x)").html

    assert "<a" not in html


def test_links_to_other_hosts_tell_them_nothing() -> None:
    html = prose("[x](https://elsewhere.example/) <a href='//elsewhere.example'>y</a>").html

    assert html.count('rel="noopener noreferrer"') == html.count("<a ") == 2


def test_ids_of_a_text_cannot_be_those_of_the_page() -> None:
    assert prose('<p id="main">x</p>').html == '<p id="text-main">x</p>'


def test_right_to_left_text_keeps_its_direction_and_its_joiners() -> None:
    assert 'dir="rtl"' in prose('<p dir="rtl" lang="ar">نص</p>').html
    assert "می\u200cخواهد\u200f" in prose("می\u200cخواهد\u200f").html


def test_what_looks_like_a_link_in_a_text_is_none() -> None:
    html = prose('He wrote `<a href="/about/">` and href="/x" [here](/about/ "a > b \' c").').html

    assert html.count('href="/') == 1
    assert "&lt;a href=&quot;/about/&quot;&gt;" in html
