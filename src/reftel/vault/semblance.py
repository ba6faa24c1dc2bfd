"""The semblance: what the public would read of a text under a veil, by its digest.

Two texts of a cable may be the same to the public, where they differ in what is held back
alone; so may one text under two veils. Whoever looks has to lay the veil and read what is
left, for each such cable in every publication: what was found is kept for the next, in
``vault/workings/semblance``. It can be lost at any time, and counts for nothing where another
program wrote it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import orjson

from reftel.archive import ArchiveFolder
from reftel.edition import durable
from reftel.edition.program import program
from reftel.redaction.records import redacted
from reftel.redaction.values import Veil
from reftel.vault.histories import Decided
from reftel.vault.models import Revision
from reftel.vault.veils import opened

READ_AT_ONCE = 100
Pair = tuple[str, str]  # the digest of a text and a veil, as written


class Semblance:
    """What is known of texts under veils, and what is found out."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._before = dict(known or {})
        self._now: dict[str, str] = {}

    @classmethod
    def kept(cls, archive: ArchiveFolder) -> Self:
        """What the publication before found; nothing where that cannot be read."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = orjson.loads(_path(archive).read_bytes())
            if told["program"] == program() and told["sum"] == _sum(told["shown"]):
                return cls(told["shown"])
        return cls()

    def keep(self, archive: ArchiveFolder) -> None:
        """Keep for the next publication what this one asked for."""
        if self._now == self._before:
            return
        told = {"program": program(), "shown": self._now, "sum": _sum(self._now)}
        with suppress(OSError):  # the next one finds it out again
            durable.replace_bytes(_path(archive), orjson.dumps(told))

    def told_apart(self, some: Sequence[tuple[Decided, ...]]) -> Iterator[tuple[Decided, ...]]:
        """The decisions about some cables, looked into where texts may be the same.

        That takes a veil and two texts, or one text under two of them: few cables have that.
        """
        unclear = [_pairs(decided) for decided in some]
        shown = self._shown({pair for pairs in unclear for pair in pairs})
        for decided, pairs in zip(some, unclear, strict=True):
            yield tuple(_told(one, shown) for one in decided) if pairs else decided

    def _shown(self, pairs: AbstractSet[Pair]) -> dict[Pair, str]:
        """The digest of what the public would read of each; empty where it is nothing."""
        veiled = sorted((digest, veil) for digest, veil in pairs if veil)
        read_from = _of_revisions(veiled, "original_id", "parser_version")
        keys = {pair: _key(pair, read_from[pair[0]]) for pair in veiled}
        blobs = _of_revisions((pair for pair in veiled if keys[pair] not in self._before), "record")
        for (digest, veil), key in keys.items():
            known = self._before.get(key)
            self._now[key] = _laid(veil, *blobs[digest]) if known is None else known
        return {pair: self._now[keys[pair]] if pair in keys else pair[0] for pair in pairs}


def _told(one: Decided, shown: Mapping[Pair, str]) -> Decided:
    return one._replace(redacted=shown.get((one.digest, one.veil)))


def _pairs(decided: tuple[Decided, ...]) -> set[Pair]:
    """The texts of a cable with their veils, where some may be the same to the public."""
    if len(decided) < 2:
        return set()
    pairs = {(one.digest, one.veil) for one in decided if one.digest}
    return pairs if len(pairs) > 1 and any(veil for _, veil in pairs) else set()


def _of_revisions(pairs: Iterable[Pair], *columns: str) -> dict[str, tuple[Any, ...]]:
    """Some columns of the revisions of these texts, by their digests."""
    digests = sorted({digest for digest, _ in pairs})
    found: dict[str, tuple[Any, ...]] = {}
    for start in range(0, len(digests), READ_AT_ONCE):
        rows = Revision.objects.filter(digest__in=digests[start : start + READ_AT_ONCE])
        found.update((digest, told) for digest, *told in rows.values_list("digest", *columns))
    return found


def _key(pair: Pair, read_from: Sequence[object]) -> str:
    """What stands for a text, all that it was read from, and a veil."""
    return hashlib.sha256(repr((*pair, *read_from)).encode()).hexdigest()


def _laid(veil: str, blob: bytes) -> str:
    found = redacted(opened(bytes(blob)), Veil.read(veil))
    return found["revision"] if found is not None else ""


def _sum(shown: Mapping[str, str]) -> str:
    return hashlib.sha256(orjson.dumps(shown)).hexdigest()


def _path(archive: ArchiveFolder) -> Path:
    return archive.vault / "workings" / "semblance"
