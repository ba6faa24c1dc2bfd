"""What is held back within a text: marks, as people set and lift them, and veils.

Offsets are in code points into ``header + SEAM + text`` of the record that an original
gives, as those of defects are. Who did something stands by the name of the account, and
accounts are never deleted.
"""

# ruff: noqa: D106, DJ008, RUF012 -- Django's own way to declare, and rows nobody prints

from django.db import models

from reftel.vault.models.holdings import SHA256, Cable, Original

ACCOUNT = 150  # letters of an account's name


class MarkState(models.TextChoices):
    """Where a mark stands. Only one that stands, or is adrift, holds anything back."""

    PROPOSED = "proposed"  # by the assistant: a person decides
    REFUSED = "refused"
    STANDING = "standing"
    LIFTED = "lifted"
    ADRIFT = "adrift"  # its words are not found in the text that came later: a person looks


class MarkKind(models.TextChoices):
    WORDS = "words"
    PARAGRAPH = "paragraph"  # all behind its number and its portion mark


class Mark(models.Model):
    """Words or a paragraph of a text that the public is not to read.

    The place is that of the text of ``original`` with this ``text`` digest; ``words`` and
    what stands around them find it again in a text that comes later. ``root`` is the same
    for a mark and for those that carry it on into later texts.
    """

    cable = models.ForeignKey(Cable, models.PROTECT, db_index=False, related_name="marks")
    original = models.ForeignKey(Original, models.PROTECT, db_index=False, related_name="+")
    text = models.CharField(max_length=SHA256)  # sha256 of header + SEAM + text
    root = models.PositiveBigIntegerField(null=True)  # None: itself
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=MarkKind.choices)
    words = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    code = models.CharField(max_length=16, blank=True)  # B6, 1.4(c): shown to readers
    reason = models.TextField(blank=True)  # not public
    rule = models.CharField(max_length=32, blank=True)  # that proposed it; "" for a person
    state = models.CharField(max_length=16, choices=MarkState.choices)
    author = models.CharField(max_length=ACCOUNT)
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=ACCOUNT, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="mark_covers_something"
            )
        ]
        indexes = [models.Index(fields=["cable", "state", "start"], name="mark_in_order")]


class Veil(models.Model):
    """The marks under which a text is released, as they stood then. Never changed.

    ``marks`` is canonical JSON, a list in the order of the text; ``digest`` its sha256. It
    holds all that is needed to lay it over the text again, and is as private as the text.
    """

    digest = models.CharField(primary_key=True, max_length=SHA256)
    marks = models.TextField()
