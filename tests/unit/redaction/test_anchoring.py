"""A mark is found again exactly once, or it is adrift."""

import pytest

from reftel.redaction.anchoring import anchored
from reftel.redaction.values import Mark

TEXT = "The minister met with Jane Doe on Tuesday in the north of the country, to talk of barley."


def found(before: str, words: str, after: str) -> str | None:
    """What stands around the mark over Jane Doe in a later text, or None where it is adrift."""
    mark = Mark.at(before, before.index(words), before.index(words) + len(words))
    (place,) = anchored([mark], after)
    return (
        None
        if place is None
        else f"{after[: place.start]}<{after[place.start : place.end]}>{after[place.end :]}"
    )


@pytest.mark.parametrize(
    ("later", "place"),
    [
        pytest.param(f"A word before. {TEXT}", f"A word before. {TEXT}", id="moved"),
        pytest.param(
            "The minister met with Jane\n  Doe on\nTuesday in the north of the country, to talk.",
            "The minister met with <Jane\n  Doe> on\nTuesday in the north of the country, to talk.",
            id="set anew",
        ),
        pytest.param(
            "The XXXXXXXXXXXX met with Jane Doe on Tuesday in the north of the country, to",
            "The XXXXXXXXXXXX met with <Jane Doe> on Tuesday in the north of the country, to",
            id="redacted beside it",
        ),
        pytest.param(
            "The minister met with XXXXXXXXXXXX on Tuesday in the north of the country, to",
            "The minister met with <XXXXXXXXXXXX> on Tuesday in the north of the country, to",
            id="redacted itself",
        ),
        pytest.param(f"{TEXT} {TEXT}", None, id="twice"),
        pytest.param("The minister met with nobody on Tuesday.", None, id="gone"),
        pytest.param("Another story of Jane Doe, and of wheat.", None, id="elsewhere"),
    ],
)
def test_a_mark_is_found_once_or_adrift(later: str, place: str | None) -> None:
    expected = place.replace("Jane Doe", "<Jane Doe>") if place and "<" not in place else place

    assert found(TEXT, "Jane Doe", later) == expected


def test_marks_that_nothing_tells_apart_are_found_if_there_are_as_many_places() -> None:
    text = "Doe. " * 3
    marks = [Mark.at(text, at, at + 3) for at in (0, 5, 10)]
    same = [mark._replace(before="", after="") for mark in marks]

    assert [one and one.start for one in anchored(same, "It is Doe. " * 3)] == [6, 17, 28]
    assert anchored(same, "Doe. " * 4) == [None, None, None]


def test_over_anothers_redaction_a_mark_keeps_the_words_that_it_is_of() -> None:
    later = TEXT.replace("Jane Doe", "XXXXXXXXXXXX")
    (moved,) = anchored([Mark.at(TEXT, 22, 30)], later)

    assert moved is not None
    assert (moved.words, later[moved.start : moved.end]) == ("Jane Doe", "XXXXXXXXXXXX")
    assert anchored([moved], later) == [moved], "and is found there again"
