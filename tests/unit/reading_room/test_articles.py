import pytest

from reftel.reading_room.articles import article


def test_the_first_heading_is_the_title_and_others_keep_their_place() -> None:
    page = article("faq", "# What is this?\n\n# Part one\n\nText with a [link](/cable/08X1/).\n")
    assert page.title == "What is this?"
    assert page.text == (
        '<h2>Part one</h2>\n<p>Text with a <a href="/cable/08X1/" '
        'rel="noopener noreferrer">link</a>.</p>\n'
    )


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://elsewhere.invalid/x.png)",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x" onclick="alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="//elsewhere.invalid"></iframe>',
        '<form action="//elsewhere.invalid"><button>x</button></form>',
        '<base href="//elsewhere.invalid">',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(markdown: str) -> None:
    text = article("x", markdown).text
    for trace in ("alert", "elsewhere", "javascript:", "data:", "style=", "onclick", "<svg"):
        assert trace not in text


def test_ids_of_an_article_cannot_be_those_of_the_page() -> None:
    assert article("x", '<p id="main">x</p>').text == '<p id="text-main">x</p>'


def test_right_to_left_text_keeps_its_direction() -> None:
    assert 'dir="rtl"' in article("x", '<p dir="rtl" lang="ar">نص</p>').text
