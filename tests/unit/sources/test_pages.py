"""The site's pages, in both layouts, whole and damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.sources.builder import BODY, HEADER, Cable, page

from reftel.sources import Reading, Rejected, RejectKind, SourceItem, SourceKind, items, readings
from reftel.sources.page import seen_quickly
from reftel.telegram.record import Published

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def read(content: bytes) -> list[Reading | Rejected]:
    return list(readings(SourceItem("a.html", "", SourceKind.PAGE, content)))


def one(content: bytes) -> Reading:
    [found] = read(content)
    assert isinstance(found, Reading), found
    return found


def refused(content: bytes) -> RejectKind:
    [found] = read(content)
    assert isinstance(found, Rejected), found
    assert found.content == content
    return found.kind


def test_a_page_of_2011_gives_what_it_publishes_and_its_text_without_marks() -> None:
    found = one(page())

    assert found.published == Published(
        source="page-2011",
        id="08EXAMPLETOWN12",
        created="2008-02-29T05:44Z",
        released="2011-08-26T00:00Z",
        classification="UNCLASSIFIED",
        origin="Embassy Exampletown",
        subject="BLUE BARLEY & R&D",
    )
    assert (found.header, found.body, found.notes) == (HEADER, BODY, ())


def test_a_page_of_december_2010_is_believed_to_the_day_only() -> None:
    """18:06 there stands for 18:48: the hour was printed in the place of the minutes."""
    old = Cable(created="1966-12-28 18:06", released="2010-11-28 12:12")

    published = one(page(old, script="js.js")).published

    assert published.source == "page-2010"
    assert (published.created, published.released) == ("1966-12-28", "2010-11-28")


def test_minutes_that_are_right_are_kept_whatever_the_script() -> None:
    published = one(page(script="js.js")).published

    assert (published.source, published.created) == ("page-2011", "2008-02-29T05:44Z")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("A &amp;amp; B", "A &amp; B"),
        ("caf&eacute; &#8217; &#x2019;", "café ’ ’"),
        ("R&D &section 5 &copy", "R&D &section 5 &copy"),
        ("&nosuchname; &#xD800; &#0;", "&nosuchname; &#xD800; &#0;"),
        ("<roe@example.org> wrote", "<roe@example.org> wrote"),
        ("a < b > c", "a < b > c"),
        ("<b>bold</b>, <i>slanted</i>", "bold, slanted"),
        ("one<br />two", "one\ntwo"),
        ("</table> within", " within"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\n\nafter two line feeds", "\n\nafter two line feeds"),
        ("U+0000 \0 stays", "U+0000 \0 stays"),
        ("cafÃ© and doesnâ€™t", "café and doesn’t"),
        ("Ã alone, and ’", "Ã alone, and ’"),
    ],
)
def test_text_of_the_body(written: str, text: str) -> None:
    """References are decoded once and only with their semicolon; unknown tags are text."""
    marker = "UNCLAS EXAMPLETOWN 000012"
    content = page(Cable(body=f"{marker}{written}"))

    assert one(content).body == marker + text


def test_text_in_windows_1252_is_read_and_noted() -> None:
    content = page(Cable(body="UNCLAS EXAMPLETOWN 12 caf\u00e9 \u201cbarley\u201d"))

    found = one(content.decode().encode("cp1252"))

    assert found.body == "UNCLAS EXAMPLETOWN 12 caf\u00e9 \u201cbarley\u201d"
    assert found.notes == ("not UTF-8; read as windows-1252",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_pages_with_a_byte_order_mark(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(page(Cable(subject="CAFÉ")).decode().encode(encoding))

    [item] = items(file)
    assert isinstance(item, SourceItem)
    [found] = readings(item)

    assert isinstance(found, Reading)
    assert (found.published.subject, found.body) == ("CAFÉ", BODY)


def test_a_partial_extract_keeps_its_notice_as_header() -> None:
    notice = "This record is a partial extract of the original cable."

    assert one(page(Cable(header=notice))).header == notice


def test_a_page_cut_off_anywhere_is_told_as_truncated_or_read_whole() -> None:
    content = page()
    body_ends = content.rindex(b"</pre>") + len(b"</pre>")

    for end in range(content.index(b"<h3>Viewing"), len(content), 7):
        [found] = read(content[:end])
        if end >= body_ends:
            assert isinstance(found, Reading)
            assert found.body == BODY
        else:
            assert isinstance(found, Rejected), end
            assert found.kind is RejectKind.TRUNCATED, end


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (page(Cable(body="")), RejectKind.NO_BODY),
        (page(Cable(body=" \n ")), RejectKind.NO_BODY),
        (page().replace(b"<code><pre>UNCLAS", b"<p><span>UNCLAS"), RejectKind.NO_BODY),
        (page(Cable(id="")), RejectKind.NO_ID),
        (page(Cable(id="../../etc/passwd")), RejectKind.NO_ID),
        (page().replace(b"</table>", b"</table><code><pre>A</pre></code>"), RejectKind.DAMAGED),
        (page(Cable(body="<div>" * 100_000)), RejectKind.TOO_DEEP),
    ],
    ids=["no body", "blank body", "body box lost", "no id", "bad id", "three boxes", "too deep"],
)
def test_pages_that_give_no_cable(content: bytes, kind: RejectKind) -> None:
    assert refused(content) is kind


def test_deep_markup_around_a_sound_cable_is_no_matter() -> None:
    deep = page().replace(b"<h3>Viewing", b"<div>" * 100_000 + b"<h3>Viewing")

    assert one(deep).body == BODY


def test_a_page_with_one_box_is_read_if_that_is_no_mere_header() -> None:
    content = page()
    start = content.index(b"<code><pre>")
    end = content.index(b"</pre></code>\n<code>") + len(b"</pre></code>\n")
    only_body = content[:start] + content[end:]
    only_header = content[:end] + content[content.index(b"</div>\n<script") :]

    found = one(only_body)
    assert (found.header, found.body) == ("", BODY)
    assert found.notes == ("the page has one box of text where two are usual",)
    assert refused(only_header) is RejectKind.NO_BODY


def test_two_pages_in_one_file_are_two_cables() -> None:
    found = read(page() + page(Cable(id="08EXAMPLETOWN13")))

    assert [one.published.id for one in found if isinstance(one, Reading)] == [
        "08EXAMPLETOWN12",
        "08EXAMPLETOWN13",
    ]


def test_a_cable_glued_into_a_body_is_split_off_and_both_are_marked() -> None:
    stray = "UNCLAS OTHERTOWN 000131\n\nSUBJECT: RED RYE\n\n1. (U) Rye.\n"
    row = "50133  2006-01-19  06OTHERTOWN131  Embassy Othertown  CONFIDENTIAL  ...\n"

    first, second = read(page(Cable(body=f"{BODY}\n...\n{row}{stray}")))

    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.body == f"{BODY}\n..."
    assert first.notes == (
        "another cable was glued behind this one and is split off: 06OTHERTOWN131",
    )
    assert second.body.strip() == stray.strip()
    assert second.notes == ("split from the cable that it was glued to: 08EXAMPLETOWN12",)
    assert second.published == Published(
        source="page-2011",
        id="06OTHERTOWN131",
        created="2006-01-19",
        classification="CONFIDENTIAL",
        origin="Embassy Othertown",
    )


def test_a_list_of_cables_in_a_body_is_text() -> None:
    rows = "\n".join(
        f"5013{n}  2006-01-19  06OTHERTOWN13{n}  Embassy Othertown  CONFIDENTIAL" for n in range(3)
    )
    body = f"{BODY}\n\n{rows}\n\nThese were sent."

    assert one(page(Cable(body=body))).body == body


def corpus() -> Iterator[SourceItem]:
    for item in items(CORPUS):
        if isinstance(item, SourceItem):
            yield item


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here")
def test_every_file_of_the_corpus_is_one_cable_and_both_readers_agree_on_it() -> None:
    found = [(item, list(readings(item))) for item in corpus()]

    assert len(found) == 111
    for item, cables in found:
        [cable] = cables
        assert isinstance(cable, Reading), cable
        assert cable.published.id == Path(item.container).name.split(".")[0]
        assert cable.notes == ()
        if item.kind is SourceKind.PAGE:
            assert seen_quickly(item.content) is not None
            judged = read(b"<!-- the parser decides -->" + item.content)
            assert judged == [cable]
