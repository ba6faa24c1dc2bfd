"""Where each cable stands on the desk, and what its reviewers did and said."""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models

from reftel.vault.models.holdings import Cable, Original
from reftel.vault.models.marks import ACCOUNT, Veil


class State(models.TextChoices):
    """Where a cable stands. One with a newer text than the public one is received again."""

    RECEIVED = "received"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class Step(models.TextChoices):
    """What a person can do with a cable on its way to a release."""

    ASSIGN = "assign"
    NOTE = "note"
    REVIEW = "review"  # read, and its marks are as they should be
    RETURN = "return"  # to be reviewed again
    APPROVE = "approve"


class Docket(models.Model):
    """The standing of a cable, for the queue. Derived from what follows; rebuilt at will."""

    cable = models.OneToOneField(
        Cable, models.PROTECT, primary_key=True, db_index=False, related_name="docket"
    )
    state = models.CharField(max_length=16, choices=State.choices)
    public = models.BooleanField(default=False)  # some text of it
    assignee = models.CharField(max_length=ACCOUNT, blank=True)
    proposals = models.PositiveIntegerField(default=0)  # open ones
    marks = models.PositiveIntegerField(default=0)  # standing ones
    adrift = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["state", "cable"], name="docket_queue"),
            models.Index(
                fields=["assignee", "state", "cable"],
                name="docket_assigned",
                condition=~models.Q(assignee=""),
            ),
            models.Index(
                fields=["state", "cable"],
                name="docket_proposals",
                condition=models.Q(proposals__gt=0),
            ),
            models.Index(
                fields=["state", "cable"], name="docket_marks", condition=models.Q(marks__gt=0)
            ),
            models.Index(
                fields=["state", "cable"], name="docket_adrift", condition=models.Q(adrift__gt=0)
            ),
        ]


class Review(models.Model):
    """A step of review. Appended; never changed. It is of one text under one veil.

    A later text, or another veil, has to be reviewed and approved anew.
    """

    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="reviews")
    original = models.ForeignKey(Original, models.PROTECT, db_index=False, related_name="+")
    veil = models.ForeignKey(Veil, models.PROTECT, db_index=False, null=True, related_name="+")
    step = models.CharField(max_length=16, choices=Step.choices)
    to = models.CharField(max_length=ACCOUNT, blank=True)  # of an assignment
    words = models.TextField(blank=True)  # not public
    author = models.CharField(max_length=ACCOUNT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cable", "id"], name="review_in_order")]
