from tests.sample import cable_record

from reftel.reading_room.account import account


def test_it_says_what_the_cable_is_and_what_was_done_to_it() -> None:
    marks = [{"start": 1, "end": 2}, {"start": 5, "end": 6}]
    told = account(cable_record(sections=3, page_marks=marks))
    assert told.sentences == (
        "A telegram of 2008, taken from a publisher's page in the form of August 2011.",
        "Sent in 3 sections, which are joined here.",
        "2 page marks of the transmission are left out in “To read”.",
    )


def test_a_telegram_of_which_nothing_is_known_is_called_that() -> None:
    told = account(cable_record(created=None, dates=[], paragraphs=[]))
    assert told.sentences[0] == ("A telegram without a date, taken from the text of the telegram.")
    assert "No paragraphs could be told apart" in told.sentences[1]


def test_a_source_that_another_program_named_is_given_in_its_words() -> None:
    dates = [{"kind": "created", "value": "2008-02-29", "source": "a library"}]
    assert "taken from a library." in account(cable_record(dates=dates)).sentences[0]


def test_a_few_defects_are_told_with_the_number_of_their_place() -> None:
    defects = [
        {"kind": "number-gap", "start": 0, "end": 1, "message": f"Fault {n}"} for n in range(9)
    ]
    told = account(cable_record(defects=defects))
    assert told.defects[:2] == ((1, "Fault 0"), (2, "Fault 1"))
    assert (len(told.defects), told.more_defects) == (6, 3)
