"""The keyring: the keys of an archive, the oldest first, each vouched for by the one before.

A key that was replaced signs the next, so whoever knows one key of the ring knows which
came after it. Where a key was lost nobody could sign the next, and the ring says so: who
knew the old key has to learn the new one in another way.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Any, Self

from reftel.edition.signature import PrivateKey, PublicKey
from reftel.telegram.cable import as_json


@dataclass(frozen=True, slots=True)
class Link:
    """A key, since when it signs, and what the key before says to that."""

    key: PublicKey
    since: str  # ISO 8601, UTC, to the second
    replaces: str = ""  # the id of the key before; empty for the first
    signature: bytes = b""  # of that key, over the statement; empty where it was lost

    @property
    def statement(self) -> bytes:
        """What the key before signs: canonical JSON, and a line break."""
        return as_json(self._told()) + b"\n"

    def entry(self) -> dict[str, str]:
        signature = base64.b64encode(self.signature).decode()
        return {**self._told(), "id": self.key.id, "signature": signature}

    @classmethod
    def of(cls, entry: Any) -> Self:
        """ValueError, KeyError or TypeError where it is none."""
        key = PublicKey(base64.b64decode(entry["key"], validate=True))
        signature = base64.b64decode(entry["signature"], validate=True)
        return cls(key, str(entry["since"]), str(entry["replaces"]), signature)

    def _told(self) -> dict[str, str]:
        key = base64.b64encode(self.key.raw).decode()
        return {"key": key, "replaces": self.replaces, "since": self.since}


@dataclass(frozen=True, slots=True)
class Keyring:
    """One key at least; the last one signs now."""

    links: tuple[Link, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """ValueError where it is none, or does not hold together."""
        try:
            ring = cls(tuple(map(Link.of, json.loads(text)["keys"])))
            if not ring.links or list(ring._broken()):
                raise ValueError("its keys do not follow from each other")
        except (KeyError, TypeError, RecursionError, binascii.Error) as error:
            raise ValueError(f"it is no ring of keys ({error!r})") from error
        return ring

    @property
    def current(self) -> PublicKey:
        return self.links[-1].key

    @property
    def keys(self) -> tuple[PublicKey, ...]:
        return tuple(link.key for link in self.links)

    def written(self) -> str:
        return json.dumps({"keys": [link.entry() for link in self.links]}, indent=2) + "\n"

    def vouched(self, known: PublicKey) -> tuple[PublicKey, ...]:
        """The keys after one that is known, as far as each was signed by the one before."""
        if known not in self.keys:
            return ()
        after = self.links[self.keys.index(known) + 1 :]
        return tuple(link.key for link in takewhile(lambda link: link.signature, after))

    def unbroken(self) -> tuple[PublicKey, ...]:
        """The current key, and those before from which it follows."""
        first = max((n for n, link in enumerate(self.links) if not link.signature), default=0)
        return self.keys[first:]

    def followed(self, key: PublicKey, at: datetime, by: PrivateKey | None) -> "Keyring":
        """The ring with one more key; ``by`` is the key before, None where that was lost."""
        since = at.isoformat(timespec="seconds")
        link = Link(key, since, self.current.id)
        if by is not None:
            link = replace(link, signature=by.sign(link.statement))
        return Keyring((*self.links, link))

    def _broken(self) -> Iterator[Link]:
        """Links that do not name the key before, or bear a signature that is not its."""
        before: Link | None = None
        for link in self.links:
            named = link.replaces == (before.key.id if before else "")
            signed = not link.signature or (
                before is not None and before.key.signed(link.statement, link.signature)
            )
            if not (named and signed):
                yield link
            before = link


def begun(key: PublicKey, at: datetime) -> Keyring:
    """The ring of a first key."""
    return Keyring((Link(key, at.isoformat(timespec="seconds")),))
