"""The table of all pages of the desk: where each is, and who may see it and act there.

``see`` is the rule for reading a page, ``act`` the one for sending something to it; without
``act`` nothing can be sent. A ``<cable:cable>`` in a path is looked up within reach of the rule:
the view is handed a ``Cable``, and one that is out of reach answers 404 like one that never was.
``dear`` acts ask for the password or the second factor again where that was not just given.

A new page is a line here, and a line in tests/unit/desk/test_roles.py that says who gets what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpResponseBase

from reftel.desk import again
from reftel.desk.auditing import views as auditing
from reftel.desk.disclosing import views as disclosing
from reftel.desk.pages import (
    alone,
    batches,
    cable,
    consistency,
    correcting,
    editorial,
    home,
    invitation,
    marking,
    me,
    people,
    preview,
    queue,
    texts,
    withdrawing,
)
from reftel.desk.rights import Right
from reftel.vault.models import Step


class Door(Enum):
    """Who may come in without holding a right."""

    ANYBODY = "anybody"
    UNSETTLED = "unsettled"  # an account, even before it has the second factor that it needs
    ACCOUNT = "account"


Rule = Right | Door


@dataclass(frozen=True, slots=True)
class Route:
    """One page."""

    path: str  # below /desk/
    view: Callable[..., HttpResponseBase]
    name: str
    see: Rule | None  # None: nothing is to be seen here, only to be done
    act: Rule | None = None
    dear: bool = False


_IN, _BEFORE, _ANY = Door.ACCOUNT, Door.UNSETTLED, Door.ANYBODY

# The names are those that django-allauth looks its own pages up by.
ENTRANCE = (
    Route("login/", account.login, "account_login", _ANY, _ANY),
    Route("login/factor/", factors.authenticate, "mfa_authenticate", _ANY, _ANY),
    Route("login/passkey/", passkeys.login_webauthn, "mfa_login_webauthn", _ANY, _ANY),
    Route("link/<str:token>/", invitation.page, "invitation", _ANY, _ANY),
    Route("alone/<str:secret>/", alone.page, "alone", _ANY),
    Route("logout/", account.logout, "account_logout", _ANY, _ANY),
)
OWN = (
    Route("me/", me.page, "me", _BEFORE),
    Route("me/sessions/", me.end, "end_sessions", None, _BEFORE, dear=True),
    Route("me/password/", me.password, "account_change_password", _BEFORE, _BEFORE),
    Route("me/again/", account.reauthenticate, "account_reauthenticate", _BEFORE, _BEFORE),
    Route("me/again/factor/", factors.reauthenticate, "mfa_reauthenticate", _BEFORE, _BEFORE),
    Route(
        "me/again/passkey/",
        passkeys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        _BEFORE,
        _BEFORE,
    ),
    Route("me/again/go-on/", again.go_on, "go_on", _BEFORE),
    Route("me/factors/", factors.index, "mfa_index", _BEFORE),
    Route("me/factors/app/", totp.activate_totp, "mfa_activate_totp", _BEFORE, _BEFORE),
    Route("me/factors/app/off/", totp.deactivate_totp, "mfa_deactivate_totp", _BEFORE, _BEFORE),
    Route("me/factors/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes", _BEFORE),
    Route(
        "me/factors/codes/new/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        _BEFORE,
        _BEFORE,
    ),
    Route(
        "me/factors/codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        _BEFORE,
    ),
    Route("me/factors/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn", _BEFORE),
    Route("me/factors/passkeys/new/", passkeys.add_webauthn, "mfa_add_webauthn", _BEFORE, _BEFORE),
    Route(
        "me/factors/passkeys/<int:pk>/",
        passkeys.edit_webauthn,
        "mfa_edit_webauthn",
        _BEFORE,
        _BEFORE,
    ),
    Route(
        "me/factors/passkeys/<int:pk>/off/",
        passkeys.remove_webauthn,
        "mfa_remove_webauthn",
        _BEFORE,
        _BEFORE,
    ),
)
WORK = (Route("", home.page, "home", _IN),)
_KEEPERS = Right.ACCOUNTS
PEOPLE = (
    Route("accounts/", people.people, "people", _KEEPERS, _KEEPERS, dear=True),
    Route("accounts/<account:name>/", people.person, "person", _KEEPERS),
    *(
        Route(f"accounts/<account:name>/{act}/", view, f"person_{act}", None, _KEEPERS, dear=True)
        for act, view in (
            ("grant", people.grant),
            ("revoke", people.revoke),
            ("link", people.link),
            ("close", people.close),
            ("open", people.reopen),
            ("disarm", people.disarm),
            ("out", people.sign_out),
        )
    ),
)
_SEE = Right.READ
QUEUE = (
    Route("queue/", queue.page, "queue", _SEE),
    Route("queue/assign/", queue.doing("assign"), "queue_assign", _SEE, Right.ASSIGN),
    Route("queue/review/", queue.doing("review"), "queue_review", _SEE, Right.REVIEW),
    Route("queue/approve/", queue.doing("approve"), "queue_approve", _SEE, Right.APPROVE),
    Route("queue/batch/", queue.doing("batch"), "queue_batch", _SEE, Right.RELEASE),
    Route("queue/edition/", queue.make_edition, "queue_edition", None, Right.NOTE),
    Route("queue/withhold/", queue.doing("withhold"), "queue_withhold", _SEE, Right.WITHDRAW),
)
_ONE = "cable/<cable:cable>/"
CABLE = (
    Route(_ONE, cable.page, "cable", _SEE),
    Route(f"{_ONE}assign/", cable.taking(Step.ASSIGN), "cable_assign", _SEE, Right.ASSIGN),
    Route(f"{_ONE}note/", cable.taking(Step.NOTE), "cable_note", _SEE, Right.NOTE),
    Route(f"{_ONE}review/", cable.taking(Step.REVIEW), "cable_review", _SEE, Right.REVIEW),
    Route(f"{_ONE}return/", cable.taking(Step.RETURN), "cable_return", _SEE, Right.ASSIGN),
    Route(f"{_ONE}approve/", cable.taking(Step.APPROVE), "cable_approve", _SEE, Right.APPROVE),
    Route(f"{_ONE}withhold/", cable.withhold, "cable_withhold", _SEE, Right.WITHDRAW),
    Route(f"{_ONE}texts/", texts.page, "cable_texts", _SEE),
    Route(f"{_ONE}preview/", preview.page, "cable_preview", _SEE),
    Route(f"{_ONE}open/", consistency.page, "cable_open", _SEE),
    Route(f"{_ONE}marks/", marking.mark, "cable_mark", _SEE, Right.MARK),
    Route(f"{_ONE}marks/ask/", marking.ask, "mark_ask", _SEE, Right.MARK),
    Route(f"{_ONE}marks/rule/", marking.decide_rule, "mark_rule", _SEE, Right.MARK),
    Route(f"{_ONE}marks/<int:number>/lift/", marking.lift, "mark_lift", _SEE, Right.MARK),
    Route(f"{_ONE}marks/<int:number>/decide/", marking.decide, "mark_decide", _SEE, Right.MARK),
)
AUDIT = (
    Route("audit/", auditing.page, "audit", Right.AUDIT),
    Route("audit/<int:number>/", auditing.entry, "audit_entry", Right.AUDIT),
    Route("audit/log.<str:form>", auditing.export, "audit_export", Right.AUDIT),
)
_BACK, _PUBLISH = Right.WITHDRAW, Right.RELEASE
TAKING_BACK = (
    Route(f"{_ONE}withdraw/", withdrawing.page, "cable_withdraw", _BACK, _BACK, dear=True),
    Route(f"{_ONE}correct/", correcting.page, "cable_correct", _BACK, _BACK, dear=True),
)
_BATCH = "batches/<int:number>/"
BATCHES = (
    Route("batches/", batches.page, "batches", _SEE, _PUBLISH),
    Route(_BATCH, batches.one, "batch", _SEE),
    *(
        Route(f"{_BATCH}{name}/", batches.doing(deed), f"batch_{name}", _SEE, _PUBLISH, dear=dear)
        for name, deed, dear in (
            ("describe", batches.describe, False),
            ("fill", batches.fill, False),
            ("empty", batches.empty, False),
            ("schedule", batches.set_time, True),
            ("hold", batches.hold, False),
            ("release", batches.release, True),
            ("preview", batches.preview, False),
            ("undo", batches.undo, True),
        )
    ),
    Route(f"{_BATCH}public/", batches.public, "batch_public_home", _SEE),
    Route(f"{_BATCH}public/<path:address>", batches.public, "batch_public", _SEE),
)
_WRITE = Right.WRITE
EDITORIAL = (
    Route("editorial/", editorial.page, "editorial", _WRITE),
    Route("editorial/new/", editorial.new, "writing_new", _WRITE),
    Route("editorial/make/", editorial.make, "editorial_make", None, _WRITE),
    Route("editorial/<str:kind>/<str:name>/", editorial.one, "writing", _WRITE, _WRITE),
    Route(
        "editorial/<str:kind>/<str:name>/delete/", editorial.remove, "writing_delete", None, _WRITE
    ),
)
DISCLOSURE = (
    Route("disclosure/", disclosing.page, "disclosure", _SEE),
    Route("disclosure/list.<str:form>", disclosing.whole, "disclosure_whole", _SEE),
)
ROUTES = (
    *ENTRANCE, *OWN, *WORK, *PEOPLE, *QUEUE, *CABLE, *BATCHES, *TAKING_BACK, *EDITORIAL,
    *DISCLOSURE, *AUDIT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation: shown to whom the rule of its page lets in."""

    name: str  # of a route
    title: str
    rule: Rule


def ways() -> tuple[Way, ...]:
    """The navigation, in order."""
    rules = {route.name: route.see for route in ROUTES if route.see is not None}
    return tuple(Way(name, title, rules[name]) for name, title in NAVIGATION)


NAVIGATION: tuple[tuple[str, str], ...] = (
    ("home", "Waiting"),
    ("queue", "Queue"),
    ("batches", "Batches"),
    ("editorial", "Writings"),
    ("disclosure", "Disclosure"),
    ("people", "Accounts"),
    ("audit", "Audit log"),
)
