"""From files to a searchable archive, through the command line: ``python -m bench.pipeline``.

Import, then edition and index, each a process tree of its own, as a publisher runs them:
once from the CSV dump, once from a folder of pages. TMPDIR says on which disk. Measure where
nothing was deleted of late: an import makes a file a cable, and ext4 passes by every inode
that was freed within the last minutes when it looks for one: 0.03 ms a file become 1 ms.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Run, run
from reftel.invented import cables
from reftel.invented.dump import write_csv
from reftel.invented.pages import write_pages


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


def travelled(name: str, n: int, source: Path, archive: Path) -> Way:
    """Import ``source`` into a new archive and release all of it."""
    reftel = (str(Path(sys.executable).with_name("reftel")), "--archive", str(archive))
    return Way(
        name,
        n,
        taken_in=run(*reftel, "import", str(source)),
        released=run(*reftel, "release", "--all", "--on", "2011-09-02"),
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
    with tempfile.TemporaryDirectory() as folder:
        for way in measured(given.cables, Path(folder)):
            print("\n".join(way.lines()))


if __name__ == "__main__":
    main()
