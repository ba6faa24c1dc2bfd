"""Every address that was ever public answers 200, 301 or 410; what was withdrawn is in none.

Lists of persons and missing telegrams may answer 404: a 410 would tell who guesses a name.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from tests.corrected import CANARIES, CORRECTED, WITHDRAWN, corrected_archive
from tests.reader import Reader, reader

from reftel.archive import ArchiveFolder

LEDGER = Path(__file__).resolve().parents[1] / "ledger" / "invented.txt"
ADDRESSES = LEDGER.read_text(encoding="utf-8").splitlines()
REPEATS = re.compile(r"/(?:search|suggest|trends|quote)\b.*[=]")  # what was typed, whatever it was
GUESSED = re.compile(r"/browse/person/|/browse/tag/[A-Z]+-[A-Z]|/reftel/")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, set[str]]:
    """A reader of the last edition, and every address that an edition before it led to."""
    found: set[str] = set()

    def walk(archive: ArchiveFolder) -> None:
        found.update(address for address, _ in reader(archive).walk())

    archive = corrected_archive(tmp_path_factory.mktemp("ledger") / "archive", walk)
    return reader(archive), found


def unanswered(room: Reader, addresses: Iterable[str]) -> dict[str, int]:
    """Those that answer otherwise than they promise."""
    found = {address: room.get(address).status for address in addresses}
    promised = {200, 301, 410}
    return {
        address: status
        for address, status in found.items()
        if status not in (promised | {404} if GUESSED.match(address) else promised)
    }


def test_what_the_ledger_lists_answers(walked: tuple[Reader, set[str]]) -> None:
    assert unanswered(walked[0], ADDRESSES) == {}
    assert len(ADDRESSES) == len(set(ADDRESSES)) > 180


def test_what_any_edition_led_to_answers_in_the_last(walked: tuple[Reader, set[str]]) -> None:
    now, addresses = walked
    gone = {"/browse/tag/KXYZZY/", "/about/xyzzy/", f"/cable/{WITHDRAWN}/places.html"}
    gone |= {"/articles/xyzzy/", "/collections/xyzzy/", "/collections/xyzzy.csv"}

    assert unanswered(now, addresses) == {}
    assert gone <= {address for address in addresses if now.get(address).status == 410}


def test_what_is_gone_is_gone_in_any_letter_case(walked: tuple[Reader, set[str]]) -> None:
    now, _ = walked
    for address in (
        "/browse/tag/kxyzzy/",
        "/browse/tag/Kxyzzy.json",
        "/about/Xyzzy/",
        "/articles/XYZZY/",
        "/collections/XYZZY.csv",
    ):
        assert now.get(address).status == 410, address


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/editions/001/", "/editions/1/"),
        ("/editions/01.json?a=1&b=%20", "/editions/1.json?a=1&b=%20"),
        ("/editions/0001/added/?page=2", "/editions/1/added/?page=2"),
        (f"/cable/{CORRECTED}/history/02/raw.txt", f"/cable/{CORRECTED}/history/2/raw.txt"),
        ("/about/FAQ/", "/about/faq/"),
    ],
)
def test_a_page_has_one_address(
    walked: tuple[Reader, set[str]], typed: str, canonical: str
) -> None:
    answer = walked[0].get(typed)

    assert (answer.status, answer.to) == (301, canonical)
    assert walked[0].get(canonical).status == 200


def test_a_number_of_zeros_is_none(walked: tuple[Reader, set[str]]) -> None:
    assert {walked[0].get(f"/editions/{zeros}/").status for zeros in ("0", "000")} == {404}


def test_nobody_learns_by_guessing_that_a_name_was_here(walked: tuple[Reader, set[str]]) -> None:
    now, addresses = walked
    names = {"/browse/person/xyzzy/", "/browse/tag/XYZZY-JANE/", "/reftel/08STATE1234/"}
    assert names <= addresses

    for address in names:
        never = now.get(
            address.replace("XYZZY", "ABCDE").replace("xyzzy", "abcde").replace("1", "9")
        )
        answer = now.get(address)
        assert (answer.status, answer.body) == (404, never.body), address


def test_no_answer_holds_a_word_of_what_was_withdrawn(walked: tuple[Reader, set[str]]) -> None:
    now, addresses = walked
    for address in sorted(addresses | {*ADDRESSES}):
        body = b"" if REPEATS.match(address) else now.get(address).body.lower()
        assert [word for word in CANARIES if word in body] == [], address


@pytest.mark.usefixtures("walked")
def test_the_ledger_has_an_address_of_every_kind() -> None:
    """A route without one is new: add an address of it, and it is a promise."""
    resolver = get_resolver()
    listed = {resolver.resolve(address.partition("?")[0]).route for address in ADDRESSES}
    routes = {str(one.pattern) for one in resolver.url_patterns if isinstance(one, URLPattern)}
    dated = {route for route in routes if "(?P<key>undated)" not in route}  # as all cables here

    assert dated - listed == set()
