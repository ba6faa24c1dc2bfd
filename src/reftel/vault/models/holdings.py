"""What is held: originals as they came in, and what the parser read in them."""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models

SHA256 = 64  # digits, in hex


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
