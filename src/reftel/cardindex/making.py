"""The making: a card index of one edition, in a folder of a mirror.

``index.json`` says what there is and how each file is called, and is written last. What is written
hangs on the edition alone; what was gathered for an index of an earlier one spares work, no more.
"""

import re
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from reftel.cardindex.blocks import SIZE
from reftel.cardindex.counters import counted
from reftel.cardindex.drawers import Drawer
from reftel.cardindex.filed import CARDS, FOLDER, Filed, Files, digest
from reftel.cardindex.merging import Merging, merged, merged_counter, merged_values
from reftel.cardindex.numbering import IN_ORDER, Numbering
from reftel.cardindex.stock import STOCK, Stock, forget, kept
from reftel.cardindex.stretches import (
    BEGINS,
    COUNTERS,
    IN_FOLDER,
    LINES,
    SHOWN,
    Places,
    basis,
    gathered,
)
from reftel.crew import WORTH_IT, worked
from reftel.edition.read import Edition
from reftel.search.fields import ValueField

FORMAT = 2
NAME = "index.json"
CLASSIFICATIONS = 64  # that a reader is told the names of
READER = files("reftel.cardindex") / "reader"
_OF_INDEX = re.compile(rf"{CARDS}/|{FOLDER}/[0-9a-f]{{16}}/")  # this one, or one of format 1


class Done(NamedTuple):
    """How far it is: how many cables were read; at the end each file."""

    cables: int
    files: tuple[Filed, ...] = ()


def made(
    edition: Path, out: Path, *, data: bool = True, workers: int = 0, anew: bool = False
) -> Iterator[Done]:
    """Make the index of an edition in the folder ``search`` of a mirror; how far it is.

    ``data`` says whether the mirror has each cable as JSON. ``anew`` gathers all again, whatever
    was kept of it. What is there of an index that was made before is left, and is for the mirror
    to remove. Raises OSError or sqlite3.Error where the disk is full.
    """
    stock, opened = out / STOCK, Edition(edition)
    numbering = Numbering.of(opened.arrived())
    out.mkdir(parents=True, exist_ok=True)
    if anew:
        forget(stock)
    with Stock(stock) as gatherings:
        yield from _gathered(opened, numbering, gatherings, workers)
    written, merging = Files(out), Merging(stock, out)
    root = {
        "format": FORMAT,
        "data": data,
        **_begun(numbering, written),
        "shown": "".join(_shown(stock, written)),
    }
    few = len(numbering.places) < SIZE * WORTH_IT
    laid, filed = _laid(merging, 0 if few else workers, written)
    for own in sorted(path.name for path in READER.iterdir() if path.name.endswith(".js")):
        written.put(f"{FOLDER}/{own}", (READER / own).read_bytes())
    written.put(f"{FOLDER}/{NAME}", orjson.dumps({**root, **laid}) + b"\n")
    every = {one.place: one for one in (*filed, *written.filed)}
    yield Done(numbering.cables, tuple(every.values()))


def is_of_index(place: str) -> bool:
    """Whether a file of a mirror lies in the folder of an index."""
    return _OF_INDEX.match(place) is not None


def _gathered(edition: Edition, numbering: Numbering, stock: Stock, workers: int) -> Iterator[Done]:
    """Gather the stretches that are not kept as they are now."""
    starts = range(0, len(numbering.places), SIZE)
    stretches = [numbering.places[first : first + SIZE] for first in starts]

    def due() -> Iterator[tuple[tuple[int, int, bytes], Places]]:
        done = 0
        each = worked(partial(basis, edition.folder), enumerate(stretches), workers=workers)
        for stretch, key in each:
            places = stretches[stretch]
            if not stock.has(stretch, key):
                done += len(places) - places.count(0)
                yield (done, stretch, key), places

    for (done, stretch, key), parts in worked(
        partial(gathered, edition.folder), list(due()), workers=workers
    ):
        stock.keep(stretch, key, parts)
        yield Done(done)
    stock.cut(len(stretches))
    stock.tidy()


def _begun(numbering: Numbering, written: Files) -> dict[str, Any]:
    """What the numbering tells."""
    years = [
        [year, "".join(written.named("newest", one) for one in some)]
        for year, some in numbering.newest()
    ]
    return {
        "cables": numbering.cables,
        "stands": numbering.runs(),
        "lines": LINES,
        "folder": IN_FOLDER,
        "ordered": IN_ORDER,
        "years": years,
    }


def _shown(stock: Path, written: Files) -> Iterator[str]:
    """Write the lines; what each folder of some files is called."""
    for _, content in kept(stock, SHOWN):
        lines = content.split(b"\n")
        for first in range(0, len(lines), IN_FOLDER):
            some = lines[first : first + IN_FOLDER]
            name = digest(b"\n".join(some))
            for count, at in enumerate(range(0, len(some), LINES)):
                held = b"[\n" + b",\n".join(some[at : at + LINES]) + b"\n]\n"
                written.put(f"{CARDS}/lines/{name}/{count:02}.json", held)
            yield name


def _laid(
    merging: Merging, workers: int, written: Files
) -> tuple[dict[str, Any], tuple[Filed, ...]]:
    """The drawers and the counters, as a reader finds them; files that others wrote."""
    batches = ((None, part) for part in range(len(BEGINS)))
    parts = [one for _, one in worked(partial(merged, merging), batches, workers=workers)]
    counters, classifications = dict[str, Any](), list[str]()
    for name in COUNTERS:
        values = merged_counter(merging, name)
        found = counted(values, written)
        counters[name] = [[one.most for one in found], "".join(one.name for one in found)]
        if name == ValueField.CLASSIFICATION:
            classifications = [one.word.decode() for one in values[:CLASSIFICATIONS]]
    told = {
        "stems": _named([one for part in parts for one in part.stems]),
        "forms": _named([one for part in parts for one in part.forms]),
        "values": _named(merged_values(merging, written)),
        "counters": counters,
        "classifications": classifications,
    }
    return told, tuple(one for part in parts for one in part.filed)


def _named(drawers: list[Drawer]) -> list[Any]:
    """What each begins with, and what they are called, one name after the other."""
    return [[one.begins for one in drawers], "".join(one.name for one in drawers)]
