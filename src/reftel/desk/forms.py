"""The forms of accounts: what is asked, and in which words. What allauth asks, in ours."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.core.exceptions import ValidationError

from reftel.desk import notes
from reftel.desk.rights import GRANTABLE
from reftel.vault.models import ACCOUNT

LONGEST = 4_096  # characters of a password: more is no better, and costs work


class NewPassword(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The password that one has, and the one to have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = ("Password until now", "New password", "The new one again")
        for field, label in zip(self.fields.values(), labels, strict=True):
            field.label, field.help_text, field.max_length = label, "", LONGEST
            field.widget.attrs.pop("placeholder", None)


class Factor(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code of a second factor; a wrong one is noted."""

    def clean_code(self) -> str:
        from allauth.core import context  # noqa: PLC0415 -- allauth keeps the request there

        try:
            return str(super().clean_code())
        except ValidationError:
            now = datetime.now(UTC)
            notes.failed(context.request, self.user.get_username(), "factor", at=now)
            raise


class FirstPassword(forms.Form):
    """What a link asks for."""

    password = forms.CharField(
        label="Password",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least twelve characters. Four words that nobody would put together are good.",
    )
    again = forms.CharField(
        label="The same again",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if {"password", "again"} <= said.keys() and said["password"] != said["again"]:
            self.add_error("again", "These are two different passwords.")
        return said


class NewAccount(forms.Form):
    """Who is to get an account, and as what."""

    name = forms.CharField(
        label="Name",
        max_length=ACCOUNT,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        help_text="a to z, digits, dots, hyphens. It stands by every decision and never changes.",
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[("", "none yet"), *((role.value, role.value) for role in GRANTABLE)],
        required=False,
    )


class NewGrant(forms.Form):
    """A role to give or take."""

    role = forms.ChoiceField(label="Role", choices=[(role.value, role.value) for role in GRANTABLE])
    batch = forms.CharField(
        label="Over the import batch",
        max_length=200,
        required=False,
        strip=False,
        help_text="Leave it empty to mean all cables.",
    )
