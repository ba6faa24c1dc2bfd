"""What the pages of history show, and that none asks more than three questions."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.corrected import CORRECTED, PLAIN, REDONE, WITHDRAWN, corrected_archive
from tests.reader import MADE, Markup, Reader, publish, reader
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.connections import Connections
from reftel.edition.live import open_live
from reftel.edition.past import Address, Past, title_digest

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    return corrected_archive(tmp_path_factory.mktemp("history") / "archive")


@pytest.fixture(scope="module")
def room(archive: ArchiveFolder) -> Reader:
    return reader(archive)


def marked(text: str, tag: str) -> list[str]:
    """What stands in each element of a kind."""
    return [part.partition(f"</{tag}>")[0] for part in text.split(f"<{tag}>")[1:]]


def test_the_page_of_a_cable_leads_to_its_history_where_there_is_one(room: Reader) -> None:
    address = f"/cable/{CORRECTED}/history/"

    assert (
        f'href="{address}">3 texts of this cable have been public'
        in room.get(f"/cable/{CORRECTED}/").text
    )
    assert "/history/" not in room.get(f"/cable/{PLAIN}/").text


def test_a_history_shows_what_went_and_what_came_and_why(room: Reader) -> None:
    text = room.get(f"/cable/{CORRECTED}/history/").text

    assert text.index("Edition 5") < text.index("Edition 2") < text.index("Edition 1")
    assert text.index("A paragraph belonged to another cable.") < text.index("A page was cut off.")
    assert "The first part." in text
    went, came = marked(text, "del"), marked(text, "ins")
    assert "third" in went
    assert "quarter" in came
    assert any(one.startswith("2. (U) The Minister of Salt") for one in went)
    assert any(one.startswith("3. (U) A barge with forty") for one in came)
    assert "<del>ZZ</del>" in text


def test_a_history_that_was_cut_off_says_that_there_was_something(room: Reader) -> None:
    text = room.get(f"/cable/{REDONE}/history/").text

    assert "One text of this cable has been public, since 4 March 2026" in text
    assert "Released again without a name." in text
    for event in ("Withdrawn 3 March 2026", "Changed 2 March 2026", "Released 1 March 2026"):
        assert event in text
    assert "cut off" not in text
    assert "<del>" not in text


@pytest.mark.parametrize(
    ("address", "status", "to"),
    [
        (f"/cable/{CORRECTED}/history/1/", 200, ""),
        (f"/cable/{CORRECTED}/history/2/?view=sent", 200, ""),
        (f"/cable/{CORRECTED}/history/3/", 301, f"/cable/{CORRECTED}/history/2/"),
        (f"/cable/{CORRECTED}/history/4/raw.txt", 301, f"/cable/{CORRECTED}/history/2/raw.txt"),
        (f"/cable/{CORRECTED}/history/5/", 200, ""),
        (f"/cable/{CORRECTED}/history/6/", 404, ""),
        (f"/cable/{CORRECTED}/history/0/", 404, ""),
        (f"/cable/{CORRECTED}/history/999999999/", 404, ""),
        (f"/cable/{CORRECTED.lower()}/history/1/", 301, f"/cable/{CORRECTED}/history/1/"),
        (f"/cable/{REDONE}/history/1/", 410, ""),
        (f"/cable/{REDONE}/history/2/raw.txt", 410, ""),
        (f"/cable/{REDONE}/history/3/", 404, ""),
        (f"/cable/{REDONE}/history/4/", 200, ""),
        (f"/cable/{WITHDRAWN}/history/", 410, ""),
        (f"/cable/{WITHDRAWN}/history/1/", 410, ""),
        (f"/reftel/{WITHDRAWN}/", 301, f"/cable/{WITHDRAWN}/"),
        ("/cable/08EXAMPLETOWN99/history/", 404, ""),
        ("/cable/08EXAMPLETOWN99/history/1/", 404, ""),
        ("/editions/6/", 404, ""),
        ("/editions/0/added/", 404, ""),
        ("/browse/tag/NEVER/", 404, ""),
        ("/browse/tag/PREL.csv", 410, ""),
        ("/browse/created/1999/", 404, ""),
        ("/about/never/", 404, ""),
    ],
)
def test_an_address_is_one_text_for_ever(room: Reader, address: str, status: int, to: str) -> None:
    answer = room.get(address)

    assert (answer.status, answer.headers.get("Location", "")) == (status, to)


def test_an_earlier_text_says_that_it_is_not_the_cable_as_it_is(room: Reader) -> None:
    answer = room.get(f"/cable/{CORRECTED}/history/1/")

    assert "Superseded." in answer.text
    assert "from edition 1 (1 March 2026) until edition 2 (2 March 2026)" in answer.text
    assert "A page was cut off." in answer.text
    links = {attributes.get("rel"): attributes for _, attributes in Markup(answer.text).tags}
    assert links["canonical"]["href"] == f"/cable/{CORRECTED}/"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "rose by a third" in answer.text
    raw = room.get(f"/cable/{CORRECTED}/history/1/raw.txt").text
    assert "rose by a third" in raw
    assert "rose by a quarter" in room.get(f"/cable/{CORRECTED}/raw.txt").text


def test_an_earlier_text_leads_only_to_what_this_edition_knows(room: Reader) -> None:
    """The cables that refer to it by now are those of the current texts."""
    text = room.get(f"/cable/{CORRECTED}/history/1/").text

    assert "STATE 4321" in text
    assert {one for one in Markup(text).links if one.startswith("/reftel/")} == set()
    assert room.get("/reftel/08STATE4321/").status == 404


def test_an_earlier_text_has_the_words_that_its_abbreviations_lead_to(room: Reader) -> None:
    page = Markup(room.get(f"/cable/{CORRECTED}/history/1/").text)

    below = {one.removeprefix("#") for one in page.links if one.startswith("#")}
    assert {"w-DCM", "main"} <= below
    assert below <= {attributes.get("id") for _, attributes in page.tags}


def test_every_edition_is_told_with_its_counts(room: Reader) -> None:
    told = json.loads(room.get("/editions.json").text)["editions"]

    counts = [
        (one["number"], one["added"], one["changed"], one["withdrawn"], one["cables"])
        for one in told
    ]
    assert counts == [
        (5, 0, 1, 0, 3),
        (4, 1, 0, 0, 3),
        (3, 0, 0, 2, 2),
        (2, 0, 2, 0, 4),
        (1, 4, 0, 0, 4),
    ]
    assert [one["made"][:10] for one in told] == [f"2026-03-0{day}" for day in (5, 4, 3, 2, 1)]
    assert len({one["digest"] for one in told}) == 5
    page = room.get("/editions/").text
    assert all(f'href="/editions/{number}/"' in page for number in range(1, 6))
    assert room.get("/editions.csv").text.count("\r\n") == 6


def test_an_edition_shows_facts_of_what_is_here_and_ids_of_what_is_not(room: Reader) -> None:
    first, third = room.get("/editions/1/").text, room.get("/editions/3.json").text

    assert "withdrawn since" in first
    assert "A barge is missing" in first
    assert '<p class="why">The first part.</p>' in first
    assert "<subtitle>The first part.</subtitle>" in room.get("/editions/1.atom").text
    assert json.loads(third)["notices"] == [], "what was said of texts that are not shown any more"
    assert [(one["what"], one["id"], one["subject"]) for one in json.loads(third)["changes"]] == [
        ("withdrawn", REDONE, "BLUE BARLEY"),  # it is here again
        ("withdrawn", WITHDRAWN, None),
    ]
    assert room.get("/editions/1/added.csv").text.splitlines()[1].startswith(f"{CORRECTED},added,1")


def test_the_feed_tells_additions_changes_and_withdrawals(room: Reader) -> None:
    feed = ET.fromstring(room.get("/feeds/changes.atom").body)  # noqa: S314 -- ours

    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[:4] == [
        "Changed: BLUE BARLEY",
        "Added: BLUE BARLEY",
        f"Withdrawn: {WITHDRAWN}",
        "Withdrawn: BLUE BARLEY",
    ]
    assert len(titles) == 10
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len({*ids}) == 10
    (deleted,) = feed.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert deleted.get("when") == "2026-03-03T12:00:00Z"


def test_a_list_whose_key_changed_leads_to_where_it_is_now(tmp_path: Path) -> None:
    """Of two titles that claim one key, one gets a longer key as long as both are here."""
    titles = ("Embassy Two Town", "Embassy Two-Town")
    both = [cable_record(f"08TWO{at}", origin=title) for at, title in enumerate(titles)]
    archive = publish(tmp_path / "archive", both)
    keys = {
        one.title: one.key for one in open_live(archive, audience=Audience.PUBLIC).shelves("origin")
    }
    longer = keys[titles[1]]
    assert keys[titles[0]] == "embassy-two-town" != longer

    past = Past(1, (), [Address("origin", longer, title_digest(titles[1]))])
    build(archive, both[1:], audience=Audience.PUBLIC, made_at=MADE, past=past)
    room = reader(archive)
    for end in ("/", ".json", ".csv"):
        answer = room.get(f"/browse/origin/{longer}{end}")
        assert (answer.status, answer.to) == (301, f"/browse/origin/embassy-two-town{end}")
        assert room.get(answer.to).status == 200


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    one = Connections.one

    def counting(self: Connections) -> object:
        asked.append("")
        return one(self)

    monkeypatch.setattr(Connections, "one", counting)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        f"/cable/{CORRECTED}/",
        f"/cable/{CORRECTED}/history/",
        f"/cable/{CORRECTED}/history/1/",
        "/editions/",
        "/editions/1/",
        "/editions/1/added/",
        "/feeds/changes.atom",
    ],
)
def test_a_page_asks_three_questions_at_most(
    room: Reader, queries: list[str], address: str
) -> None:
    room.get(address)  # what is known of an edition as a whole is asked once
    queries.clear()

    assert room.get(address).status == 200
    assert len(queries) <= 3, address


def test_the_pages_of_an_archive_that_was_never_changed(tmp_path: Path) -> None:
    from tests.small_archive import small_archive  # noqa: PLC0415

    room = reader(small_archive(tmp_path / "small"))

    for address in ("/editions/", "/editions/1/", "/cable/09EVIL1/history/", "/feeds/changes.atom"):
        assert room.get(address).status == 200
    assert "<script>alert" not in room.get("/cable/09EVIL1/history/").text
