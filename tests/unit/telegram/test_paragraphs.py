"""The message: which numbers are paragraphs, headings, quotations, page marks, the foot."""

import pytest

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import PortionMark, Telegram

from .message import telegram, written


def read(message: str) -> Telegram:
    return telegram(message=message)


def anchors(telegram: Telegram) -> list[str]:
    return [one.anchor for one in telegram.paragraphs]


def kinds(telegram: Telegram) -> set[DefectKind]:
    return {one.kind for one in telegram.defects}


def test_numbers_marks_and_text_stand_apart() -> None:
    found = read("1. (SBU) First of\nall.\n\n2.  (S//NF) Second.\n\nROE\n")

    first, second = found.paragraphs
    assert first.number is not None
    assert first.mark is not None
    assert (first.anchor, first.number.value, first.text) == ("par1", "1", "First of\nall.")
    assert first.mark.value == PortionMark("SBU", (), "SBU")
    assert written(found, first.mark.span) == "(SBU)"
    assert written(found, first.span) == "1. (SBU) First of\nall."
    assert second.mark is not None
    assert second.mark.value == PortionMark("S", ("NOFORN",), "S//NF")
    assert found.signer is not None
    assert found.signer.value == "ROE"


@pytest.mark.parametrize(
    ("written_mark", "shown"),
    [
        ("(U)", "U"), ("(C)", "C"), ("(S/NF)", "S//NF"), ("(C/NF)", "C//NF"),
        ("(S/REL NATO)", "S//REL NATO"), ("(U//FOUO)", "U//FOUO"), ("(SBU/NF)", "SBU//NF"),
        ("(S//FGI//NF)", "S//FGI//NF"), ("(C NF)", "C//NF"), ("(S-NF)", "S//NF"),
        ("(C/NOFORN)", "C//NF"), ("(LOU)", "LOU"), ("( C )", "C"), ("(SNF)", "S//NF"),
        ("(N/SF)", "S//NF"), ("(NF/S)", "S//NF"), ("(C", "C"), ("SBU)", "SBU"), ("C)", "C"),
    ],
)  # fmt: skip
def test_portion_marks(written_mark: str, shown: str) -> None:
    mark = read(f"1. {written_mark} The harvest.\n\nROE\n").paragraphs[0].mark

    assert mark is not None
    assert mark.value.text == shown


@pytest.mark.parametrize("bracket", ["(B, D)", "(UK)", "(NOTAL)", "(REF F)", "(A)"])
def test_other_brackets_are_text(bracket: str) -> None:
    paragraph = read(f"1. {bracket} The harvest.\n\nROE\n").paragraphs[0]

    assert paragraph.mark is None
    assert paragraph.text == f"{bracket} The harvest."


def test_years_and_decimals_at_a_line_start_are_text() -> None:
    found = read(
        "1. (U) The fair was held in\n2007. Then again in 2008, with\n3.5 million people.\n\n"
        "2. (U) It grew.\n\nROE\n"
    )

    assert anchors(found) == ["par1", "par2"]


def test_a_list_after_a_colon_is_inner() -> None:
    found = read(
        "1. (U) Three wishes:\n\n1. Rain.\n2. Sun.\n3. Wind.\n\n2. (U) All were granted.\n\nROE\n"
    )

    assert anchors(found) == ["par1", "par2"]
    assert "3. Wind." in found.paragraphs[0].text


def test_an_inner_list_without_marks_does_not_take_the_next_number() -> None:
    found = read(
        "1. First.\n\n2. Wishes are:\n1. Rain.\n2. Sun.\n3. Wind.\n4. Snow.\n\n3. Third.\n\n"
        "4. Fourth.\n\nROE\n"
    )

    assert anchors(found) == ["par1", "par2", "par3", "par4"]
    assert found.paragraphs[3].text == "Fourth."


def test_quoted_text_keeps_its_own_numbers() -> None:
    found = read(
        "1. (U) The law says:\n\nBEGIN TEXT\n\n1. No barley.\n\n2. No rye.\n\nEND TEXT\n\n"
        "2. (U) It is not kept.\n\nROE\n"
    )

    assert anchors(found) == ["par1", "par2"]
    assert [one.value for one in found.quotations] == ["BEGIN TEXT"]
    assert "2. No rye." in found.paragraphs[0].text


