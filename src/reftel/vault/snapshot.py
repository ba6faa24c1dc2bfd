"""The snapshot: the vault as it stood at one moment, however long it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read inside is of one moment; nothing may be written. Nobody has to wait."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # deferred: a reader's transaction, unlike those that decide
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
