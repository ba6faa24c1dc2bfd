"""What pages weigh, in bytes before they are compressed: those of 200 invented cables."""

from operator import itemgetter
from statistics import median

import pytest
from tests.invented_record import invented_record
from tests.reader import Reader, publish, reader

from reftel.invented import cables
from reftel.telegram.cable import CableRecord

KB = 1_000


@pytest.fixture(scope="module")
def records() -> list[CableRecord]:
    found = [invented_record(one) for one in cables(200, seed=1966)]
    return sorted(found, key=itemgetter("id"))


@pytest.fixture(scope="module")
def many(records: list[CableRecord], tmp_path_factory: pytest.TempPathFactory) -> Reader:
    archive = publish(tmp_path_factory.mktemp("weight"), records, address="https://cables.example")
    return reader(archive)


def test_a_typical_cable_is_under_twenty_kilobytes(
    many: Reader, records: list[CableRecord]
) -> None:
    weights = [len(many.get(f"/cable/{one['id']}/").body) for one in records]
    assert median(weights) < 20 * KB


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/browse/released/", 26 * KB),  # 75 cables at most
        ("/browse/created/2008/", 30 * KB),  # a square for each day
        ("/browse/on-this-day/", 30 * KB),
        ("/search/?q=the", 60 * KB),  # 20 hits with their passages, and eleven facets
    ],
)
def test_what_is_listed_is_said_once(many: Reader, address: str, most: int) -> None:
    answer = many.get(address)
    assert answer.status == 200
    assert len(answer.body) < most