def test_a_quotation_that_nobody_closes_is_told() -> None:
    found = read("1. (U) The law:\n\nBEGIN TEXT\n\n1. No barley.\n\n2. (U) It is kept.\n\nROE\n")

    assert anchors(found) == ["par1", "par2"]
    assert DefectKind.QUOTATION_UNCLOSED in kinds(found)


def test_a_lost_number_is_a_gap() -> None:
    found = read("1. (U) One.\n\n2. (U) Two.\n\n4. (U) Four.\n\nROE\n")

    assert anchors(found) == ["par1", "par2", "par4"]
    assert DefectKind.NUMBER_GAP in kinds(found)


def test_a_repeated_number_gets_an_anchor_of_its_own() -> None:
    found = read("4. (U) A.\n\n5. (U) B.\n\n5. (U) C.\n\n6. (U) D.\n\nROE\n")

    assert anchors(found) == ["par4", "par5", "par5b", "par6"]
    assert DefectKind.NUMBER_REPEATED in kinds(found)


def test_a_second_series_gets_anchors_of_its_own() -> None:
    found = read("1. (U) A.\n\n2. (U) B.\n\n1. (U) C.\n\n2. (U) D.\n\nROE\n")

    assert anchors(found) == ["par1", "par2", "par1b", "par2b"]
    assert DefectKind.NUMBER_RESTARTED in kinds(found)


def test_two_paragraphs_on_a_line_are_two() -> None:
    found = read("1. (U) One. End summary. 2. (C) Two.\n\nROE\n")

    assert anchors(found) == ["par1", "par2"]
    assert found.paragraphs[1].text == "Two."


def test_a_doubled_number_is_one() -> None:
    found = read("1. 1. (U) One.\n\n2. 2. (U) Two.\n\nROE\n")

    assert [one.text for one in found.paragraphs] == ["One.", "Two."]


def test_a_publishers_mark_before_a_number_is_no_part_of_it() -> None:
    found = read("¶1. (U) One.\n\n¶2. (U) Two.\n\nROE\n")

    assert anchors(found) == ["par1", "par2"]
    assert [written(found, one.number.span) for one in found.paragraphs if one.number] == ["1", "2"]


def test_the_day_of_a_date_is_no_paragraph() -> None:
    found = read(
        "1. Snow delayed the fair until October\n3. It was held then.\n\n"
        "2. The mayor spoke in May\n\n"
        "3. 1999.\n\n3. Nobody came.\n\nROE\n"
    )

    assert [one.text[:10] for one in found.paragraphs] == ["Snow delay", "The mayor ", "Nobody cam"]


def test_an_unmarked_number_inside_a_line_is_found_by_its_neighbours() -> None:
    found = read("1. One.\n\n2. Two. It ends.  3. Three.\n\n4. Four.  5. Five.\n\nROE\n")

    assert anchors(found) == ["par1", "par2", "par3", "par4", "par5"]


def test_an_extract_may_lack_most_numbers() -> None:
    long = "The barley stood well all through the valley. " * 5
    found = read(f"1. {long}\n3. {long}\n8. {long}\n11. {long}\n12. {long}\nROE\n")

    assert anchors(found) == ["par1", "par3", "par8", "par11", "par12"]


def test_a_table_of_contents_takes_no_anchors() -> None:
    found = read(
        "1. Barley\n2. Rye\n3. Oats\n\n1. Barley\n\nGood.\n\n2. Rye\n\nBad.\n\n"
        "3. Oats\n\nNone.\n\nROE\n"
    )

    assert anchors(found) == ["text1", "par1", "par2", "par3"]


def test_keyed_answers_have_anchors_by_number_and_letter() -> None:
    found = read(
        "1. (U) Answers are keyed to reftel.\n\nXXVII. OVERVIEW OF\nTHE HARVEST\n\n"
        "A and B. Barley.\n\nC. Rye.\n\nMore rye.\n\nXXVIII. MARKETS\n\nA through C. None.\n\n"
        "E. Few.\n\n29. BEST PRACTICES: Patience.\n\nROE\n"
    )

    assert anchors(found) == ["par1", "par27ab", "par27c", "par28abc", "par28e", "par29"]
    assert [one.heading.value for one in found.paragraphs if one.heading] == [
        "XXVII. OVERVIEW OF THE HARVEST",
        "XXVIII. MARKETS",
    ]
    assert found.paragraphs[2].text == "Rye.\n\nMore rye."
    assert DefectKind.NUMBER_GAP not in kinds(found)


