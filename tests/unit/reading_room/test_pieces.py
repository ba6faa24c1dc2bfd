"""Small pieces that stand many times on a page."""

from tests.sample import cable_record

from reftel.edition.entries import Entry
from reftel.reading_room.pieces import classification, subject
from reftel.reading_room.rows import rows

FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"


def test_a_classification_may_part_lines_behind_its_first_part_and_not_in_a_word() -> None:
    told = "UNCLASSIFIED//<wbr>FOR OFFICIAL USE ONLY"

    assert classification(FOUO) == f'<span class="class level-sbu">{told}</span>'
    assert classification("<b>//") == '<span class="class level-other">&lt;b&gt;//<wbr></span>'
    row = rows([Entry.of(cable_record(classification=FOUO, subject="BLUE"))])
    assert f'<td class="class level-sbu">{told}</td>' in row
    assert '<a class="caps" href="/cable/08EXAMPLETOWN12/">BLUE</a>' in row


def test_what_is_not_given_is_told_the_same_in_a_list_and_on_a_page() -> None:
    row = rows([Entry.of(cable_record(classification="", subject=""))])

    assert "(none given)" in classification("")
    assert "(no subject)" in subject("")
    assert '<td class="class level-other">(none given)</td>' in row
    assert '<a href="/cable/08EXAMPLETOWN12/">(no subject)</a>' in row
