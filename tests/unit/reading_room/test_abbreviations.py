import re

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from tests.sample import cable_record

from reftel.gazetteer.glossary import TERMS
from reftel.reading_room.abbreviations import MOST, abbreviations_of
from reftel.reading_room.body import as_sent, readable
from reftel.reading_room.cables import bare_page
from reftel.reading_room.lighting import lights
from reftel.reading_room.meanings import meanings
from reftel.reading_room.pieces import Word
from reftel.search.query import parse_query
from reftel.site.wiring import start_django
from reftel.telegram.cable import CableRecord


def record_of(*texts: str, **changes: object) -> CableRecord:
    """A record with these paragraphs."""
    first = cable_record()["paragraphs"][0]
    return cable_record(
        paragraphs=[
            {**first, "anchor": f"par{number}", "number": str(number), "mark": None, "text": text}
            for number, text in enumerate(texts, 1)
        ],
        signer=None,
        **changes,
    )


def shown(record: CableRecord) -> str:
    return readable(record, explained=abbreviations_of(record, "mixed"))


def bare(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_the_first_of_a_kind_leads_to_its_meaning_in_each_paragraph() -> None:
    page = shown(record_of("The DCM saw the DCM of the MFA.", "POLOFF & the DCM left."))
    assert 'The <a href="#w-DCM">DCM</a> saw the DCM of the <a href="#w-MFA">MFA</a>.</p>' in page
    assert '<a href="#w-POLOFF">POLOFF</a> &amp; the <a href="#w-DCM">DCM</a> left.' in page


def test_a_text_that_is_looked_at_before_its_release_has_their_meanings_too() -> None:
    start_django()
    page = bare_page(record_of("The DCM left."), "read")

    html = render_to_string("preview.html", {"page": page}, using="jinja2")

    assert '<a href="#w-DCM">DCM</a> left.' in html
    assert '<li id="w-DCM">' in html


def test_lit_words_stay_lit_and_what_is_beside_them_is_explained() -> None:
    record = record_of("The DCM praised the harvest.")
    lit = lights(record, parse_query("harvest"))
    page = readable(record, lit, abbreviations_of(record, "mixed"))
    assert 'The <a href="#w-DCM">DCM</a> praised the <a class="hit" id="hit1"' in page
    assert "<mark>harvest</mark>" in page


def test_a_lit_abbreviation_is_one_link_and_no_more() -> None:
    record = record_of("The DCM left.")
    page = readable(record, lights(record, parse_query("DCM")), abbreviations_of(record, "mixed"))
    assert page.count("<a ") == 2  # the paragraph's and the hit's


def test_a_redaction_is_not_taken_apart() -> None:
    page = shown(record_of("[DCM name removed] and XXXXXXXXXXXX met the MFA"))
    assert '<span class="redacted">[DCM name removed]</span> and' in page
    assert '<a href="#w-MFA">MFA</a>' in page


def test_what_was_sent_is_shown_as_it_was_sent() -> None:
    assert "#w-" not in as_sent(record_of("The DCM left."))


def test_abbreviations_of_addressees_and_of_the_opening_are_told() -> None:
    record = record_of("No more.", text="UNCLAS BONN 12\n\nSTATE FOR EAP/MLS\n\n1. No more.")
    record["paragraphs"][0] |= {"start": 40, "end": 50}
    found = abbreviations_of(record, "mixed")
    assert found.terms == ("AMEMBASSY", "SECSTATE", "WASHDC", "EAP", "MLS")


def test_the_words_of_a_cable_are_told_once_in_the_order_of_the_alphabet() -> None:
    record = cable_record(captions=["SIPDIS", "NOT KNOWN"], reasons=["1.4(b)"])
    tags = (Word("ECON", "Economic conditions"), Word("ZZ", ""))
    told = meanings(record, tags, abbreviations_of(record, "mixed"))
    assert [(word.code, word.address) for word in told] == [
        ("1.4(b)", ""),
        ("AMEMBASSY", "#w-AMEMBASSY"),
        ("E.O. 12958", ""),
        ("ECON", ""),
        ("priority", ""),
        ("(SBU)", ""),
        ("SECSTATE", "#w-SECSTATE"),
        ("SIPDIS", "#w-SIPDIS"),
        ("(U)", ""),
        ("WASHDC", "#w-WASHDC"),
    ]
    assert told[4].meaning == "the third most urgent of four grades"


def test_a_government_is_that_of_the_country_it_was_sent_from_if_its_letter_fits() -> None:
    record = record_of("The GOB and the GOI met.", country="BR")
    told = {
        one.code: one.meaning for one in meanings(record, (), abbreviations_of(record, "mixed"))
    }
    assert told["GOB"] == "government of Brazil"
    assert told["GOI"].startswith("government of India")


def test_no_more_is_explained_than_a_list_can_hold() -> None:
    everything = " and ".join(sorted(TERMS))
    record = record_of(*[everything] * 500)
    found = abbreviations_of(record, "mixed")
    page = readable(record, explained=found)
    assert len(found.terms) == MOST
    assert {*re.findall(r'href="#w-([^"]+)"', page)} <= {*found.terms}
    assert page.count('href="#w-') < 1_000


WORDS = st.sampled_from([*TERMS, "DCMs", "the", "XXXXXXXX", "[name removed]", "<b>", "&", "\u202e"])
TEXTS = st.text() | st.lists(WORDS, max_size=30).map(" ".join)


@given(st.lists(TEXTS, max_size=4))
def test_explaining_changes_no_character_of_the_text(texts: list[str]) -> None:
    """With and without, the page reads the same; and every link leads to a word of the list."""
    record = record_of(*texts)
    found = abbreviations_of(record, "mixed")
    page = readable(record, explained=found)
    assert bare(page) == bare(readable(record))
    assert {*re.findall(r'href="#w-([^"]+)"', page)} <= {*found.terms}
