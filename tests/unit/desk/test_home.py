"""What waits, counted by what one may do and over which cables."""

import re

from django.test.utils import CaptureQueriesContext
from tests.desk import Desk


def test_the_counts_are_of_what_one_may_do_and_reach(desk: Desk) -> None:
    from reftel.vault.models import Cable, Docket, Membership, State  # noqa: PLC0415

    states = [State.RECEIVED, State.RECEIVED, State.IN_REVIEW, State.APPROVED, State.WITHHELD]
    for n, state in enumerate(states):
        cable = Cable.objects.create(id=f"08EXAMPLETOWN{n}")
        assignee = "anna" if n == 1 else ""
        Docket.objects.create(cable=cable, state=state, assignee=assignee)
        if n in {1, 4}:
            Membership.objects.create(cable=cable, batch="spring")
    desk.account("anna", "reviewer")
    desk.account("berta", "publisher", "approver")
    desk.account("clara", "reviewer", batch="spring")
    desk.account("dora", "administrator")

    assert _counted(desk, "anna") == [
        "1 are assigned to you",
        "2 to be reviewed",
        *("0 released", "1 withheld", "0 withdrawn"),
    ]
    assert _counted(desk, "berta") == [
        "1 in review, to be approved",
        "1 approved, to be put into a batch",
        "0 in a batch that waits for its time",
        *("0 released", "1 withheld", "0 withdrawn"),
    ]
    assert _counted(desk, "clara")[0] == "1 to be reviewed"
    assert _counted(desk, "dora") == []


def test_a_page_asks_the_database_few_things_of_the_account(desk: Desk) -> None:
    """Session, account, roles: the rest is left to the page."""
    from django.db import connection  # noqa: PLC0415

    desk.account("anna", "reviewer")
    browser = desk.client("anna")
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/desk/")

    assert len(asked) == 3 + 2


def _counted(desk: Desk, name: str) -> list[str]:
    page = desk.client(name).get("/desk/").content.decode()
    items = re.findall(r"<li>(?:<a[^>]*>)?<strong>(.*?)(?:</a>)?</li>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in items]
