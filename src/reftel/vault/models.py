"""The rows of the vault: fields, constraints, and words for queries. No meaning, no effects.

Truth: ``Original``, ``Provenance``, ``Membership``, ``Decision``. Derived from originals
by the parser, and rebuilt by ``reftel rebuild``: ``Cable``, ``Revision``, ``Witness``,
``Rejection``. Notes of what was done: ``Publication`` and ``Address``. No other row holds
the time of day at which it was written, so that taking the same files in gives the same rows.

A foreign key has no index of its own where a constraint or index already begins with it.
"""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models
from django.db.models import Max

SHA256 = 64  # digits, in hex


class Verb(models.TextChoices):
    """What a person can decide about a cable; the latest decision holds."""

    RELEASE = "release"
    WITHHOLD = "withhold"
    WITHDRAW = "withdraw"


class Original(models.Model):
    """Bytes as they came in; ``originals`` keeps them under this digest."""

    sha256 = models.CharField(primary_key=True, max_length=SHA256)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=16, blank=True)  # a SourceKind; "" where none was told


class Provenance(models.Model):
    """Where an original was seen, each place once."""

    original = models.ForeignKey(
        Original, models.PROTECT, db_index=False, related_name="provenances"
    )
    container = models.TextField()  # path as given, members of archives behind "!"
    place = models.TextField(blank=True)  # "record 17"; empty for a whole file

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["original", "container", "place"], name="provenance_once"
            )
        ]


class Cable(models.Model):
    """A reference id of which something is held, or was when it was decided on."""

    id = models.CharField(primary_key=True, max_length=200)


class Revision(models.Model):
    """One text of a cable; however many originals give it, it is one revision.

    ``original`` is the witness with the smallest digest: the record is read from that one,
    so that it does not depend on the order in which files came.
    """

    digest = models.CharField(primary_key=True, max_length=SHA256)  # record["revision"]
    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="revisions")
    released = models.CharField(max_length=32, blank=True)  # as published; "" where it was not
    original = models.ForeignKey(Original, models.PROTECT, db_index=False, related_name="+")
    parser_version = models.PositiveIntegerField()
    record = models.BinaryField()  # canonical JSON, zstd; the last column, as it is long

    class Meta:
        indexes = [models.Index(fields=["cable", "released", "digest"], name="revision_rank")]


class Witness(models.Model):
    """An original that gives a revision, and what was odd about reading it."""

    original = models.ForeignKey(Original, models.PROTECT, db_index=False, related_name="witnesses")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="witnesses")
    notes = models.TextField(blank=True)  # one a line

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["original", "revision"], name="witness_once")
        ]


class Rejection(models.Model):
    """An original, or a part of one, that could not be read as a cable, and why."""

    original = models.ForeignKey(
        Original, models.PROTECT, db_index=False, related_name="rejections"
    )
    container = models.TextField()
    place = models.TextField(blank=True)
    kind = models.CharField(max_length=32)  # a RejectKind
    message = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["original", "container", "place", "kind"], name="rejection_once"
            )
        ]


class Membership(models.Model):
    """A cable that came in under a batch's name, to be released with the batch."""

    batch = models.CharField(max_length=200)
    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "cable"], name="membership_once")]


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """The latest decision of each cable: the one that holds."""
        latest = Decision.objects.values("cable").annotate(latest=Max("id"))
        return self.filter(id__in=latest.values("latest"))


class Decision(models.Model):
    """What a person decided about a cable. Appended; never changed, never deleted.

    A release is of the text that ``original`` holds: a text that comes in later is not
    public before somebody says so. Bytes do not change when the parser does, so a release
    outlives every rebuild. Other decisions are about the cable, and name no original.
    """

    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="decisions")
    original = models.ForeignKey(
        Original, models.PROTECT, db_index=False, null=True, related_name="+"
    )
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
            )
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
