"""Role x route: who may see each page of the table and act there.

A route without an expectation here fails, so that nobody adds one without saying who gets in.
What a view makes of a request that was let in is tested with the view.
"""

import re
from dataclasses import replace
from typing import Any

import pytest
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from tests.desk import Desk
from tests.holdings import NOW

ANYBODY = "anonymous closed"
ROLES = "roleless observer contributor reviewer approver publisher administrator elsewhere"
READERS = "observer contributor reviewer approver publisher"  # "elsewhere" reads its batch only
KEEPERS = "administrator"
NOBODY = ""
EVERYBODY = f"{ANYBODY} {ROLES}"

# By name of the route: who may see it, who may act there. "roleless" has an account and no role;
# "elsewhere" has every role that can be had over one batch, to which the cable here is foreign.
EXPECTED: dict[str, tuple[str, str]] = {
    "account_login": (EVERYBODY, EVERYBODY),
    "mfa_authenticate": (EVERYBODY, EVERYBODY),
    "mfa_login_webauthn": (EVERYBODY, EVERYBODY),
    "account_logout": (EVERYBODY, EVERYBODY),
    "alone": (EVERYBODY, NOBODY),
    "me": (ROLES, NOBODY),
    "account_change_password": (ROLES, ROLES),
    "account_reauthenticate": (ROLES, ROLES),
    "mfa_reauthenticate": (ROLES, ROLES),
    "mfa_reauthenticate_webauthn": (ROLES, ROLES),
    "go_on": (ROLES, NOBODY),
    "mfa_index": (ROLES, NOBODY),
    "mfa_activate_totp": (ROLES, ROLES),
    "mfa_deactivate_totp": (ROLES, ROLES),
    "mfa_view_recovery_codes": (ROLES, NOBODY),
    "mfa_generate_recovery_codes": (ROLES, ROLES),
    "mfa_download_recovery_codes": (ROLES, NOBODY),
    "mfa_list_webauthn": (ROLES, NOBODY),
    "mfa_add_webauthn": (ROLES, ROLES),
    "mfa_edit_webauthn": (ROLES, ROLES),
    "mfa_remove_webauthn": (ROLES, ROLES),
    "home": (ROLES, NOBODY),
    "end_sessions": (NOBODY, ROLES),
    "invitation": (EVERYBODY, EVERYBODY),
    "people": (KEEPERS, KEEPERS),
    "person": (KEEPERS, NOBODY),
    "person_grant": (NOBODY, KEEPERS),
    "person_revoke": (NOBODY, KEEPERS),
    "person_link": (NOBODY, KEEPERS),
    "person_close": (NOBODY, KEEPERS),
    "person_open": (NOBODY, KEEPERS),
    "person_out": (NOBODY, KEEPERS),
    "person_disarm": (NOBODY, KEEPERS),
    "queue": (f"{READERS} elsewhere", NOBODY),
    "queue_assign": (f"{READERS} elsewhere", "reviewer approver elsewhere"),
    "queue_review": (f"{READERS} elsewhere", "reviewer elsewhere"),
    "queue_approve": (f"{READERS} elsewhere", "approver elsewhere"),
    "queue_batch": (f"{READERS} elsewhere", "publisher elsewhere"),
    "queue_edition": (NOBODY, "contributor reviewer approver publisher elsewhere"),
    "queue_withhold": (f"{READERS} elsewhere", "publisher elsewhere"),
    "cable": (READERS, NOBODY),
    "cable_assign": (READERS, "reviewer approver"),
    "cable_note": (READERS, "contributor reviewer approver publisher"),
    "cable_review": (READERS, "reviewer"),
    "cable_return": (READERS, "reviewer approver"),
    "cable_approve": (READERS, "approver"),
    "cable_withhold": (READERS, "publisher"),
    "cable_texts": (READERS, NOBODY),
    "cable_preview": (READERS, NOBODY),
    "cable_open": (READERS, NOBODY),
    "cable_mark": (READERS, "reviewer"),
    "mark_ask": (READERS, "reviewer"),
    "mark_rule": (READERS, "reviewer"),
    "mark_lift": (READERS, "reviewer"),
    "mark_decide": (READERS, "reviewer"),
    "audit": (KEEPERS, NOBODY),
    "audit_entry": (KEEPERS, NOBODY),
    "audit_export": (KEEPERS, NOBODY),
}
EXPECTED |= {
    "batches": (f"{READERS} elsewhere", "publisher elsewhere"),
    "batch": (f"{READERS} elsewhere", NOBODY),
    **{
        f"batch_{act}": (f"{READERS} elsewhere", "publisher elsewhere")
        for act in ["describe", "fill", "empty", "schedule", "hold", "release", "preview", "undo"]
    },
    "batch_public_home": (f"{READERS} elsewhere", NOBODY),
    "batch_public": (f"{READERS} elsewhere", NOBODY),
    "disclosure": (f"{READERS} elsewhere", NOBODY),
    "disclosure_whole": (f"{READERS} elsewhere", NOBODY),
    "cable_withdraw": ("publisher", "publisher"),
    "cable_correct": ("publisher", "publisher"),
}
EXPECTED |= {
    "editorial": ("publisher elsewhere", NOBODY),
    "writing_new": ("publisher elsewhere", NOBODY),
    "editorial_make": (NOBODY, "publisher elsewhere"),
    "writing": ("publisher elsewhere", "publisher elsewhere"),
    "writing_delete": (NOBODY, "publisher elsewhere"),
}
SAMPLES: dict[str, object] = {
    "address": "browse/",
    "pk": 1,
    "cable": "08EXAMPLETOWN1",
    "number": 1,
    "name": "anna",
    "kind": "articles",
    "token": "x",
    "secret": "x",
    "form": "csv",
}


