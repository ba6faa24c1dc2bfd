from hypothesis import given
from hypothesis import strategies as st

from reftel.reading_room.reflow import Block, Setting, blocks

PROSE, ITEM, TABLE, RULE = Setting.PROSE, Setting.ITEM, Setting.TABLE, Setting.RULE


def test_lines_broken_at_the_margin_are_joined() -> None:
    text = (
        "The harvest of blue barley was better than anybody in the\n"
        "valley remembers, and the granaries of the three provinces\n"
        "are full.\n"
    )
    joined = (
        "The harvest of blue barley was better than anybody in the valley remembers, "
        "and the granaries of the three provinces are full."
    )
    assert blocks(text) == [Block(PROSE, (joined,))]


def test_lines_that_stop_short_keep_their_end() -> None:
    text = (
        "The new council is:\n"
        "First Speaker of the Assembly of the Upper and the Lower\n"
        "Valleys Anna Roe;\n"
        "Keeper of the Granaries Ben Doe;\n"
        "Bearer of the Second Lantern Dora Coe; and\n"
        "Master of Ferries Carl Poe.\n"
    )
    assert blocks(text) == [
        Block(
            PROSE,
            (
                "The new council is:",
                "First Speaker of the Assembly of the Upper and the Lower Valleys Anna Roe;",
                "Keeper of the Granaries Ben Doe;",
                "Bearer of the Second Lantern Dora Coe; and",
                "Master of Ferries Carl Poe.",
            ),
        )
    ]


def test_a_line_that_breaks_off_in_mid_sentence_was_wrapped_by_a_copyist() -> None:
    text = "The barges of the northern provinces were laid up\nall the winter, and nobody was glad."
    assert blocks(text) == [Block(PROSE, (text.replace("\n", " "),))]


def test_items_are_set_apart() -> None:
    text = (
        "Three requests:\n-- More barges.\n-- More rope, of the kind that\nfloats.\n(a) Less rain."
    )
    assert blocks(text) == [
        Block(PROSE, ("Three requests:",)),
        Block(ITEM, ("-- More barges.",)),
        Block(ITEM, ("-- More rope, of the kind that floats.",)),
        Block(ITEM, ("(a) Less rain.",)),
    ]


def test_tables_and_rows_of_dashes_are_left_alone() -> None:
    text = "Year    Tons\n2007     120\n2008     140\n\n-----\nEnd."
    assert blocks(text) == [
        Block(TABLE, ("Year    Tons", "2007     120", "2008     140")),
        Block(RULE, ("-----",)),
        Block(PROSE, ("End.",)),
    ]


def test_a_sentence_broken_by_a_page_is_one_again_and_a_new_one_is_not() -> None:
    broken = "The barges of the northern provinces were laid up all the\n\n\nwinter. "
    assert blocks(broken) == [
        Block(PROSE, ("The barges of the northern provinces were laid up all the winter.",))
    ]
    assert len(blocks("It rained.\n\nthen it stopped.")) == 2


@given(st.text(alphabet="ab.;-( )1A\n", max_size=400))
def test_no_word_is_lost(text: str) -> None:
    words = [word for block in blocks(text) for line in block.lines for word in line.split()]
    assert words == text.split()
