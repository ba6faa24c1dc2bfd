"""What signing in leaves in the audit log: bounded, whatever strangers try.

Whoever signs in is noted, and what they do to their password and second factors. Failures are
noted by the name of the account, up to so many an hour; what was typed where no account has that
name is not, as it may be a password.
"""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from reftel.desk.models import Account
from reftel.vault import audit

FAILURES = 60  # an hour, of all accounts together; then one entry says that there are more
_HOUR = 3_600


def signed(act: str, request: HttpRequest, account: str, *, at: datetime, **detail: Any) -> None:
    """Note what somebody did at the door, and from where."""
    told = {"address": request.META.get("REMOTE_ADDR", ""), **detail}
    with transaction.atomic():
        audit.append(act, about=account, author=account, at=at, detail=told)


def failed(request: HttpRequest, name: str, why: str, *, at: datetime) -> None:
    """Note that somebody was not let in; ``why`` is "password", "factor" or "too often"."""
    key = f"failures:{at:%Y%m%d%H}"
    cache.add(key, 0, timeout=_HOUR)
    count = cache.incr(key)
    if count > FAILURES + 1:
        return
    known = Account.objects.filter(name=name.lower()).exists()
    told = {"address": request.META.get("REMOTE_ADDR", ""), "why": why}
    act = "sign-in failed" if count <= FAILURES else "more sign-ins failed"
    with transaction.atomic():
        audit.append(
            act, about=name.lower() if known else "unknown name", author="", at=at, detail=told
        )
