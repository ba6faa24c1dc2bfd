"""The audit log: who decided what, and when. Appended within the decision's own transaction.

    with transaction.atomic():
        review = Review.objects.create(...)
        audit.append("review", about=cable, author=author, at=at, rows=[review])

An entry answers for the ``rows`` that its act wrote: what is changed, taken out or put in
behind the log's back is found by ``reftel verify --audit``. Numbers have no gap, and each
entry holds the digest of the one before (``chain``). The clock may be set back: entries
keep their own order, and each tells the time as it was told.
"""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any, NamedTuple

from django.db import connection
from django.db.transaction import TransactionManagementError

from reftel.vault.chain import Entry, canonical, moment
from reftel.vault.commitment import Rows, committed
from reftel.vault.models import AuditEntry, Decision, Mark, Review
from reftel.vault.reading import writable

_NOTHING: Mapping[str, Any] = {}


class Hand(NamedTuple):
    """Who does something that takes long, and when it was begun."""

    author: str
    at: datetime


class Head(NamedTuple):
    """Where the log ends: whoever has this can tell whether anything before was changed."""

    number: int
    digest: str


NO_HEAD = Head(0, "")


def append(  # noqa: PLR0913 -- one a thing that an entry tells
    act: str,
    *,
    about: str = "",
    author: str,
    at: datetime,
    detail: Mapping[str, Any] = _NOTHING,
    rows: Rows = (),
) -> AuditEntry:
    """Write down that ``author`` did ``act`` to ``about``: a cable, a batch, an account.

    Call it inside the transaction that writes what was decided, after ``rows`` are written:
    a queryset, however many rows it has, or a list of them. ``detail`` is what JSON can hold.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An entry belongs in the transaction of its act.")
    answered = committed(rows)
    told = {**detail, "rows": answered} if answered else dict(detail)
    last = head()
    entry = Entry(
        number=last.number + 1,
        at=moment(at),
        author=writable(author),
        act=act,
        about=writable(about),
        detail=canonical(told),
        before=last.digest,
    )
    return _kept(entry)


def begin(*, at: datetime) -> None:
    """Write the first entry: it answers for all that was decided before there was a log.

    Its secret makes the digests of this log such that nobody who sees one can try what
    entries would give it.
    """
    rows: dict[str, Any] = {}
    for table in (Decision, Review, Mark):
        rows |= committed(table.objects.all())
    told = {"secret": token_hex(32), "rows": rows}
    _kept(Entry(1, moment(at), "", "begin", "", canonical(told), ""))


def has_begun() -> bool:
    """Whether the vault has a log at all; one that lost every entry has."""
    return "vault_auditentry" in connection.introspection.table_names()


def head() -> Head:
    """The last entry; number 0 for a log that has none."""
    last = AuditEntry.objects.order_by("-number").values_list("number", "digest").first()
    return Head(*last) if last else NO_HEAD


def digest_of(number: int) -> str | None:
    """The digest that is kept of an entry; None where there is no such entry."""
    return AuditEntry.objects.filter(number=number).values_list("digest", flat=True).first()


def _kept(entry: Entry) -> AuditEntry:
    told = entry._asdict()
    del told["before"]
    return AuditEntry.objects.create(**told, digest=entry.digest)
