"""The exposure: what a writing of the keepers would tell of cables that is not public.

Ids are looked up in the live public edition: one that is not there was never released, was
withdrawn, or is unknown. Words that are marked in a cable which the text names are looked
for, folded as search folds them.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.editorial.draft import Draft
from reftel.edition.live import open_live
from reftel.edition.pointer import live_folder
from reftel.search.folding import words
from reftel.vault.batches.texts import texts
from reftel.vault.models import Cable

AT_ONCE = 200


class Exposure(NamedTuple):
    """Ids that the public edition does not have, each told whether it is held here; and, with
    its cable, every run of words that is marked there and stands in the text.
    """  # noqa: D205 -- one sentence

    ids: dict[str, bool]
    words: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids or self.words)

    @property
    def token(self) -> str:
        """What says that just this was seen, and may be public."""
        told = "\n".join([*self.ids, *map(" ".join, self.words)])
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def exposure(archive: ArchiveFolder, draft: Draft, text: str) -> Exposure:
    """What of a text is not public."""
    public = _public(archive, draft.named)
    ids = [id_ for id_ in draft.named if id_ not in public]
    held = {id_ for some in _some(ids) for id_ in _held(some)}
    return Exposure({id_: id_ in held for id_ in ids}, tuple(_marked(draft.named, text)))


def _public(archive: ArchiveFolder, ids: Sequence[str]) -> frozenset[str]:
    if live_folder(archive, audience=Audience.PUBLIC) is None:
        return frozenset()
    return open_live(archive, audience=Audience.PUBLIC).held(ids)


def _held(ids: Sequence[str]) -> Iterator[str]:
    return Cable.objects.filter(id__in=ids).values_list("id", flat=True).iterator()


def _marked(ids: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    line = f" {' '.join(words(text))} "
    for some in _some(ids):
        for id_, parted in sorted(texts(some).items()):
            yield from ((id_, phrase) for phrase in parted.phrases if f" {phrase} " in line)


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
