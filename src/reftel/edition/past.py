"""What an edition is told of those before it: nothing that is not to be public.

An edition that is still being made has no number yet: it stands as None where a text or a
change belongs to it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    """What became of a cable in an edition."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Change(NamedTuple):
    """That something became of a cable in an edition, by a decision of this day."""

    edition: int | None
    what: What
    day: str


class Text(NamedTuple):
    """One of the texts of a cable, in the order in which they became public.

    ``number`` is that of the edition in which it first stood; for the staff, who see all
    that is held, its place among them. The current text is the last, and has no blob: it is
    the record of the cable.
    """

    number: int | None
    day: str
    notice: str  # what readers are told of it
    sha256: str = ""  # over the canonical JSON
    blob: bytes = b""  # that JSON, compressed


class Former(NamedTuple):
    """An edition that was live before: when it was made, and its content digest."""

    number: int
    made: str  # ISO, a day or an instant
    digest: str


class Address(NamedTuple):
    """An address that was public: the kind of list or page, its key, and whose key it was.

    ``title`` is the sha256 of the title of a shelf: a title may be a megabyte.
    """

    kind: str
    key: str
    title: str = ""

    @property
    def digest(self) -> bytes:
        """What stands for it in an edition where it is gone: nothing that can be read."""
        return address_digest(self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Past:
    """The editions before, the highest number ever given, and every address ever public.

    ``audit_head`` is the digest at which the audit log stands: it tells nothing of the log.
    """

    number: int = 0
    editions: tuple[Former, ...] = ()
    addresses: Iterable[Address] = ()
    audit_head: str = ""


def address_digest(kind: str, key: str) -> bytes:
    """The sha256 that stands for an address which is gone."""
    return hashlib.sha256(f"{kind}/{key}".encode("utf-8", "surrogatepass")).digest()


def title_digest(title: str) -> str:
    """The sha256, in hexadecimal, that stands for the title of a shelf."""
    return hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()


def has_history(texts: tuple[Text, ...]) -> bool:
    """Whether there is more to tell of the texts of a cable than that there is one."""
    return len(texts) > 1 or any(text.notice for text in texts)
