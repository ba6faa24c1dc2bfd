"""The audit log: every decision with its author and time, each entry chained to the last."""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models

from reftel.vault.models.holdings import SHA256
from reftel.vault.models.marks import ACCOUNT


class AuditEntry(models.Model):
    """What somebody did. Appended; never changed, never deleted; numbered without a gap.

    ``digest`` is over the other values and the digest of the entry before.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)  # ISO 8601, UTC, to the microsecond, as digested
    author = models.CharField(max_length=ACCOUNT)
    act = models.CharField(max_length=32)
    about = models.TextField(blank=True)  # a cable, a batch, an account
    detail = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=SHA256)

    class Meta:
        indexes = [
            models.Index(fields=["act", "number"], name="audit_by_act"),
            models.Index(fields=["about", "number"], name="audit_by_about"),
            models.Index(fields=["author", "number"], name="audit_by_author"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
