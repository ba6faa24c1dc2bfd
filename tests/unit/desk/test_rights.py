"""What a right reaches, and that what is out of reach does not exist."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from tests.desk import Desk
from tests.holdings import NOW

ROLES = Path(__file__).resolve().parents[3] / "docs" / "reference" / "desk-roles.md"
HERE, ELSEWHERE, NEVER = "08EXAMPLETOWN1", "08EXAMPLETOWN2", "08EXAMPLETOWN3"


@pytest.fixture(autouse=True)
def two_cables(desk: Desk) -> None:
    """One of the batch "spring", one of another."""
    from reftel.vault.models import Cable, Membership  # noqa: PLC0415

    assert desk.archive.database.exists()
    for cable, batch in ((HERE, "spring"), (ELSEWHERE, "autumn")):
        Membership.objects.create(cable=Cable.objects.create(id=cable), batch=batch)


def test_reach_is_told_and_never_left_open() -> None:
    from reftel.desk.rights import NOBODY, Right, Role, Standing  # noqa: PLC0415
    from reftel.vault.models import Cable  # noqa: PLC0415

    cases = {
        NOBODY: [],
        Standing("a", ((Role.REVIEWER, None),)): [HERE, ELSEWHERE],
        Standing("b", ((Role.REVIEWER, "spring"),)): [HERE],
        Standing("c", ((Role.REVIEWER, "spring"), (Role.OBSERVER, None))): [HERE],
        Standing("d", ((Role.REVIEWER, "spring"), (Role.REVIEWER, "autumn"))): [HERE, ELSEWHERE],
        Standing("e", ((Role.REVIEWER, ""),)): [],
        Standing("f", ((Role.PUBLISHER, None), (Role.ADMINISTRATOR, None))): [],
    }
    for standing, expected in cases.items():
        reach = standing.reach(Right.REVIEW)
        reached = list(reach.of(Cable.objects.order_by("pk")).values_list("pk", flat=True))
        assert reached == expected, standing.account
        assert [one for one in (HERE, ELSEWHERE, NEVER) if reach.holds(one)] == (
            [*expected, NEVER] if reach.everything else expected
        )
        assert standing.may(Right.REVIEW) == reach.anything


def test_a_cable_out_of_reach_answers_as_one_that_never_was(desk: Desk) -> None:
    desk.account("anna", "reviewer", batch="spring")
    desk.account("anna", "publisher", batch="autumn")

    assert _asked(desk, "GET", HERE) == "08EXAMPLETOWN1"
    assert _asked(desk, "POST", HERE) == "08EXAMPLETOWN1"
    assert _asked(desk, "POST", ELSEWHERE) == "PermissionDenied"  # read, as publishers do

    desk.account("berta", "reviewer", batch="spring")
    for method in ("GET", "POST"):
        told = {_asked(desk, method, one, "berta") for one in (ELSEWHERE, NEVER)}
        assert told == {"Http404"}


def test_a_role_that_is_taken_is_gone_at_the_next_request(desk: Desk) -> None:
    from reftel.desk import accounts  # noqa: PLC0415
    from reftel.desk.rights import Role  # noqa: PLC0415

    desk.account("anna", "administrator")
    berta = desk.account("berta", "administrator")
    browser = desk.client("berta")
    assert browser.get("/desk/accounts/").status_code == 200

    accounts.revoke(berta, Role.ADMINISTRATOR, by="anna", at=NOW)

    assert browser.get("/desk/accounts/").status_code == 403


def test_the_reference_says_what_each_role_may_do() -> None:
    from reftel.desk.rights import RIGHTS, Right, Role  # noqa: PLC0415

    rows = dict(re.findall(r"^\| ([a-z]+) \| (.+) \|$", ROLES.read_text("utf-8"), re.MULTILINE))

    for role in set(Role) - {Role.ALONE}:
        assert rows[role] == ", ".join(sorted(RIGHTS[role]))
    assert {right for right in Right if right not in rows} == set()


def _asked(desk: Desk, method: str, cable: str, name: str = "anna") -> str:
    """The id that a view is handed, or how it is refused."""
    from django.core.exceptions import PermissionDenied  # noqa: PLC0415

    from reftel.desk.guard import guarded  # noqa: PLC0415
    from reftel.desk.rights import Right  # noqa: PLC0415
    from reftel.desk.routes import Route  # noqa: PLC0415

    route = Route("x/", lambda _, cable: HttpResponse(cable.pk), "x", Right.READ, Right.MARK)
    request = RequestFactory(**{"reftel.desk": desk.house}).generic(method, "/desk/x/")
    request.user = desk.signed_in(name)
    try:
        return guarded(replace(route))(request, cable=cable).content.decode()
    except (Http404, PermissionDenied) as refused:
        return type(refused).__name__
