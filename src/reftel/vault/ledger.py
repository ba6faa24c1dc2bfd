"""The ledger of an accession: what is known already, and how a batch is written.

The statements are SQL and not the ORM, which costs the one process that writes as much
again as the database itself (docs/adr/0007-the-vault.md). They hold in SQLite and PostgreSQL alike.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from django.db import connection, transaction

from reftel.telegram import PARSER_VERSION
from reftel.vault import docket
from reftel.vault.audit import Hand
from reftel.vault.carrying import carry_on
from reftel.vault.models import Rejection
from reftel.vault.originals import digest
from reftel.vault.reading import Found, Outcome, Refusal

NOTHING = digest(b"")
_ORIGINAL = """
INSERT INTO vault_original (sha256, size, kind) VALUES (%s, %s, %s)
ON CONFLICT (sha256) DO UPDATE SET kind = excluded.kind
WHERE vault_original.kind = '' AND excluded.kind <> ''
"""
_PROVENANCE = """
INSERT INTO vault_provenance (original_id, container, place) VALUES (%s, %s, %s)
ON CONFLICT DO NOTHING
"""
_CABLE = "INSERT INTO vault_cable (id) VALUES (%s) ON CONFLICT DO NOTHING"
# The record is that of the smallest original which still bears witness to the revision, so
# the witnesses of a batch are written before its revisions.
_REVISION = """
INSERT INTO vault_revision (digest, cable_id, released, original_id, parser_version, record)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (digest) DO UPDATE SET
  original_id = excluded.original_id,
  parser_version = excluded.parser_version,
  record = excluded.record
