"""The filling: catalogue and index of an edition, from its cables.

Each cable is taken as it comes: its row and lists into the catalogue, what is told of it for
the index into the workings, and its words, where they are new, into parts of the index. When
all were seen, the lists are numbered while the index is told what hangs on other cables.
"""

from array import array
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from reftel.edition.basis import Basis
from reftel.edition.catalogue import Catalogue
from reftel.edition.contents import Beside, ContentDigest
from reftel.edition.past import Past
from reftel.edition.prepared import Prepared, words_of
from reftel.edition.read import INDEX
from reftel.edition.succession import succession
from reftel.edition.workings import Workings
from reftel.search.embedded import IndexParts


class Filled(NamedTuple):
    """What an edition says, in a sum and in counts, and what became of its files."""

    digest: str
    counts: Mapping[str, int]
    held: tuple["array[int]", ...]  # the places of the cables of each part of the index
    taken_over: frozenset[str]  # files of the basis, by their path in the edition


def fill(  # noqa: PLR0913 -- one a thing that an edition is made of
    folder: Path,
    number: int,
    cables: Iterable[Prepared],
    beside: Beside,
    past: Past,
    *,
    basis: Basis | None,
    workings: Workings,
    workers: int = 0,
) -> Filled:
    """Fill the folder of an edition, which is empty; of the index all but what is not new."""
    digest = ContentDigest()
    origin = basis.catalogue if basis else None
    with (
        closing(Catalogue(folder, number, past, origin)) as catalogue,
        IndexParts(folder / INDEX, first=basis.next_serial if basis else 0) as index,
    ):
        now = array("I", bytes(array("I").itemsize * (basis.cables if basis else 0)))
        for place, cable in enumerate(cables):
            digest.add(cable.row.id, cable.sha256, cable.texts)
            catalogue.add(cable)
            workings.add(cable)
            if cable.before:
                now[cable.before - 1] = place + 1
            else:
                index.add(place, cable.words)
        cited = catalogue.times_cited()
        if basis is not None:
            _take_over(basis, now, catalogue, index)
        with ThreadPoolExecutor(1) as other:
            finished = other.submit(catalogue.finish, beside)
            held = index.finish(workings.facts, cited, workers=workers)
    counts, behind = finished.result()
    files = frozenset(f"{INDEX}/{name}" for name in index.taken_over)
    return Filled(digest.finished(beside, behind), counts, held, files)


def _take_over(basis: Basis, now: "array[int]", catalogue: Catalogue, index: IndexParts) -> None:
    """The parts of the index in which nothing changed; the words of all others once more.

    Raises BasisError where a byte of what is taken is not as it was made.
    """
    basis.require_sound()
    goes_on = succession(basis.parts, basis.held, now, index.cables)
    for part, places in goes_on.kept:
        index.take_over(part, places, basis.index)
    blobs = catalogue.blobs(place + 1 for place in goes_on.again)
    for place, blob in zip(goes_on.again, blobs, strict=True):
        index.add(place, words_of(blob))
