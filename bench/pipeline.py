"""From files to a searchable archive, through the command line: ``python -m bench.pipeline``.

Import, then edition and index, each a process tree of its own, as a publisher runs them:
once from the CSV dump, once from a folder of pages; then both search indexes once more by
themselves. The program is compiled first, as pip does. TMPDIR says on which disk. Measure where
nothing was deleted of late: an import makes a file a cable, and ext4 passes by every inode
that was freed within the last minutes when it looks for one: 0.03 ms a file become 1 ms.
"""

import argparse
import compileall
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import reftel
from bench.measure import Run, run
from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.invented import cables
from reftel.invented.dump import write_csv
from reftel.invented.pages import write_pages
from reftel.search.card import card
from reftel.search.embedded import IndexParts, entry


@dataclass(frozen=True, slots=True)
class Way:
    """What one way from files to an archive cost, for ``cables`` cables."""

    name: str
    cables: int
    taken_in: Run
    released: Run

    def lines(self) -> Iterator[str]:
        """The figures, a line each."""
        wall = self.taken_in.wall + self.released.wall
        yield f"{self.name}: {self.cables:,} cables, {self.cables / wall:,.0f} a second end to end"
        for step, cost in (("import", self.taken_in), ("edition and index", self.released)):
            yield (
                f"  {step}: {cost.wall:.1f} s wall, {cost.cpu:.1f} s processor, "
                f"{1000 * cost.cpu / self.cables:.2f} ms processor a cable, "
                f"peak {cost.peak:.0f} MB of all processes"
            )


@dataclass(frozen=True, slots=True)
class Index:
    """What it took to write the index of cables and that of paragraphs: seconds."""

    cables: int
    wall: float
    cpu: float

    @property
    def line(self) -> str:
        return (
            f"both indexes alone: {self.cables:,} cables, {self.cables / self.wall:,.0f} a second, "
            f"{self.wall:.1f} s wall, {self.cpu:.1f} s processor, "
            f"{1000 * self.cpu / self.cables:.2f} ms processor a cable"
        )

    @classmethod
    def written(cls, archive: ArchiveFolder, folder: Path) -> "Index":
        """The indexes of the live edition written once more, from entries that are at hand."""
        records = open_live(archive, audience=Audience.PUBLIC).records()
        entries = [entry(card(record)) for record in records]
        wall, cpu = time.perf_counter(), time.process_time()
        with IndexParts(folder) as index:
            for place, one in enumerate(entries):
                index.add(place, one.words)
            never = array("I", [0]) * len(entries)
            index.finish(lambda places: (entries[place].facts for place in places), never)
        return cls(len(entries), time.perf_counter() - wall, time.process_time() - cpu)


def travelled(name: str, n: int, source: Path, archive: Path) -> Way:
    """Import ``source`` into a new archive and release all of it."""
    command = (str(Path(sys.executable).with_name("reftel")), "--archive", str(archive))
    return Way(
        name,
        n,
        taken_in=run(*command, "import", str(source)),
        released=run(*command, "release", "--all", "--on", "2011-09-02"),
    )


def measured(n: int, folder: Path) -> tuple[Way, Way]:
    """Both ways; of pages a quarter of ``n``, since they take the most room."""
    pages = n // 4
    write_csv(folder / "cables.csv", cables(n))
    write_pages(folder / "pages", cables(pages))
    return (
        travelled("CSV dump", n, folder / "cables.csv", folder / "from-csv"),
        travelled("HTML pages", pages, folder / "pages", folder / "from-pages"),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    given = parser.parse_args()
    compileall.compile_dir(Path(reftel.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for way in measured(given.cables, Path(folder)):
            print("\n".join(way.lines()))
        archive = ArchiveFolder(Path(folder) / "from-csv")
        print(Index.written(archive, Path(folder) / "index").line)


if __name__ == "__main__":
    main()
