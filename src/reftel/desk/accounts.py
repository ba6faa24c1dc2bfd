"""Accounts: made, invited, given roles, closed. Each act stands in the audit log with its author.

An account is never deleted and never renamed, since decisions stand by its name. Somebody is let
in by a link that works once and for a week; the same kind of link replaces a lost password.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from reftel.desk import sessions
from reftel.desk.models import Account, Grant, Invitation
from reftel.desk.rights import OVER_ALL, Role
from reftel.errors import ReftelError
from reftel.vault import audit

LASTS = timedelta(days=7)


class AccountError(ReftelError):
    """Something that cannot be done to an account."""


def make(name: str, *, by: str, at: datetime, password: str | None = None) -> Account:
    """A new account; without a password nobody signs in with it before a link is used.

    Raises AccountError where the name cannot be one or is taken, ValidationError where the
    password is too easy.
    """
    account = Account(name=name, at=at, by=by)
    _set(account, password)
    try:
        account.full_clean()
    except ValidationError as error:
        raise _no_name(name, error) from error
    with transaction.atomic():
        account.save(force_insert=True)
        audit.append("account made", about=name, author=by, at=at)
    return account


def invite(account: Account, *, by: str, at: datetime) -> str:
    """The secret of a link by which its owner sets a password; an older link ends.

    It is told once, here: what is kept is its digest.
    """
    _require_open(account)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.update_or_create(
            account=account, defaults={"token": _digest(token), "until": at + LASTS}
        )
        audit.append("link made", about=account.name, author=by, at=at)
    return token


def invited(token: str, *, at: datetime) -> Account | None:
    """Whose link this is; None for one that is used, too old, or none at all."""
    found = Invitation.objects.filter(
        token=_digest(token), until__gt=at, account__is_active=True
    ).select_related("account")
    row = found.first()
    return row.account if row else None


def accept(token: str, *, password: str, at: datetime) -> Account:
    """Use a link up: its owner has this password now, and no session from before.

    Raises AccountError where the link opens nothing, ValidationError where the password is too
    easy; the link is not used up then.
    """
    account = invited(token, at=at)
    if account is None:
        raise AccountError(
            "This link opens nothing: it was used already, or is older than a week.",
            "Nothing was changed.",
            "Ask whoever gave it to you for another.",
        )
    _set(account, password)
    with transaction.atomic():
        used, _ = Invitation.objects.filter(account=account, token=_digest(token)).delete()
        if not used:  # by another browser, meanwhile
            return accept("", password=password, at=at)
        account.save(update_fields=["password"])
        sessions.end_all(account)
        audit.append("link used", about=account.name, author=account.name, at=at)
    return account


def grant(account: Account, role: Role, *, batch: str | None = None, by: str, at: datetime) -> bool:
    """Give a role, over all cables or those of a batch; False where it was had already.

    The batch may be one that is still to come in. Raises AccountError where the role is had over
    all cables only.
    """
    _require_open(account)
    _require_batch(role, batch)
    with transaction.atomic():
        _, new = Grant.objects.get_or_create(account=account, role=role.value, batch=batch)
        if new:
            _note_role("role given", account, role, batch, by=by, at=at)
    return new


def revoke(
    account: Account, role: Role, *, batch: str | None = None, by: str, at: datetime
) -> bool:
    """Take a role away; False where it was not had.

    Raises AccountError where nobody would be left who can give roles.
    """
    with transaction.atomic():
        if role is Role.ADMINISTRATOR:
            _require_another(account)
        gone, _ = Grant.objects.filter(account=account, role=role.value, batch=batch).delete()
        if gone:
            _note_role("role taken", account, role, batch, by=by, at=at)
    return bool(gone)


def close(account: Account, *, by: str, at: datetime) -> None:
    """Nobody signs in with it any more; whoever is in is out, and no link opens it.

    Raises AccountError where nobody would be left who can give roles.
    """
    with transaction.atomic():
        _require_another(account)
        Account.objects.filter(pk=account.pk).update(is_active=False)
        Invitation.objects.filter(account=account).delete()
        ended = sessions.end_all(account)
        audit.append(
            "account closed", about=account.name, author=by, at=at, detail={"sessions": ended}
        )


def reopen(account: Account, *, by: str, at: datetime) -> None:
    """Undo the closing: its password and roles are what they were."""
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=True)
        audit.append("account opened again", about=account.name, author=by, at=at)


def sign_out(account: Account, *, by: str, at: datetime) -> None:
    """End all sessions of somebody: whoever is in is out, and can sign in again."""
    with transaction.atomic():
        ended = sessions.end_all(account)
        audit.append(
            "sessions ended", about=account.name, author=by, at=at, detail={"sessions": ended}
        )


def disarm(account: Account, *, by: str, at: datetime) -> None:
    """Take off all second factors of somebody who lost them; whoever is in is out."""
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user_id=account.pk).delete()
        sessions.end_all(account)
        audit.append(
            "factors taken off", about=account.name, author=by, at=at, detail={"factors": gone}
        )


def _set(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note_role(  # noqa: PLR0913 -- what an entry tells
    act: str, account: Account, role: Role, batch: str | None, *, by: str, at: datetime
) -> None:
    detail = {"role": role.value, "batch": batch}
    audit.append(act, about=account.name, author=by, at=at, detail=detail)


def _no_name(name: str, error: ValidationError) -> AccountError:
    if Account.objects.filter(name=name).exists():
        return AccountError(
            f"There is an account {name} already; a name is never used twice.",
            "Nothing was changed.",
            "Choose another name, or give that one a new link.",
        )
    del error
    return AccountError(
        "That cannot be the name of an account.",
        "Nothing was changed.",
        "A name begins with a small letter or a digit, and has only those, dots, hyphens and "
        "underscores behind it: forty signs at the most, a to z.",
    )


def _require_open(account: Account) -> None:
    if not account.is_active:
        raise AccountError(
            f"The account {account.name} is closed.",
            "Nothing was changed.",
            "Open it again first.",
        )


def _require_batch(role: Role, batch: str | None) -> None:
    if batch is not None and role in OVER_ALL:
        raise AccountError(
            f"The role {role} is over the whole archive, never over a batch.",
            "Nothing was changed.",
            "Leave the batch out.",
        )


def _require_another(account: Account) -> None:
    """Raise AccountError where this is the last open account that can give roles."""
    open_ = Grant.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True)
    if open_.filter(account=account).exists() and not open_.exclude(account=account).exists():
        raise AccountError(
            f"{account.name} is the last administrator: nobody could give roles any more.",
            "Nothing was changed.",
            "Make somebody else an administrator first.",
        )