@pytest.mark.usefixtures("desk")
def test_every_route_has_an_expectation_and_every_expectation_a_route() -> None:
    from reftel.desk.routes import ROUTES  # noqa: PLC0415 -- models need the desk's settings

    assert sorted(route.name for route in ROUTES) == sorted(EXPECTED)


@pytest.mark.usefixtures("desk")
def test_every_address_of_the_desk_is_in_the_table() -> None:
    """Urls are made from the table; one that is added beside it would be without a rule."""
    from reftel.desk import urls  # noqa: PLC0415
    from reftel.desk.routes import ROUTES  # noqa: PLC0415

    assert len(urls.urlpatterns) == 1 + len(ROUTES)  # and the way from / to the desk
    named = [str(one.name) for one in urls.urlpatterns[1:]]
    assert sorted(named) == sorted(route.name for route in ROUTES)
    for route in ROUTES:
        address = "/desk/" + re.sub(r"<\w+:(\w+)>", lambda one: str(SAMPLES[one[1]]), route.path)
        assert resolve(address).url_name == route.name, address


def test_who_may_see_and_act_is_let_in_and_nobody_else(desk: Desk) -> None:
    from reftel.desk.guard import guarded  # noqa: PLC0415
    from reftel.desk.routes import ROUTES  # noqa: PLC0415
    from reftel.vault.models import Cable  # noqa: PLC0415

    Cable.objects.create(id=SAMPLES["cable"])
    standins = _accounts(desk)
    wrong = []
    for route in ROUTES:
        view = guarded(replace(route, view=let_in, dear=False))
        for method, expected in zip(("GET", "POST"), EXPECTED[route.name], strict=True):
            for who, account in standins.items():
                told = _answer(view, route.path, method, account, desk)
                if (told == "let in") != (who in expected.split()):
                    wrong.append(f"{method} {route.name} as {who}: {told}")

    assert wrong == []


def let_in(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """In place of each view: whoever gets here got past its rule."""
    del request, kwargs
    return HttpResponse("let in")


def _accounts(desk: Desk) -> dict[str, Any]:
    from reftel.desk import accounts  # noqa: PLC0415

    for who in ROLES.split():
        desk.account(who, *([] if who in {"roleless", "elsewhere"} else [who]))
    for role in READERS.split():
        desk.account("elsewhere", role, batch="elsewhere")
    accounts.close(desk.account("closed", "reviewer", "publisher"), by="terminal", at=NOW)
    return {who: desk.signed_in(who) for who in EVERYBODY.split()}


def _answer(view: Any, path: str, method: str, account: Any, desk: Desk) -> str:
    """What the guard makes of a request: "let in", or its refusal."""
    request = RequestFactory(**{"reftel.desk": desk.house}).generic(method, f"/desk/{path}")
    request.user = account
    names = re.findall(r"<\w+:(\w+)>", path)
    try:
        answer = view(request, **{name: SAMPLES[name] for name in names})
    except (PermissionDenied, Http404, ReauthenticationRequired) as refused:
        return type(refused).__name__
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)
