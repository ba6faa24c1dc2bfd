"""What was decided about cables, and what that made public."""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models
from django.db.models import Max

from reftel.vault.models.holdings import SHA256, Cable, Original
from reftel.vault.models.marks import Veil


class Verb(models.TextChoices):
    """What a person can decide about a cable; the latest decision holds."""

    RELEASE = "release"
    WITHHOLD = "withhold"
    WITHDRAW = "withdraw"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """The latest decision of each cable: the one that holds."""
        latest = Decision.objects.values("cable").annotate(latest=Max("id"))
        return self.filter(id__in=latest.values("latest"))

    def last_id(self) -> int:
        """The number of the last one; 0 where nothing was decided."""
        latest: int | None = self.aggregate(latest=Max("id"))["latest"]
        return latest or 0


class Decision(models.Model):
    """What a person decided about a cable. Appended; never changed, never deleted.

    A release is of the text that ``original`` holds, under a veil where words of it are held
    back: a text that comes in later is not public before somebody says so. Bytes do not change
    when the parser does, so a release outlives every rebuild. Other decisions are about the
    cable, and name no original.
    """

    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="decisions")
    original = models.ForeignKey(
        Original, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    veil = models.ForeignKey(Veil, models.PROTECT, db_index=False, null=True, related_name="+")
    verb = models.CharField(max_length=16, choices=Verb.choices)
    on = models.DateField()
    batch = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)  # not public, but for that of a withdrawal
    notice = models.TextField(blank=True)  # what readers are told of a release
    author = models.CharField(max_length=200, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb=Verb.RELEASE) ^ models.Q(original__isnull=True),
                name="decision_release_names_an_original",
            ),
            models.CheckConstraint(
                condition=models.Q(verb=Verb.RELEASE) | models.Q(veil__isnull=True),
                name="decision_veil_is_of_a_release",
            ),
        ]
        indexes = [models.Index(fields=["cable", "id"], name="decision_latest")]


class Publication(models.Model):
    """An edition that was built, and the last decision that it follows.

    Written before it goes live; ``live`` says whether it did.
    """

    audience = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    content_digest = models.CharField(max_length=SHA256)
    decision = models.ForeignKey(
        Decision, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True)  # rows of old vaults have none
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "number"], name="publication_once")
        ]


class Address(models.Model):
    """A list or a page that was public: it answers for ever. Appended; never changed.

    ``title`` is the sha256 of the title of a shelf, so that it is found under another key.
    """

    kind = models.CharField(max_length=32)
    key = models.TextField()
    title = models.CharField(max_length=SHA256, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "title"], name="address_once")
        ]
