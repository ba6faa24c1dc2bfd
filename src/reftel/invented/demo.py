"""The demonstration archive's input: 300 invented cables, as pages, texts and a dump."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from reftel.invented.cable import InventedCable, cables
from reftel.invented.dump import write_csv
from reftel.invented.pages import as_raw_text, write_pages

DESK = Path(__file__).parent / "desk"
TOTAL = 300
NOTICE = "Every cable in this archive is invented: its people, places and events do not exist."

# Of these a raw text alone does not tell its year or its number.
NO_TEXTS = frozenset({"partial extract", "quoted in a mail", "number line retyped"})


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written: how many cables in all, and the ids that are to be kept back."""

    total: int
    kept_back: tuple[str, ...]


def write_demo(folder: Path, *, seed: int = 1966) -> Demo:
    """Write the files to import into ``folder``, which need not exist.

    Some cables come with an earlier version, to be a revision. Twelve of the cables are meant
    not to be released, so that the counter shows 288 of 300.
    """
    made = list(cables(TOTAL, seed=seed))
    pages, texts, dump = _divided(made)
    write_pages(folder / "pages", pages)
    write_pages(folder / "pages-earlier", [page.earlier for page in pages if page.earlier])
    place = folder / "telegrams"
    place.mkdir(parents=True, exist_ok=True)
    for cable in texts:
        (place / f"{cable.id}.txt").write_text(as_raw_text(cable), encoding="utf-8", newline="\n")
    write_csv(folder / "cables.csv", dump)
    return Demo(total=TOTAL, kept_back=tuple(cable.id for cable in made[7::25]))


def write_desk(archive: Path) -> None:
    """Invented articles, a collection and coverage into an archive's folder."""
    shutil.copytree(DESK, archive, dirs_exist_ok=True)


def _divided(
    made: list[InventedCable],
) -> tuple[list[InventedCable], list[InventedCable], list[InventedCable]]:
    """Two thirds as pages, a tenth as texts, the rest as records of a dump."""
    pages: list[InventedCable] = []
    texts: list[InventedCable] = []
    dump: list[InventedCable] = []
    for at, cable in enumerate(made):
        if at % 10 < 7 or cable.earlier:
            pages.append(cable)
        elif at % 10 == 7 and not cable.oddities & NO_TEXTS:
            texts.append(cable)
        else:
            dump.append(cable)
    return pages, texts, dump