def test_roman_headings_of_a_report_are_no_keys() -> None:
    found = read("I. INTRODUCTION\n\n1. (U) One.\n\nII. END OF IT\n\n2. (U) Two.\n\nROE\n")

    assert anchors(found)[-2:] == ["par1", "par2"]


@pytest.mark.parametrize(
    "heading",
    [
        "-------\nSUMMARY\n-------",
        "SUMMARY\n-------",
        "------- \nSUMMARY",
        "SUMMARY",
        "-------\n\nSUMMARY\n\n-------",
        "//SUMMARY//",
        "SUMMARY -------",
        "- - - - - - -\nSUMMARY\n- - - - - - -",
    ],
)
def test_headings_with_and_without_rules(heading: str) -> None:
    found = read(f"{heading}\n\n1. (U) Good.\n\n2. (U) Very.\n\nROE\n")

    assert found.paragraphs[0].heading is not None
    assert found.paragraphs[0].heading.value == "SUMMARY"
    assert found.summary == ("par1", "par2")
    assert [one.text for one in found.paragraphs] == ["Good.", "Very."]


def test_a_heading_in_two_lines_is_one() -> None:
    found = read(
        "1. (U) One.\n\n----------\nA Harvest That Was Better Than Anybody\nHad Dared to Hope\n"
        "----------\n\n2. (U) Two.\n\nROE\n"
    )

    heading = found.paragraphs[1].heading
    assert heading is not None
    assert heading.value == "A Harvest That Was Better Than Anybody Had Dared to Hope"


def test_text_below_a_heading_is_not_of_the_paragraph_above() -> None:
    found = read("1. (U) One.\n\nCOMMENT\n-------\nIt was good.\n\nIt was.\n\nROE\n")

    assert [(one.anchor, one.text) for one in found.paragraphs] == [
        ("par1", "One."),
        ("text1", "It was good."),
        ("text2", "It was."),
    ]


def test_without_numbers_each_block_is_a_paragraph() -> None:
    found = read("The harvest was\ngood.\n\nIt was very good.\n\nROE\n")

    assert [(one.anchor, one.text) for one in found.paragraphs] == [
        ("text1", "The harvest was\ngood."),
        ("text2", "It was very good."),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "\nVIENTIANE  00000012  002 OF 003\n\n",
        "\nVIENTIANE 00000012  002.2 OF 003\n\n\n",
        "VIENTIANE 00000012  002.2 OF 003\n",
        "\nSIPDIS\n",
        "\nCONFIDENTIAL\n\nPAGE 02        VIENTI  00012  01 OF 03  182017Z\n\n",
        "\nUNCLAS SECTION 02 OF 03 VIENTIANE 000012\n\nSIPDIS\n\n",
    ],
)
def test_a_page_mark_breaks_no_sentence(mark: str) -> None:
    found = read(f"1. (U) The Director of\n{mark}Investigations was there.\n\nROE\n")

    assert [one.text for one in found.paragraphs] == ["The Director of\nInvestigations was there."]
    assert found.page_marks


@pytest.mark.parametrize(
    "mark",
    [
        "SIPDIS",
        "SIPDIS NOFORN",
        "NOFORN",
        "EXDIS",
        "NODIS",
        "STADIS",
        "LIMDIS",
        "NNN",
        "NNNN",
        "NNNMAFVVZCZ",
        "BT",
        "#0012",
        "UNCLAS SECTION 02 OF 03 VIENTIANE 000012",
        "C O N F I D E N T I A L SECTION 02 OF 03 VIENTIANE 000012",
        "CONFIDENTIAL VIENTIANE SECTION 02 OF 03 LAOS 000012",
        "S E C R E T FINAL SECTION OF 03 VIENTIANE 000012",
        "SECRET SECTION 2 OF 3 VIENTIANE 12",
        "LIMITED OFFICIAL USE SECTION 02 OF 03 VIENTIANE 000012",
    ],
)
def test_each_mark_on_a_line_of_its_own_is_taken_out(mark: str) -> None:
    found = read(f"1. (U) It rained.\n\n  {mark}\n\nIt rained more.\n\n2. (U) Sun.\n\nROE\n")

    assert [one.text for one in found.paragraphs] == ["It rained.\n\nIt rained more.", "Sun."]
    assert [one.value for one in found.page_marks] == [mark]


def test_a_caption_glued_to_its_line_is_taken_out() -> None:
    found = read("1. (U) It rained.\nSIPDIS It rained more.\n\n2. (U) Sun.\n\nROE\n")

    assert found.paragraphs[0].text.split() == ["It", "rained.", "It", "rained", "more."]
    assert [one.value for one in found.page_marks] == ["SIPDIS"]


