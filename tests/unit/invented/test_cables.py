"""Invented cables: the same for the same seed, of the right shape, odd in every way there is."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from reftel.gazetteer import posts, tags
from reftel.invented import InventedCable, cables
from reftel.invented.grammar import Topic
from reftel.invented.layout import written
from reftel.invented.topics import TOPICS

LIST = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "reference-ids.csv.gz"

# Everything that can be odd about a cable; each has its rule in the format.
ODDITIES = {
    "Classified By broken",
    "Classified By in capitals",
    "TAGS misspelt",
    "TAGS run together",
    "accented letters",
    "ampersand encoded twice",
    "backslash at a line end",
    "called stations wrap",
    "caption repeated",
    "captions on the number line",
    "classification lost a space",
    "classification lost its first letter",
    "corrected copy",
    "decimal at a line start",
    "declassification date impossible",
    "declassification date year first",
    "declassification on an event",
    "declassification year of two digits",
    "department block",
    "encrypt for transmission only",
    "error struck out",
    "exempted addressee",
    "limited official use",
    "misspelt precedence",
    "no paragraph numbers",
    "note unclosed",
    "null before the header",
    "number line retyped",
    "operating signal",
    "order number mistyped",
    "other caption",
    "page break: SIPDIS",
    "page break: blank",
    "page break: department",
    "paragraph number repeated",
    "paragraph number skipped",
    "partial extract",
    "person among the TAGS",
    "portion mark damaged",
    "protect mark",
    "published twice",
    "quoted in a mail",
    "quoted text without end",
    "quotes recoded wrongly",
    "redacted",
    "REF none",
    "reference and previous",
    "reference letters doubled",
    "reference not to all",
    "reference to an e-mail",
    "reference year behind",
    "references between commas",
    "row number above the text",
    "serial range",
    "signer twice",
    "signer with a period",
    "station under another name",
    "subject breaks at a hyphen",
    "subject called SUBJ",
    "subject empty",
    "subject in parts",
    "subject marked",
    "summary without end",
    "thousands between dots",
    "three fields on one line",
    "truncated",
    "two paragraphs on a line",
    "year at a line start",
    "year in the number line",
}


@cache
def many() -> tuple[InventedCable, ...]:
    return tuple(cables(2000))


def digest(made: tuple[InventedCable, ...]) -> str:
    """Of everything about the cables that is written out anywhere."""
    whole = hashlib.sha256()
    for cable in made:
        facts = (cable.id, cable.created, cable.released, cable.classification, cable.origin)
        truth = (cable.subject, cable.tags, cable.references, cable.captions, cable.numbers)
        whole.update(repr((facts, truth, sorted(cable.oddities), cable.text)).encode())
    return whole.hexdigest()


def test_the_same_seed_gives_the_same_cables() -> None:
    assert digest(tuple(cables(50))) == digest(many()[:50])
    assert digest(tuple(cables(50, seed=7))) != digest(many()[:50])


def test_another_process_with_other_hashes_makes_the_same_cables() -> None:
    code = (
        "import hashlib; from reftel.invented import cables; "
        "print(hashlib.sha256(''.join(c.text for c in cables(40)).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        text=True,
        check=True,
    )

    here = hashlib.sha256("".join(cable.text for cable in many()[:40]).encode()).hexdigest()
    assert done.stdout.strip() == here


def test_fewer_cables_are_the_first_of_more() -> None:
    assert list(cables(10)) == list(many()[:10])


def test_every_cable_has_an_id_of_its_own_in_the_form_of_the_site() -> None:
    ids = [cable.id for cable in many()]

    assert len(set(ids)) == len(ids)
    for cable in many():
        match = re.fullmatch(r"(\d\d)([A-Z]+)([1-9]\d*)", cable.id)
        assert match is not None
        assert cable.created.year % 100 == int(match[1])
        assert posts.POSTS[match[2]].origin == cable.origin


def test_every_cable_says_that_it_is_invented() -> None:
    for cable in many():
        for version in (cable, cable.earlier or cable):
            assert "THIS IS AN INVENTED CABLE." in version.body.upper()


def test_each_oddity_occurs_and_none_is_unknown() -> None:
    met = Counter(oddity for cable in many() for oddity in cable.oddities)

    assert set(met) == ODDITIES
    ordinary = sum(not cable.oddities for cable in many())
    assert ordinary > 900  # of 2,000


def test_longer_cables_have_sections_marks_tables_quotations_and_headings() -> None:
    bodies = [cable.body for cable in many()]

    def holding(pattern: str) -> int:
        shape = re.compile(pattern, re.MULTILINE | re.IGNORECASE)
        return sum(bool(shape.search(body)) for body in bodies)

    assert holding(r" SECTION 01 OF \d\d ") > 500
    assert holding(r"^[A-Z ]{10} \d{8}  \d{3}(\.\d)? OF \d{3} ?$") > 150
    assert holding(r"^[^-\n]+\n-{6,} ?$") > 500
    assert holding(r"^Begin text:") > 50
    assert holding(r"^[\w -]{20,22}( +[\d,]{5,6}){3} ?$") > 50
    assert holding(r"^TAGS [A-Z]{4}") > 200
    assert holding(r"^Refs?: +[({]?A[.)]") > 200
    assert holding(r"^Classified By: ") > 500


def test_lengths_are_those_of_cables() -> None:
    """About a thousand words on average, half of them well below, and a heavy tail."""
    words = sorted(len(cable.body.split()) for cable in many())

    assert 850 < sum(words) / len(words) < 1150
    assert words[len(words) // 2] < 850
    assert words[-1] > 5000
    assert words[0] < 120


def test_lines_fit_the_teleprinter() -> None:
    lines = [line for cable in many()[:300] for line in cable.body.splitlines()]
    long = [line for line in lines if len(line) > 70]

    assert len(long) < len(lines) / 50


def test_years_posts_and_classifications_are_spread_as_in_the_archive() -> None:
    years = Counter(cable.created.year for cable in many())
    assert years[2009] > years[2005] > years[2003] > years[1986] > 0
    assert min(years) == 1966
    assert max(cable.created for cable in many()).isoformat() < "2010-03"

    stations = Counter(cable.origin for cable in many())
    assert stations["Secretary of State"] > stations["Embassy Vientiane"]
    assert len(stations) > 120

    classes = Counter(cable.classification for cable in many())
    assert set(classes) == {
        "UNCLASSIFIED",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "CONFIDENTIAL",
        "CONFIDENTIAL//NOFORN",
        "SECRET",
        "SECRET//NOFORN",
    }


def test_most_references_lead_to_cables_of_the_set_and_some_do_not() -> None:
    held = {cable.id: cable for cable in many()}
    wanted = [(cable, target) for cable in many() for target in cable.references]
    found = [(cable, held[target]) for cable, target in wanted if target in held]

    assert 0.4 < len(found) / len(wanted) < 0.95
    assert all(target.created <= cable.created for cable, target in found)


def test_tags_are_known_codes_of_the_topic_and_the_country() -> None:
    for cable in many():
        for code in cable.tags:
            assert "," in code or tags.entry(code, cable.created.year) is not None, code


def test_every_station_is_written_so_that_it_is_known_again() -> None:
    for station in posts.POSTS:
        assert posts.station(written(station)) == station


@pytest.mark.parametrize("topic", dict.fromkeys(TOPICS))
def test_a_topics_tags_are_in_the_handbook(topic: Topic) -> None:
    codes = {*topic.tags, *(code for theme in topic.themes for code in theme.tags)}

    assert {code for code in codes if tags.entry(code, 2006) is None} == set()


def test_old_telegrams_have_no_routing_and_new_ones_do() -> None:
    for cable in many():
        if cable.created.year < 2002:
            assert "VZCZC" not in cable.header
            assert re.search(r"^[OPR]( [OPR])? \d{6}Z [A-Z]{3} \d\d", cable.header, re.MULTILINE)
        elif "partial extract" not in cable.oddities:
            assert f"#{int(re.sub('.*[A-Z]', '', cable.id)) % 10_000:04d}" in cable.header


def test_a_redacted_cable_was_published_before_with_its_names() -> None:
    twice = [cable for cable in many() if cable.earlier]
    assert twice
    for cable in twice:
        assert cable.earlier is not None
        assert cable.earlier.released < cable.released
        assert cable.earlier.body != cable.body


@pytest.mark.skipif(not LIST.exists(), reason="the list of reference ids is not here")
def test_with_the_list_of_ids_posts_and_months_are_those_of_the_list() -> None:
    """Without the list, the built-in proportions are tested above."""
    made = list(islice(cables(400, reference_ids=LIST), 400))

    assert len({cable.id for cable in made}) == 400
    assert sum(cable.created.year >= 2005 for cable in made) > 320
    assert made[:5] == list(cables(5, reference_ids=LIST))
