"""The rows of the vault: fields, constraints, and words for queries. No meaning, no effects.

Truth: ``Original``, ``Provenance``, ``Membership``, ``Decision``, ``Mark``, ``Veil``,
``Review``, ``Batch`` and its items. Derived from originals by the parser, and rebuilt by
``reftel rebuild``: ``Cable``, ``Revision``, ``Witness``, ``Rejection``; from truth:
``Docket``. Notes of what was done: ``Publication``, ``Address`` and the audit log. What is
taken in leaves no time of day behind, so that taking the same files in gives the same rows.

A foreign key has no index of its own where a constraint or index already begins with it.
"""

from reftel.vault.models.audit import AuditEntry
from reftel.vault.models.batches import Batch, BatchItem, BatchState
from reftel.vault.models.decisions import Address, Decision, DecisionQuerySet, Publication, Verb
from reftel.vault.models.holdings import (
    SHA256,
    Cable,
    Membership,
    Original,
    Provenance,
    Rejection,
    Revision,
    Witness,
)
from reftel.vault.models.marks import ACCOUNT, Mark, MarkKind, MarkState, Veil
from reftel.vault.models.review import Docket, Review, State, Step

__all__ = [
    "ACCOUNT",
    "SHA256",
    "Address",
    "AuditEntry",
    "Batch",
    "BatchItem",
    "BatchState",
    "Cable",
    "Decision",
    "DecisionQuerySet",
    "Docket",
    "Mark",
    "MarkKind",
    "MarkState",
    "Membership",
    "Original",
    "Provenance",
    "Publication",
    "Rejection",
    "Review",
    "Revision",
    "State",
    "Step",
    "Veil",
    "Verb",
    "Witness",
]
