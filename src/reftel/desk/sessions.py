"""Sessions: one row a browser, found by the digest of what its cookie says.

A copy of the database lets nobody in. A session ends half an hour after it was last used and
twelve hours after it began; one in which nobody has signed in yet, after a quarter of an hour,
and there are never more than a thousand of those.
"""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Rows
from django.db import OperationalError, connection
from django.db.models import Q
from django.http import HttpRequest

from reftel.desk.models import Account, Session

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
UNKNOWN = timedelta(minutes=15)  # for one without an account
UNKNOWNS = 1_000
PATIENCE_MS = 50
NOTED = timedelta(minutes=1)  # how exactly it is known when a session was last used

_DIGITS = 40  # of a sha256, in hex: 160 bits
_BEGAN, _AGENT, _ADDRESS = "began", "agent", "address"


def digest(key: str) -> str:
    """What a session is found by."""
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Note where and when somebody signed in, so that they can tell their sessions apart."""
    request.session[_BEGAN] = at.isoformat()
    request.session[_AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]
    request.session[_ADDRESS] = request.META.get("REMOTE_ADDR", "")[:45]


def forget_ended(*, at: datetime) -> None:
    """Remove the rows of sessions that are over."""
    Session.objects.filter(Q(expire_date__lte=at) | Q(seen__lte=at - WHOLE)).delete()


def end_all(account: Account, *, but: str | None = None) -> int:
    """End the sessions of an account; ``but`` is the digest of one that goes on."""
    ended, _ = Session.objects.filter(account=account).exclude(pk=but).delete()
    return ended


def of(account: Account, *, at: datetime) -> list[Session]:
    """Those that have not ended, the one used last first."""
    alive = Session.objects.filter(account=account, expire_date__gt=at, seen__gt=at - IDLE)
    return list(alive.order_by("-seen", "pk"))


class SessionStore(Rows):
    """Django's sessions in the database, under the digest of their key, with the times above."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        row = self._row(now)
        if row is None:
            self._session_key = None
            return {}
        if row.account_id is not None and now - row.seen > NOTED:
            _note_use(row, now)
        data: dict[str, Any] = self.decode(row.session_data)
        return data

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = datetime.now(UTC)
        account = data.get(SESSION_KEY)
        began = datetime.fromisoformat(data[_BEGAN]) if _BEGAN in data else now
        if account is None:
            _make_room()
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=began + WHOLE if account else now + UNKNOWN,
            account_id=account,
            began=began,
            seen=now,
            agent=data.get(_AGENT, ""),
            address=data.get(_ADDRESS, ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(pk=digest(key)).delete()

    def _row(self, now: datetime) -> Session | None:
        if not self.session_key:
            return None
        row = Session.objects.filter(pk=digest(self.session_key), expire_date__gt=now).first()
        if row is not None and row.account_id is not None and row.seen <= now - IDLE:
            row.delete()
            return None
        return row


def _note_use(row: Session, now: datetime) -> None:
    """Note that a session goes on; not now, where an import holds the database meanwhile."""
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            with suppress(OperationalError):
                Session.objects.filter(pk=row.pk).update(seen=now)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _make_room() -> None:
    """Keep those without an account few, whoever asks for them."""
    unknown = Session.objects.filter(account=None)
    if unknown.count() >= UNKNOWNS:
        forget_ended(at=datetime.now(UTC))
        kept = unknown.order_by("-seen").values("pk")[: UNKNOWNS // 2]
        unknown.exclude(pk__in=kept).delete()