WHERE excluded.original_id <= vault_revision.original_id OR NOT EXISTS (
  SELECT 1 FROM vault_witness AS w
  WHERE w.original_id = vault_revision.original_id AND w.revision_id = vault_revision.digest
)
"""
_WITNESS = """
INSERT INTO vault_witness (original_id, revision_id, notes) VALUES (%s, %s, %s)
ON CONFLICT DO NOTHING
"""
_REJECTION = """
INSERT INTO vault_rejection (original_id, container, place, kind, message)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (original_id, container, place, kind) DO UPDATE SET message = excluded.message
"""
_MEMBERSHIP = """
INSERT INTO vault_membership (batch, cable_id)
SELECT DISTINCT CAST(%s AS varchar), r.cable_id
FROM vault_witness AS w JOIN vault_revision AS r ON r.digest = w.revision_id
WHERE w.original_id = %s
ON CONFLICT DO NOTHING
"""
_WITNESSED = "SELECT DISTINCT original_id FROM vault_witness WHERE original_id IN"
_HELD_REVISIONS = "SELECT digest FROM vault_revision WHERE digest IN"
_MARKED_CABLES = """
SELECT DISTINCT cable_id FROM vault_mark
WHERE state IN ('proposed', 'standing', 'adrift') AND cable_id IN
"""
_HELD_CABLES = "SELECT DISTINCT cable_id FROM vault_revision WHERE cable_id IN"
_ON_THE_DESK = "SELECT cable_id FROM vault_docket WHERE cable_id IN"
# Of what could not even be read, no byte was kept: its original is the empty one.
_UNKEPT = "SELECT container, place FROM vault_rejection WHERE original_id IN"
_REFUSALS = """
SELECT original_id, container, place, kind, message FROM vault_rejection WHERE original_id IN
"""


class Sighting(NamedTuple):
    """An original that is held already, seen at a place."""

    sha256: str
    container: str
    place: str


class Held(NamedTuple):
    """Which of some revisions, and of their cables, are held."""

    revisions: set[str]
    cables: set[str]


class Ledger(Protocol):
    def witnessed(self, digests: Iterable[str]) -> set[str]:
        """Those originals that need no reading: they gave a cable before."""

    def held(self, outcomes: Sequence[Outcome]) -> Held:
        """What is held of that which the outcomes give."""

    def refusals(self, known: Sequence[Sighting]) -> dict[str, list[Refusal]]:
        """What could not be read in originals that gave a cable all the same."""

    def write(self, outcomes: Sequence[Outcome], known: Sequence[Sighting]) -> None:
        """Take a batch in, whole or not at all."""


class VaultLedger:
    """The ledger of the open vault. ``settle`` is called when originals must be on disk."""

    def __init__(self, settle: Callable[[], None], hand: Hand, batch: str = "") -> None:
        self._settle = settle
        self._hand = hand
        self._batch = batch
        self._unkept: dict[str, set[str]] | None = None  # places by container, when asked for

    def witnessed(self, digests: Iterable[str]) -> set[str]:
        return {row[0] for row in _rows(_WITNESSED, set(digests))}

    def held(self, outcomes: Sequence[Outcome]) -> Held:
        found = list(chain.from_iterable(outcome.found for outcome in outcomes))
        revisions = _rows(_HELD_REVISIONS, {each.digest for each in found})
        cables = _rows(_HELD_CABLES, {each.cable for each in found})
        return Held({row[0] for row in revisions}, {row[0] for row in cables})

    def refusals(self, known: Sequence[Sighting]) -> dict[str, list[Refusal]]:
        told: dict[str, list[Refusal]] = {}
        for original, *told_of_it in _rows(_REFUSALS, {each.sha256 for each in known}):
            told.setdefault(original, []).append(Refusal(*told_of_it))
        return told

    def write(self, outcomes: Sequence[Outcome], known: Sequence[Sighting]) -> None:
        self._settle()
        with transaction.atomic():
            forget_rejections(outcomes)
            self._forget_unkept(outcomes, known)
            write_outcomes(outcomes)
            with connection.cursor() as cursor:
                cursor.executemany(_PROVENANCE, known)
                if self._batch:
                    originals = [each.sha256 for each in outcomes] + [each.sha256 for each in known]
                    cursor.executemany(_MEMBERSHIP, [(self._batch, each) for each in originals])
            cables = {found.cable for _, found in _each(outcomes)}
            for (cable,) in sorted(_rows(_MARKED_CABLES, cables)):
                carry_on(cable, self._hand)
            docket.follow(row[0] for row in _rows(_ON_THE_DESK, cables))

    def _forget_unkept(self, outcomes: Sequence[Outcome], known: Sequence[Sighting]) -> None:
        """Drop what was said of places, in runs before this, that can be read now.

        Nothing was kept from there that could be read again: this is the only way for such a
        rejection to go. Something read inside an archive or folder tells that it can be read.
        """
        if self._unkept is None:
            self._unkept = {}
            for container, place in _rows(_UNKEPT, {NOTHING}):
                self._unkept.setdefault(container, set()).add(place)
        if not self._unkept:
            return
        read = {(each.container, each.place) for each in outcomes if each.size}
        read |= {(each.container, each.place) for each in known}
        read |= {(around, "") for container, _ in read for around in _around(container)}
        for container, place in read:
            if place in self._unkept.get(container, ()):
                self._unkept[container].remove(place)
                Rejection.objects.filter(
                    original=NOTHING, container=container, place=place
                ).delete()


class Rehearsal:
    """A ledger that writes nothing, over a vault or, where there is none, over nothing.

    It remembers what it was told: about 200 bytes a cable.
    """

    def __init__(self, vault: VaultLedger | None) -> None:
        self._vault = vault
        self._witnessed: set[str] = set()
        self._held = Held(set(), set())

    def witnessed(self, digests: Iterable[str]) -> set[str]:
        asked = set(digests)
        known = self._vault.witnessed(asked) if self._vault else set()
        return known | (asked & self._witnessed)

    def held(self, outcomes: Sequence[Outcome]) -> Held:
        known = self._vault.held(outcomes) if self._vault else Held(set(), set())
        return Held(known.revisions | self._held.revisions, known.cables | self._held.cables)

    def refusals(self, known: Sequence[Sighting]) -> dict[str, list[Refusal]]:
        return self._vault.refusals(known) if self._vault else {}

    def write(self, outcomes: Sequence[Outcome], known: Sequence[Sighting]) -> None:
        del known
        for outcome in outcomes:
            self._witnessed.update([outcome.sha256] if outcome.found else [])
            self._held.revisions.update(found.digest for found in outcome.found)
            self._held.cables.update(found.cable for found in outcome.found)


def forget_rejections(outcomes: Sequence[Outcome]) -> None:
    """Drop what was said of originals that are now read without fault."""
    sound = {outcome.sha256 for outcome in outcomes if not outcome.refusals}
    mended = {row[0] for row in _rows(_REFUSALS, sound)}
    if mended:
        Rejection.objects.filter(original__in=mended).delete()


def _around(container: str) -> Iterator[str]:
    """The container, the archives that it lies in, and their folders."""
    yield container
    yield from (container[:at] for at, letter in enumerate(container) if letter in "!/")


def _rows(query: str, values: Collection[str]) -> list[tuple[str, ...]]:
    """The rows of a query that ends in ``IN``, for these values."""
    if not values:
        return []
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ({places})", list(values))
        rows: list[tuple[str, ...]] = cursor.fetchall()
        return rows


def write_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Write all rows of these outcomes; those that are there already stay as they are."""
    with connection.cursor() as cursor:
        cursor.executemany(_ORIGINAL, [(each.sha256, each.size, each.kind) for each in outcomes])
        cursor.executemany(
            _PROVENANCE, [(each.sha256, each.container, each.place) for each in outcomes]
        )
        cursor.executemany(_CABLE, [(found.cable,) for _, found in _each(outcomes)])
        cursor.executemany(
            _WITNESS, [(sha256, found.digest, found.notes) for sha256, found in _each(outcomes)]
        )
        cursor.executemany(
            _REVISION,
            [
                (found.digest, found.cable, found.released, sha256, PARSER_VERSION, found.record)
                for sha256, found in _each(outcomes)
            ],
        )
        cursor.executemany(
            _REJECTION, [(each.sha256, *refusal) for each in outcomes for refusal in each.refusals]
        )


def _each(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Found]]:
    for outcome in outcomes:
        for found in outcome.found:
            yield outcome.sha256, found
