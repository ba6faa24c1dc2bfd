from tests.sample import cable_record

from reftel.reading_room.outline import outline
from reftel.reading_room.pieces import Heading
from reftel.telegram.cable import CableRecord


def record_of(*headings: str | None) -> CableRecord:
    first = cable_record()["paragraphs"][0]
    text = "The harvest was so good that\nnobody could count the sacks of barley any longer."
    return cable_record(
        paragraphs=[
            {**first, "anchor": f"par{n}", "number": str(n), "heading": heading, "text": text}
            for n, heading in enumerate(headings, 1)
        ]
    )


def test_a_cable_with_headings_is_listed_by_them() -> None:
    record = record_of("SUMMARY", None, None, "STORES", None, None, None, "COMMENT")
    assert outline(record) == (
        Heading("SUMMARY", "par1"),
        Heading("STORES", "par4"),
        Heading("COMMENT", "par8"),
    )


def test_a_long_one_without_is_listed_by_the_first_words_of_its_paragraphs() -> None:
    lines = outline(record_of("SUMMARY", *[None] * 8))
    assert lines[0] == Heading("SUMMARY", "par1", "1")
    assert lines[8] == Heading("The harvest was so good that nobody could …", "par9", "9")
    assert len(lines) == 9


def test_a_short_one_without_needs_no_list_and_a_book_gets_a_bounded_one() -> None:
    assert outline(record_of(None, None, None)) == ()
    assert len(outline(record_of(*[None] * 1_000))) == 40
