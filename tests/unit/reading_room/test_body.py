import re

from markupsafe import escape
from tests.sample import cable_record

from reftel.reading_room.body import as_sent, portion_meaning, readable

FIRST = (
    '<div class="para" id="par1"><p><span class="margin">'
    '<a class="pilcrow" href="#par1" aria-label="Link to paragraph 1">¶</a>'
    '<b>1.</b> <abbr class="mark level-u" title="unclassified">U</abbr> '
    "</span>The harvest was good.</p></div>"
)


def test_a_paragraph_has_its_link_number_mark_and_text() -> None:
    assert readable(cable_record()).startswith(FIRST)
    assert readable(cable_record()).endswith('<p class="signer">ROE</p>')


def test_the_first_of_a_kind_of_mark_tells_what_it_means() -> None:
    record = cable_record()
    for paragraph in record["paragraphs"]:
        paragraph["mark"] = "C"
    shown = readable(record)
    assert re.findall(r"<abbr[^>]*>", shown) == [
        '<abbr class="mark level-c" title="confidential">',
        '<abbr class="mark level-c">',
    ]


def test_words_that_may_run_from_right_to_left_turn_nothing_else() -> None:
    record = cable_record()
    record["paragraphs"][1]["text"] = "The governor said: \u0634\u0643\u0631\u0627."
    shown = readable(record)
    assert '<div class="para" id="par2" dir="auto"><p><span class="margin" dir="ltr">' in shown
    assert shown.startswith(FIRST)


def test_headings_stand_before_their_paragraph() -> None:
    record = cable_record()
    record["paragraphs"][1]["heading"] = "THE <STORES>"
    assert "</div>\n<h3>THE &lt;STORES&gt;</h3>\n<div" in readable(record)


def test_two_headings_of_one_paragraph_stand_on_two_lines() -> None:
    record = cable_record()
    record["paragraphs"][1]["heading"] = "A. Person\nMinister of Barges"
    assert "<h3>A. Person<br>Minister of Barges</h3>" in readable(record)


def test_as_sent_adds_links_and_changes_no_character() -> None:
    record = cable_record(page_marks=[{"start": 27, "end": 33}])
    shown = as_sent(record)
    bare = re.sub(r"<a class=\"pilcrow\"[^>]*>¶</a>|</?span[^>]*>", "", shown)
    assert bare == escape(record["text"])
    assert '<span class="furniture">SIPDIS</span>' in shown


def test_both_views_have_the_same_anchors() -> None:
    record = cable_record()
    read, sent = (re.findall(r' id="([^"]+)"', view(record)) for view in (readable, as_sent))
    assert read == sent == ["par1", "par2"]


def test_spans_that_overlap_or_leave_the_text_do_no_harm() -> None:
    marks = [{"start": 5, "end": 9999}, {"start": 7, "end": 3}, {"start": 9999, "end": 10000}]
    record = cable_record(page_marks=marks)
    assert as_sent(record).striptags().replace("¶", "").split() == record["text"].split()


def test_a_hostile_paragraph_is_only_text() -> None:
    evil = '"><script>alert(1)</script>\u202e'
    record = cable_record(signer=evil)
    record["paragraphs"][0] |= {"anchor": evil, "number": evil, "mark": evil, "heading": evil}
    record["paragraphs"][0]["text"] = evil
    for view in (readable, as_sent):
        assert "<script" not in view(record)
        assert '"><' not in view(record).replace('"><p>', "").replace('"><a', "")
        assert "\u202e" not in view(record)


def test_portion_marks_are_explained() -> None:
    assert portion_meaning("S//NF") == "secret, not for foreign nationals"
    assert portion_meaning("C/REL NATO") == "confidential, REL, NATO"
