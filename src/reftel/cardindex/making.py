"""The making: a card index of one edition, in a folder of a mirror.

``index.json`` says what there is and in which folder the rest lies, which is called after what it
holds: so no reader ever takes the files of two editions for those of one, and what a browser kept
stays true. What is written hangs on the edition alone.
"""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from reftel.cardindex.blocks import SIZE
from reftel.cardindex.counters import counted
from reftel.cardindex.merging import Merging, cards, merged, merged_values
from reftel.cardindex.numbering import IN_ORDER, Numbering
from reftel.cardindex.stretches import BEGINS, COUNTERS, LINES, PARTS, Place, Run, gathered
from reftel.crew import WORTH_IT, worked
from reftel.edition.read import Edition
from reftel.search.fields import ValueField

FORMAT = 1
NAME = "index.json"
FOLDER = "search"  # of a mirror
_OF_INDEX = re.compile(rf"{FOLDER}/[0-9a-f]{{16}}/")
UNFINISHED = "unfinished.new"
CLASSIFICATIONS = 64  # that a reader is told the names of
READER = files("reftel.cardindex") / "reader"


class Done(NamedTuple):
    """How far it is: how many cables were read; at the end each file, and whether it is new."""

    cables: int
    files: tuple[tuple[str, bool], ...] = ()  # by its path below the folder of the mirror


def made(edition: Path, out: Path, *, data: bool = True, workers: int = 0) -> Iterator[Done]:
    """Make the index of an edition in the folder ``search`` of a mirror; how far it is.

    ``data`` says whether the mirror has each cable as JSON. What is there of an index that was
    made before is left, and is for the mirror to remove. Raises OSError where the disk is full.
    """
    place = Place(edition, out / FOLDER / UNFINISHED / "index", out / FOLDER / UNFINISHED / "runs")
    shutil.rmtree(place.index.parent, ignore_errors=True)
    place.index.mkdir(parents=True)
    place.runs.mkdir()
    numbering = _numbering(edition)
    runs = list[Run]()
    for done, run in worked(partial(gathered, place), _stretches(numbering), workers=workers):
        runs.append(run)
        yield Done(done)
    merging = Merging(tuple(runs), place.index)
    root = {"data": data, **_begun(numbering, place.index), **_merged(merging, workers)}
    placed = tuple(_placed(root, place.index, out))
    shutil.rmtree(place.index.parent)
    yield Done(len(numbering.places), placed)


def _numbering(edition: Path) -> Numbering:
    return Numbering.of(Edition(edition).created())


def _stretches(numbering: Numbering) -> Iterator[tuple[int, tuple[int, list[int]]]]:
    """How many cables will be done, and the number and places of each stretch."""
    places = iter(numbering.places)
    number = done = 0
    while some := list(islice(places, SIZE)):
        done += len(some)
        yield done, (number, some)
        number += 1


def _begun(numbering: Numbering, index: Path) -> dict[str, Any]:
    """What the numbering tells; the order of each year is written."""
    for year in numbering.years:
        folder = index / "newest" / f"{year.year:04}"
        folder.mkdir(parents=True)
        for count, content in enumerate(numbering.newest(year)):
            (folder / f"{count:03}.bin").write_bytes(content)
    return {
        "format": FORMAT,
        "cables": len(numbering.places),
        "lines": LINES,
        "ordered": IN_ORDER,
        "years": [[one.year, one.first, one.count] for one in numbering.years],
    }


def _merged(merging: Merging, workers: int) -> dict[str, Any]:
    """What the drawers begin with, and the counters."""
    workers = workers if len(merging.runs) >= WORTH_IT else 0
    batches = ((None, part) for part in range(len(BEGINS)))
    laid = [one for _, one in worked(partial(merged, merging), batches, workers=workers)]
    counters, classifications = dict[str, list[int]](), list[str]()
    for name in COUNTERS:
        values = list(cards(merging.runs, PARTS.index((name, ""))))
        counters[name] = counted(values, merging.index / "by" / name)
        if name == ValueField.CLASSIFICATION:
            classifications = [one.word for one in values[:CLASSIFICATIONS]]
    return {
        "stems": [one.stems for one in laid],
        "forms": [one.forms for one in laid],
        "values": [merged_values(merging)],
        "counters": counters,
        "classifications": classifications,
    }


def is_of_index(place: str) -> bool:
    """Whether a file of a mirror lies in the folder of an index, this one or another."""
    return _OF_INDEX.match(place) is not None


def _placed(root: dict[str, Any], index: Path, out: Path) -> Iterator[tuple[str, bool]]:
    """Put the files in their places, what leads to them last."""
    name = _digest(root, index)
    within = {path.name: path.read_bytes() for path in READER.iterdir() if path.name[-3:] == ".js"}
    within[NAME] = orjson.dumps({"folder": name, **root}) + b"\n"
    for path in _all(index):
        yield _put(path, out, f"{FOLDER}/{name}/{path.relative_to(index).as_posix()}")
    for own, content in sorted(within.items(), key=lambda one: (one[0] == NAME, one[0])):
        beside = index / own
        beside.write_bytes(content)
        yield _put(beside, out, f"{FOLDER}/{own}")


def _digest(root: dict[str, Any], index: Path) -> str:
    digest = sha256(orjson.dumps(root))
    for path in _all(index):
        digest.update(path.relative_to(index).as_posix().encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _all(index: Path) -> list[Path]:
    return sorted(path for path in index.rglob("*") if path.is_file())


def _put(beside: Path, out: Path, place: str) -> tuple[str, bool]:
    """Move a file to its place, unless that says so already."""
    path = out / place
    if path.is_file() and path.read_bytes() == beside.read_bytes():
        return place, False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside.replace(path)
    return place, True
