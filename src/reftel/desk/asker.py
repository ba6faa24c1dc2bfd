"""Who asks: the account of a request, what it may do, and whether it has all that it needs."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from reftel.desk.house import SecondFactor, house_of
from reftel.desk.models import Account
from reftel.desk.rights import NOBODY, Role, Standing

ASKED_OF = frozenset((Role.PUBLISHER, Role.ADMINISTRATOR))  # a second factor, where nothing is said
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class DeskRequest(HttpRequest):
    """A request as a view gets it: the guard has let it in."""

    user: Account
    standing: Standing


def standing_of(request: HttpRequest) -> Standing:
    """What the account that asks may do; read once a request."""
    known: Standing | None = getattr(request, "standing", None)
    if known is None:
        known = request.standing = _standing(request)  # type: ignore[attr-defined]
    return known


def needs_factor(standing: Standing, asked: SecondFactor) -> bool:
    """Whether an account has to have a second factor."""
    if standing.alone or asked is SecondFactor.OPTIONAL:
        return False
    return asked is SecondFactor.REQUIRED or standing.is_any(ASKED_OF)


def is_settled(request: HttpRequest) -> bool:
    """Whether the account that asks has all that it needs to begin; read once a request."""
    known: bool | None = getattr(request, "settled", None)
    if known is None:
        known = request.settled = _is_settled(request)  # type: ignore[attr-defined]
    return known


def _is_settled(request: HttpRequest) -> bool:
    if not needs_factor(standing_of(request), house_of(request).declared.second_factor):
        return True
    found = Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS)
    return bool(found.exists())


def _standing(request: HttpRequest) -> Standing:
    account = getattr(request, "user", None)  # none where a request failed early
    if account is None or not account.is_authenticated:
        return NOBODY
    grants = account.grants.values_list("role", "batch").order_by("role", "batch")
    if house_of(request).link is None:  # nobody is alone in a desk that others come to
        grants = grants.exclude(role=Role.ALONE.value)
    return Standing(account.name, tuple((Role(role), batch) for role, batch in grants))
