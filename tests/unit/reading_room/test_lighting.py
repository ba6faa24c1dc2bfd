"""Words of a search lit in the message, in both views, whatever stands in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample import cable_record

from reftel.reading_room.body import as_sent, readable
from reftel.reading_room.lighting import lights
from reftel.search.clauses import TextField
from reftel.search.query import parse_query
from reftel.telegram.cable import CableRecord

TWO = (
    '<a class="hit" id="hit1" href="#hit2"><mark>{}</mark></a>',
    '<a class="hit" id="hit2" href="#hit1"><mark>{}</mark></a>',
)


def with_text(*texts: str) -> CableRecord:
    """A record of paragraphs with these texts, one below the other."""
    record = cable_record(signer=None, page_marks=[])
    first = record["paragraphs"][0]
    whole, paragraphs = "", []
    for number, text in enumerate(texts, 1):
        start = len(whole)
        whole += f"{number}. (U) {text}\n\n"
        anchor, end = f"par{number}", len(whole) - 2
        paragraphs.append({**first, "anchor": anchor, "number": str(number), "text": text})
        paragraphs[-1] |= {"start": start, "end": end}
    return {**record, "text": whole, "paragraphs": paragraphs}  # type: ignore[typeddict-item]


def read(record: CableRecord, query: str) -> str:
    return readable(record, lights(record, parse_query(query)))


def sent(record: CableRecord, query: str) -> str:
    return as_sent(record, lights(record, parse_query(query)))


def unlit(page: str) -> str:
    return re.sub(r'<a class="hit"[^>]*><mark>|</mark></a>', "", page)


def test_each_hit_leads_to_the_next_and_the_last_to_the_first() -> None:
    record = with_text("Barley is in.", "More barley, and rice.")
    for page in (read(record, "barley"), sent(record, "barley")):
        assert f"{TWO[0].format('Barley')} is in." in page
        assert f"More {TWO[1].format('barley')}, and rice." in page


@pytest.mark.parametrize(
    ("text", "query", "lit"),
    [
        ("The blue\nbarley came.", '"blue barley"', "{1}blue\nbarley{/}"),
        ("Shelters.", "shelter", "{1}Shelters{/}"),
        ("The post's barge", "barge", "{1}barge{/}"),
        ("Bar\u00adley", "barley", '{1}Bar<span class="unseen"'),
        ("[name removed] left", "removed", '{1}<span class="redacted">[name removed]</span>{/}'),
        ("XXXXXXXXXXXX left", "left", "{1}left{/}"),
        ("a <b>barge</b> & more", "barge", "&lt;b&gt;{1}barge{/}&lt;/b&gt; &amp;"),
        ("Café", "cafe", "{1}Café{/}"),
    ],
)
def test_what_is_lit(text: str, query: str, lit: str) -> None:
    expected = lit.replace("{1}", '<a class="hit" id="hit1" href="#hit1"><mark>')
    expected = expected.replace("{/}", "</mark></a>")
    record = with_text(text)
    assert expected in sent(record, query)
    assert expected.replace("\n", " ") in read(record, query)


def test_a_hit_broken_by_a_line_that_was_meant_keeps_one_name() -> None:
    record = with_text("Seen were:\n-- one blue\n-- barley")
    page = read(record, '"blue barley"')
    assert page.count('id="hit1"') == 1
    assert page.count('href="#hit1"') == 2


def test_a_hit_is_found_behind_a_page_mark() -> None:
    text = "1. (U) The barley\n\nUNCLASSIFIED 2\n\nis in. More barley.\n"
    record = with_text("The barley\n\nis in. More barley.")
    mark = {"start": text.index("UNCL"), "end": text.index("\n\nis")}
    record |= {"text": text, "page_marks": [mark]}  # type: ignore[typeddict-item]
    record["paragraphs"][0]["end"] = len(text) - 1
    page = sent(record, "barley")
    assert f"More {TWO[1].format('barley')}." in page
    assert '<span class="furniture">UNCLASSIFIED 2</span>' in page


def test_a_text_that_does_not_hold_its_paragraph_is_shown_unlit() -> None:
    record = with_text("Barley")
    record["text"] = "1. (U) Something else"
    assert sent(record, "barley") == as_sent(record)


def test_a_table_a_rule_and_an_item_are_lit_where_they_stand() -> None:
    record = with_text("Stores:\n\nrye      12   t\nbarley   30   t\n\n-----\n-- barley again")
    page = read(record, "barley")
    assert f"rye      12   t\n{TWO[0].format('barley')}   30   t</pre>" in page
    assert f"-- {TWO[1].format('barley')} again" in page


def test_a_subject_is_lit_and_is_no_hit() -> None:
    lit = lights(with_text("Rice."), parse_query("subject:barley"))
    assert lit.total == 0
    assert lit.title("<Blue> barley", TextField.SUBJECT) == "&lt;Blue&gt; <mark>barley</mark>"
    assert lit.title("<Blue> barley") == "&lt;Blue&gt; barley"


PIECES = ["barley", "Barley's", "rice", "XXXX", "[name removed]", "\u00ad", "<b>", "&", "1.  -- "]


@given(
    st.lists(
        st.lists(st.sampled_from([*PIECES, " ", "\n", "   ", "\n\n"]) | st.text(max_size=3)).map(
            "".join
        ),
        max_size=3,
    ),
    st.sampled_from(["barley", '"barley rice"', "removed OR x*", "-barley", "name"]),
)
def test_light_adds_links_and_changes_nothing(texts: list[str], query: str) -> None:
    record = with_text(*texts)
    assert unlit(read(record, query)) == readable(record)
    assert unlit(sent(record, query)) == as_sent(record)
    for page in (read(record, query), sent(record, query)):
        names = re.findall(r'id="(hit\d+)"', page)
        assert len(names) == len(set(names))
        assert set(re.findall(r'href="#(hit\d+)"', page)) <= set(names)
