"""What django-allauth asks of us: who signs in, how, and in which words.

Nobody signs up: accounts are made by an administrator, or on the terminal.
"""

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reftel.desk import notes, sessions
from reftel.desk.house import house_of
from reftel.desk.models import Account

WRONG = "That name and password do not go together, or the account is closed."
TOO_OFTEN = "That was tried too often. Wait five minutes, then try again."


class AccountDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in and out."""

    error_messages = {  # noqa: RUF012 -- allauth's own way to word them
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "account_inactive": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        now = datetime.now(UTC)
        sessions.begin(request, at=now)
        notes.signed("signed in", request, user.get_username(), at=now)

    def logout(self, request: HttpRequest) -> None:
        name = request.user.get_username()
        super().logout(request)
        if name:
            notes.signed("signed out", request, name, at=datetime.now(UTC))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _note_failure(request, credentials, "too often")
            raise

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("home")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account is told nothing that a wrong password is not."""
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found is not None and found.is_active:
            return found
        _note_failure(request, credentials, "password")
        return None

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any
    ) -> None:
        """What allauth would write a letter about stands in the audit log instead."""
        del args, kwargs
        act = template_prefix.rpartition("/")[2].replace("_", " ")
        if act == "password changed":
            here = sessions.digest(str(self.request.session.session_key))
            sessions.end_all(cast("Account", user), but=here)
        notes.signed(act, self.request, user.get_username(), at=datetime.now(UTC))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """The same, for who came by a passkey."""
        del user
        messages.error(request, WRONG)
        return redirect("account_login")


class FactorDoor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors. Their secrets lie encrypted: a copy of the database alone gives none."""

    error_messages = {  # noqa: RUF012 -- allauth's own way to word them
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. It changes every half minute.",
    }

    def get_totp_issuer(self) -> str:
        return f"{house_of(self.request).archive.declaration().name}: desk"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        name = self.request.get_host().partition(":")[0]
        return {"id": name, "name": f"{house_of(self.request).archive.declaration().name}: desk"}


def _note_failure(request: HttpRequest, credentials: dict[str, Any], why: str) -> None:
    notes.failed(request, str(credentials.get("username", "")), why, at=datetime.now(UTC))


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factors\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
