"""What a mirror is answered without the layers is what the layers answer."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.contents import Withdrawal
from reftel.edition.live import open_live
from reftel.mirror.asking import Application, asked
from reftel.mirror.leading import from_root, links
from reftel.reading_room.urls import urlpatterns
from reftel.site.viewing import _first_word, _routes
from reftel.site.wiring import showing_folder, viewing_folder

ADDRESSES = [
    "/",
    "/cable/08EXAMPLETOWN1/",
    "/cable/08EXAMPLETOWN1/sent.html",
    "/cable/08EXAMPLETOWN1/places.html",
    "/cable/08EXAMPLETOWN1/cite.html",
    "/cable/08EXAMPLETOWN2/sent.html",
    "/cable/08EXAMPLETOWN2/",
    "/cable/08EXAMPLETOWN1.bib",
    "/cable/08exampletown1/raw.txt",  # leads on
    "/cable/08EXAMPLETOWN9/",  # was never here
    "/browse/tag/ECON/page/9.json",
    "/browse/tag/ECON.csv",
    "/CABLE/08EXAMPLETOWN1/",
    "/no/such/address",
    "/about",  # lacks its slash
    "/cable/08EXAMPLETOWN3/",  # was taken back
    "/editions/0001/",  # leads on, too
    "/static/style.css",
    "/sitemap.xml",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = [cable_record(f"08EXAMPLETOWN{n}", tags=["ECON"]) for n in (1, 2)]
    gone = [Withdrawal("08EXAMPLETOWN3", "2011-09-02", "It was asked for.")]
    archive = publish(tmp_path_factory.mktemp("viewing"), records, withdrawn=gone)
    return open_live(archive, audience=Audience.PUBLIC).folder


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_that_are_told_are_those_that_are_read(folder: Path, address: str) -> None:
    with asked(viewing_folder(folder), address) as answer:
        page = b"".join(answer.parts)

    if answer.links is not None:
        read = {urljoin(address, link.decode()) for link in links(page)}
        assert set(map(from_root, answer.links)) == read
    assert (answer.links is not None) == (answer.is_page and answer.status == 200)


def test_a_view_is_the_same_whatever_was_kept_of_another(folder: Path) -> None:
    """Of two cables, each in both views, read in turns by one reader and by new ones."""
    views = [f"/cable/08EXAMPLETOWN{n}/{view}" for view in ("", "sent.html") for n in (1, 2, 2, 1)]
    one = viewing_folder(folder)

    assert [content(one, view) for view in views] == [
        content(viewing_folder(folder), view) for view in views
    ]


def content(application: Application, address: str) -> bytes:
    with asked(application, address) as answer:
        return b"".join(answer.parts)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_that_of_the_layers(folder: Path, address: str) -> None:
    told = []
    for application in (viewing_folder(folder), showing_folder(folder)):
        with asked(application, address, "https://cables.example") as answer:
            told.append((answer.status, answer.kind, answer.to, b"".join(answer.parts)))

    assert told[0] == told[1]
    assert told[0][3] or told[0][0] in {301, 302}


def test_a_word_leaves_out_no_route_that_begins_with_it() -> None:
    cables = [str(one.pattern) for one in _routes("cable")]

    assert [one for one in map(str, (one.pattern for one in urlpatterns)) if "cable/" in one] == [
        one for one in cables if "cable/" in one
    ]
    assert not [one for one in cables if "browse" in one]
    assert [_first_word(one) for one in ("cable/08X1/", "sitemap.xml", "(?P<a>editions)", "")] == [
        "cable", "sitemap", "", "",
    ]  # fmt: skip
