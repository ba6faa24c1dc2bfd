"""Executive orders by day, and what the reasons for classification stand for."""

from datetime import date
from itertools import pairwise

from reftel.gazetteer import orders


def test_the_orders_of_a_day() -> None:
    assert [one.number for one in orders.in_force(date(1966, 12, 28))] == ["10501"]
    assert [one.number for one in orders.in_force(date(1975, 3, 3))] == ["11652"]
    assert [one.number for one in orders.in_force(date(1979, 11, 4))] == ["12065"]
    assert [one.number for one in orders.in_force(date(1990, 1, 17))] == ["12356"]
    assert [one.number for one in orders.in_force(date(2002, 5, 1))] == ["12958"]
    assert [one.number for one in orders.in_force(date(2010, 7, 1))] == ["13526"]


def test_no_day_is_without_an_order() -> None:
    chain = [one for one in orders.ORDERS.values() if one.number != "13292"]
    for before, after in pairwise(chain):
        assert before.until is not None
        assert (after.since - before.until).days == 1


def test_reasons_by_section_and_letter() -> None:
    assert orders.reason("1.4(h)") == "weapons of mass destruction"
    assert orders.reason("1.5(b)") == orders.reason("(b)") == "foreign government information"
    assert orders.reason("25X6") == "would harm the foreign relations of the United States"
    assert orders.reason("1.5(h)") is None
    assert orders.reason("") is None
