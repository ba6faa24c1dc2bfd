"""What else a query finds, by whose say, and how a reader takes it off."""

import pytest

from reftel.gazetteer.spellings import SPELLINGS
from reftel.search.folding import words
from reftel.search.meanings import MOST_EXPANSIONS, Spellings, expanded
from reftel.search.query import Query, parse_query

OWN = Spellings.of([("Exampletown", "Eksempelby", "Ville d'Exemple"), ("Upton", "Uptown")])


def read(text: str, *without: str) -> Query:
    return expanded(parse_query(text), OWN, without)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trafficking in persons", "(trafficking AND in AND persons) OR tag:=KTIP"),
        ('"Trafficking in Persons" rye', '("trafficking in persons" OR tag:=KTIP) AND rye'),
        ("rye human rights barley", None),
        ("KTIP", "ktip OR tag:=KTIP"),
        ("ktip", "ktip"),
        ("DCM rye", '(dcm OR "deputy chief of mission") AND rye'),
        ("dcm rye", "dcm AND rye"),
        ("GOL", 'gol OR "government of laos"'),
        ('"government of laos"', '"government of laos" OR gol'),
        ("PEACEKEEPING", "peacekeeping"),
        ("exampletown", 'exampletown OR eksempelby OR "ville dexemple"'),
        ("Ville d’Exemple rye", "((ville AND dexemple) OR exampletown OR eksempelby) AND rye"),
        ("rye OR upton", "rye OR upton OR uptown"),
        ("=upton", "=upton"),
        ("subject:upton", "subject:upton"),
        ("-upton", "NOT upton"),
        ("upton~1 upt*", "upton~1 AND upt*"),
        ("para:(upton rye)", "para:((upton OR uptown) AND rye)"),
        ('mark:u "trafficking in persons" upton', None),
        ("persons trafficking in", "persons AND trafficking AND in"),
        ("", ""),
    ],
)
def test_a_query_finds_as_well(text: str, found: str | None) -> None:
    query = read(text)

    if found is not None:
        assert query.describe() == found
    assert parse_query(query.describe()).root == query.root
    assert bool(query.expansions) == (query.root != parse_query(text).root)


def test_only_words_are_added_within_a_paragraph() -> None:
    query = read('mark:u "trafficking in persons" upton')

    assert query.describe() == 'para:(mark:U "trafficking in persons" AND (upton OR uptown))'


def test_an_expansion_says_what_it_is_and_goes_by_its_key() -> None:
    (one,) = read("trafficking in persons").expansions

    assert one == (
        "tag-trafficking-in-persons",
        "trafficking in persons",
        "tag:=KTIP",
        "KTIP is the tag for Trafficking in persons",
    )
    assert read("trafficking in persons", one.key) == parse_query("trafficking in persons")


def test_each_sort_of_expansion_is_taken_off_alone() -> None:
    query = read("IAEA")
    assert query.describe() == 'iaea OR tag:=IAEA OR "international atomic energy agency"'
    assert [one.key for one in query.expansions] == ["tag-iaea", "short-iaea"]

    assert read("IAEA", "tag-iaea").describe() == 'iaea OR "international atomic energy agency"'


def test_what_is_added_is_bounded() -> None:
    names = Spellings.of([(f"n{number}", f"m{number}") for number in range(64)])
    query = expanded(parse_query(" ".join(f"n{number}" for number in range(64))), names)

    assert len(query.expansions) == MOST_EXPANSIONS


def test_the_table_has_many_names_each_in_several_spellings() -> None:
    folded = [[words(one) for one in group] for group in SPELLINGS]

    assert len(SPELLINGS) >= 60
    assert all(len(set(group)) == len(group) > 1 and all(group) for group in folded)
    assert Spellings.of(SPELLINGS).others[("qadhafi",)][:2] == (("gaddafi",), ("qaddafi",))
