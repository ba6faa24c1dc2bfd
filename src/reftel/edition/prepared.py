"""A cable as an edition takes it in: all that can be worked out of it alone.

Nothing here knows another cable or opens a file, so it may be done in any process; what
comes of it crosses to another one cheaply.
"""

import hashlib
from typing import NamedTuple, Self

from reftel.edition.contents import Sealed
from reftel.edition.past import Change, Text
from reftel.edition.places import Place, places
from reftel.edition.row import Row, storable
from reftel.search.card import card
from reftel.search.embedded import Words, entry
from reftel.telegram.cable import CableRecord


class Prepared(NamedTuple):
    """What the catalogue, the index and the content digest take of one cable.

    Of one that is as it was ``before``, blobs and words are not here.
    """

    id: str
    sha256: str  # over the canonical JSON
    blob: bytes  # that JSON, compressed
    row: Row
    places: tuple[Place, ...]  # the shelves that it stands on
    targets: tuple[str, ...]  # the other cables that it refers to, sorted
    words: Words  # of its entry for the index
    facts: bytes
    texts: tuple[Text, ...] = ()  # that were public, the current one last
    changes: tuple[Change, ...] = ()  # what became of it, edition by edition
    key: str = ""  # stands for all that it was worked out of
    before: int = 0  # its number in the edition before, where no text changed: blobs are there

    @classmethod
    def of(
        cls,
        sealed: Sealed,
        texts: tuple[Text, ...] = (),
        changes: tuple[Change, ...] = (),
        key: str = "",
    ) -> Self:
        record = sealed.record
        row = Row.of(record)
        found = card(record)
        words, facts = entry(found)
        return cls(
            id=record["id"],
            sha256=hashlib.sha256(sealed.json).hexdigest(),
            blob=sealed.blob,
            row=row,
            places=places(row, record, found.values),
            targets=_targets(record),
            words=words,
            facts=facts,
            texts=texts,
            changes=changes,
            key=key,
        )


def words_of(blob: bytes) -> Words:
    """The words of the entry of a cable, from its compressed JSON."""
    return entry(card(Sealed.opened(blob).record)).words


def _targets(record: CableRecord) -> tuple[str, ...]:
    targets = {item["target"] for item in record["references"]} - {None, record["id"]}
    return tuple(storable(target) for target in sorted(filter(None, targets)))