def test_a_page_mark_inside_a_line_is_taken_out() -> None:
    found = read("1. (U) The Director VIENTIANE 00000012  002 OF 003 was there.\n\nROE\n")

    assert found.paragraphs[0].text.split() == ["The", "Director", "was", "there."]
    assert [one.value for one in found.page_marks] == ["VIENTIANE 00000012  002 OF 003"]


def test_a_bare_break_breaks_no_sentence() -> None:
    found = read(
        "1. (U) Attention in the\n\nreporting period. Then\n\nmore. \n\nMuch more.\n\nROE\n"
    )

    assert found.paragraphs[0].text == (
        "Attention in the\nreporting period. Then\nmore.\n\nMuch more."
    )


def test_the_summary_ends_at_its_end() -> None:
    found = read("1. (U) SUMMARY: Good.\n\n2. (U) Better. END SUMMARY.\n\n3. (U) Details.\n\nROE\n")

    assert found.summary == ("par1", "par2")


def test_a_summary_without_an_end_is_its_paragraph() -> None:
    found = read("1. (U) Summary. Good.\n\n2. (U) Details.\n\nROE\n")

    assert found.summary == ("par1",)


def test_entire_text_marks_every_paragraph() -> None:
    found = read("1. (C - ENTIRE TEXT)\n\n2. BEGIN SUMMARY. Good.\n\n3. Details.\n\nROE\n")

    assert [one.mark.value.text if one.mark else None for one in found.paragraphs] == [
        "C", "C", "C",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("foot", "signer"),
    [
        ("\nROE\n", "ROE"),
        ("\nRoe\n", "Roe"),
        ("\nROE .\n", "ROE"),
        ("\nROE ROE\n", "ROE"),
        ("\nDOE-ROE\n", "DOE-ROE"),
        ("\nO'ROE\n", "O'ROE"),
        ("\nLA ROE\n", "LA ROE"),
        ("\nROE\n\nNNNN\n", "ROE"),
        ("\nROE\n=======CABLE ENDS====\n", "ROE"),
        ("End comment. ROE\n", "ROE"),
        ("\nEND COMMENT\n", None),
        ("\nEND TEXT\n", None),
        ("\nSIPDIS\n", None),
        ("", None),
    ],
)
def test_the_signer(foot: str, signer: str | None) -> None:
    found = read(f"1. (U) The harvest was good.\n\n2. (U) It was very good. {foot}")

    assert (found.signer.value if found.signer else None) == signer
    assert not found.truncated


@pytest.mark.parametrize("foot", ["on td authoritim", "the Director of the", "the grow..."])
def test_a_text_that_breaks_off_has_no_signer(foot: str) -> None:
    found = read(f"1. (U) The harvest was good.\n\n2. (U) It was said by\n{foot}")

    assert found.signer is None
    assert found.truncated
    assert DefectKind.TRUNCATED in kinds(found)


def test_nothing_below_the_signer_is_lost() -> None:
    found = read("1. (U) Good.\n\nROE\n\nCopied by the archive in 1990.\n")

    assert found.signer is not None
    assert found.paragraphs[-1].text == "Copied by the archive in 1990."


def test_an_open_note_is_told() -> None:
    found = read("1. (U) Good. (Note: Not very. End note\n\n2. (U) Bad. (Note: Yes.)\n\nROE\n")

    told = [one for one in found.defects if one.kind == DefectKind.NOTE_UNCLOSED]
    assert [written(found, one.span) for one in told] == ["(Note:"]


def test_a_second_cable_is_told() -> None:
    found = read(
        "1. (U) Good.\n\n50133  2006-01-19 12:00  06BONN131  Embassy Bonn  CONFIDENTIAL\n"
        "\n1. Other.\n"
    )

    assert DefectKind.SECOND_CABLE in kinds(found)


def test_a_mark_above_the_classification_is_told() -> None:
    assert DefectKind.CLASSIFICATION_DIFFERS in kinds(read("1. (S) Secret.\n\nROE\n"))


def test_quote_marks_of_a_forwarded_message_are_no_text() -> None:
    found = telegram(message="1. (U) The\n> harvest\n> was\n> very\n> good\n> indeed.\n\nROE\n")

    assert ">" not in found.paragraphs[0].text
    assert found.text.count("\n>") == 5
