"""What was released and why not: counts, rows, a safe table, a sheet, and who sees which cables."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.batching import LATER, NOW, approve, cable, hold, run, scheduled
from tests.desk import Desk
from tests.holdings import DAY

RELEASED_IN_PART = {
    "id": cable(1),
    "state": "released",
    "decided": "2026-03-01",
    "extent": "in part",
    "edition": "1",
    "redactions": "B6: 1, no code: 1",
    "batch": "spring",
    "notice": "The first part.",
    "reason": "",
}
RELEASED_IN_FULL = RELEASED_IN_PART | {"id": cable(2), "extent": "in full", "redactions": ""}
NOT_DECIDED = dict.fromkeys(RELEASED_IN_PART, "") | {"id": cable(4), "state": "received"}
WITHHELD = NOT_DECIDED | {
    "id": cable(3),
    "state": "withheld",
    "decided": "2026-03-01",
    "reason": "'=Names a source.",
}


@pytest.fixture
def decided(desk: Desk) -> Desk:
    """Four cables: one released in part in a batch, one in full, one withheld, one undecided."""
    from reftel.vault import decisions, docket, marking  # noqa: PLC0415
    from reftel.vault.batches.running import run_due  # noqa: PLC0415
    from reftel.vault.decisions import Ground  # noqa: PLC0415
    from reftel.vault.marking import By  # noqa: PLC0415

    hold(desk.archive, 1, 3, 4)
    hold(desk.archive, 2, words="Rain fell all week.")
    marking.mark_words(cable(1), "harvest", by=By(author="anna", at=NOW), code="B6")
    marking.mark_words(cable(1), "good", by=By(author="anna", at=NOW))
    scheduled(desk.archive, approve(1, 2))
    list(run_due(run(desk.archive, LATER)))
    decisions.withhold(desk.archive, [cable(3)], Ground(on=DAY, reason="=Names a source."))
    docket.fill()
    desk.account("olga", "observer")
    desk.account("vera", "observer", batch="elsewhere")
    return desk


def table(desk: Desk, query: str = "", who: str = "olga") -> list[dict[str, str]]:
    answer = desk.client(who).get(f"/desk/disclosure/list.csv{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_the_table_says_of_each_cable_what_became_of_it(decided: Desk) -> None:
    assert table(decided) == [RELEASED_IN_PART, RELEASED_IN_FULL, WITHHELD, NOT_DECIDED]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?batch=spring", [1, 2]),
        ("?batch=autumn", []),
        ("?since=2026-03-01&until=2026-03-01", [1, 2, 3]),
        ("?since=2026-03-02", []),
        ("?until=2026-02-28", []),
        ("?state=withheld", [3]),
        ("?since=yesterday&state=nonsense", [1, 2, 3, 4]),
    ],
)
def test_a_batch_a_time_and_a_state_can_be_asked_for(
    decided: Desk, query: str, numbers: list[int]
) -> None:
    assert [row["id"] for row in table(decided, query)] == [cable(one) for one in numbers]


def test_the_page_counts_them_and_leads_to_table_and_sheet(decided: Desk) -> None:
    page = decided.client("olga").get("/desk/disclosure/?batch=spring").content.decode()

    assert "<strong>2 cables</strong> · 2 released" in page
    assert 'href="/desk/disclosure/list.csv?batch=spring"' in page
    assert 'href="/desk/disclosure/list.html?batch=spring"' in page
    assert "B6: 1, no code: 1" in page
    unread = decided.client("olga").get("/desk/disclosure/?since=x").content.decode()
    assert "This is no day, and was left out." in unread


def test_the_sheet_is_a_whole_page_with_every_cable(decided: Desk) -> None:
    sheet = decided.client("olga").get("/desk/disclosure/list.html").getvalue().decode()

    assert [sheet.count(f">{cable(number)}<") for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert "1 received · 2 released · 1 withheld" in sheet
    assert sheet.rstrip().endswith("</html>")
    assert "<!-- rows -->" not in sheet


def test_who_reads_another_batch_sees_none_of_it(decided: Desk) -> None:
    assert table(decided, who="vera") == []
    page = decided.client("vera").get("/desk/disclosure/").content.decode()
    assert "No cable answers to that." in page
    assert cable(1) not in page
    assert "spring" not in page
    assert (
        '<option value="spring">'
        in decided.client("olga").get("/desk/disclosure/").content.decode()
    )


def test_another_form_is_nothing(decided: Desk) -> None:
    assert decided.client("olga").get("/desk/disclosure/list.pdf").status_code == 404


@pytest.mark.usefixtures("decided")
def test_a_list_of_any_length_costs_a_query_for_five_hundred_cables() -> None:
    from reftel.vault.disclosure import Span, disclosed, dockets  # noqa: PLC0415

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(list(disclosed(dockets(Span())))) == 4
    assert len(asked) == 3  # the editions, the dockets, what was decided
