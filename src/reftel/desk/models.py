"""The rows of the desk: accounts, what they may do, invitations, sessions.

They lie in the vault's database, so that what is done to an account and its entry in the audit
log are one transaction; but only a process of the desk has them among its tables.
"""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models

from reftel.desk.rights import GRANTABLE, Role
from reftel.vault.models import ACCOUNT

NAME = r"[a-z0-9][a-z0-9._-]{0,39}"  # no two look alike
TOKEN = 64  # digits of a sha256, in hex


class Account(AbstractBaseUser):
    """Somebody who works here. Never deleted and never renamed: decisions stand by its name."""

    name = models.CharField(
        max_length=ACCOUNT, unique=True, validators=[RegexValidator(rf"\A{NAME}\Z")]
    )
    is_active = models.BooleanField(default=True)  # Django's word; False is closed
    at = models.DateTimeField()
    by = models.CharField(max_length=ACCOUNT)

    objects = BaseUserManager["Account"]()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = []


class Grant(models.Model):
    """A role of an account, over all cables or over those of one import batch."""

    account = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="grants")
    role = models.CharField(
        max_length=16, choices=[(role.value, role.value) for role in (*GRANTABLE, Role.ALONE)]
    )
    batch = models.CharField(max_length=200, null=True)  # noqa: DJ001 -- None is all of them

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "batch"], name="grant_once"),
            models.UniqueConstraint(
                fields=["account", "role"],
                name="grant_over_all_once",
                condition=models.Q(batch=None),
            ),
            models.CheckConstraint(condition=~models.Q(batch=""), name="grant_batch_is_named"),
        ]


class Invitation(models.Model):
    """A link by which somebody makes an account of theirs usable, once, for a time.

    What it opens is the account; the link itself is known to whoever was given it, and to
    nobody from here.
    """

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="+")
    token = models.CharField(max_length=TOKEN, unique=True)  # sha256 of what the link carries
    until = models.DateTimeField()


class Session(AbstractBaseSession):
    """One browser that is signed in, or on its way."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    began = models.DateTimeField()
    seen = models.DateTimeField()
    agent = models.CharField(max_length=200, blank=True)  # as the browser calls itself
    address = models.CharField(max_length=45, blank=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        verbose_name_plural = "sessions"
