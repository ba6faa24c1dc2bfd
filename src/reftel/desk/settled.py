"""Whether an account has the second factor that is asked of it."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from reftel.desk.house import SecondFactor, house_of
from reftel.desk.rights import Role, Standing

ASKED_OF = frozenset((Role.PUBLISHER, Role.ADMINISTRATOR))
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_factor(standing: Standing, asked: SecondFactor) -> bool:
    """Whether this account has to have one."""
    if standing.alone or asked is SecondFactor.OPTIONAL:
        return False
    return asked is SecondFactor.REQUIRED or standing.is_any(ASKED_OF)


def is_settled(request: HttpRequest, standing: Standing) -> bool:
    """Whether the account that asks has all that it needs to begin."""
    if not needs_factor(standing, house_of(request).declared.second_factor):
        return True
    found = Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS)
    return bool(found.exists())
