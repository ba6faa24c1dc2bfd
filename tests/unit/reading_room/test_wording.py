from reftel.declaration import Declaration
from reftel.reading_room.wording import counted, language_of, said


def test_an_archive_in_a_language_without_a_catalogue_is_shown_in_english() -> None:
    assert language_of(Declaration(languages=("xx", "en"))) == "en"
    assert language_of(Declaration(languages=())) == "en"


def test_messages_take_values_and_numbers() -> None:
    assert said("page %(n)s", n=3) == "page 3"
    assert said("100 % sure") == "100 % sure"
    assert counted("%(n)s day", "%(n)s days", 1, n=1) == "1 day"
    assert counted("%(n)s day", "%(n)s days", 2, n=2) == "2 days"
