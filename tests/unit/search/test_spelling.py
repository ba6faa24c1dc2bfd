"""What a misspelt word may have been meant for."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.spelling import nearest, respelt

HELD = Counter(
    {
        "vientiane": 120,
        "harvest": 400,
        "harvester": 9,
        "barley": 80,
        "barely": 300,
        "trafficking": 900,
        "embassy": 1000,
        "recieve": 2,
        "receive": 600,
        "shelter": 30,
    }
)


def beginning(letters: str, limit: int) -> Iterable[tuple[str, int]]:
    fitting = [(word, count) for word, count in HELD.items() if word.startswith(letters)]
    return sorted(fitting, key=lambda pair: -pair[1])[:limit]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vientaine", "vientiane"),  # exchanged
        ("vientane", "vientiane"),  # lost
        ("vientianne", "vientiane"),  # added
        ("vienbiane", "vientiane"),  # changed
        ("barlely", "barely"),  # near to two: the more frequent
        ("recieve", "receive"),  # hardly known, and far rarer
        ("traficcing", "trafficking"),  # two slips
        ("shleter", "shelter"),
        ("harvest", ""),  # known
        ("xylophone", ""),  # near to nothing
    ],
)
def test_the_nearest_word_that_is_held(written: str, meant: str) -> None:
    assert nearest(written, HELD.__getitem__, beginning) == meant


@pytest.mark.parametrize(
    ("asked", "better"),
    [
        ("vientaine harvets", "vientiane harvest"),
        ('"blue barlely" OR harvest', '"blue barely" OR harvest'),
        ("Vientaine AND -embasy", "vientiane AND -embassy"),
        ("tag:KTPI origin:embasy harvets", "tag:KTPI origin:embasy harvest"),
        ('origin:="Embasy Vientaine" harvets', 'origin:="Embasy Vientaine" harvest'),
        ("subject:harvets", "subject:harvest"),
        ("para:(harvets barlely)", "para:(harvest barely)"),
        ("harvets*", ""),
        ("harvets~1", ""),
        ("harvest", ""),
        ("OR NOT", ""),
        ("", ""),
    ],
)
def test_only_words_of_a_query_are_respelt(asked: str, better: str) -> None:
    assert respelt(asked, HELD.__getitem__, beginning) == better


@given(st.text(st.sampled_from('abéß" :*~-()ORN\x00') | st.characters(), max_size=200))
def test_the_work_is_bounded_whatever_was_typed(text: str) -> None:
    asked = list[str]()

    def frequency(word: str) -> int:
        asked.append(word)
        return 0

    respelt(text, frequency, lambda _letters, _limit: [])
    assert len(asked) < 6000
