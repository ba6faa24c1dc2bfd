"""Batches: cables that are to become public together."""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models

from reftel.vault.models.decisions import Decision
from reftel.vault.models.holdings import Cable, Original
from reftel.vault.models.marks import ACCOUNT, Veil


class BatchState(models.TextChoices):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    REFUSED = "refused"  # by a check or the rehearsal; nothing of it became public
    RELEASED = "released"
    UNDONE = "undone"


class Batch(models.Model):
    """Cables to be released at one time, with what readers are told."""

    name = models.CharField(max_length=200, unique=True)  # not public
    notice = models.TextField(blank=True)  # public, on the page of the edition
    note = models.TextField(blank=True)  # not public
    state = models.CharField(max_length=16, choices=BatchState.choices)
    due = models.DateTimeField(null=True)  # not before this
    author = models.CharField(max_length=ACCOUNT)
    at = models.DateTimeField()
    released_by = models.CharField(max_length=ACCOUNT, blank=True)
    report = models.TextField(blank=True)  # canonical JSON: of the checks and the rehearsal
    edition = models.PositiveIntegerField(null=True)
    first = models.ForeignKey(Decision, models.PROTECT, db_index=False, null=True, related_name="+")
    last = models.ForeignKey(Decision, models.PROTECT, db_index=False, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="batch_due")]


class BatchItem(models.Model):
    """A cable in a batch: the text and the veil that were approved."""

    batch = models.ForeignKey(Batch, models.PROTECT, db_index=False, related_name="items")
    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="+")
    original = models.ForeignKey(Original, models.PROTECT, db_index=False, related_name="+")
    veil = models.ForeignKey(Veil, models.PROTECT, db_index=False, null=True, related_name="+")
    stood = models.PositiveBigIntegerField(default=0)  # the decision that held when it got in

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "cable"], name="batch_item_once"),
        ]
        indexes = [models.Index(fields=["cable"], name="batch_item_cable")]
