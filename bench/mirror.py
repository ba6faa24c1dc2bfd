"""A mirror made, made again, brought up to date, checked: ``python -m bench.mirror 2000``.

Each is a process tree of its own. Beside it a peer that does nothing but write: every file
of the mirror once more, from memory to the same disk. TMPDIR says on which.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.measure import Run, run
from reftel.invented import cables
from reftel.invented.dump import write_csv

MORE, ALL = 1_000, 251_287  # cables that a release adds, and those that were there


def measured(n: int, folder: Path, *options: str) -> Iterator[tuple[str, Run]]:
    """What each step costs."""
    reftel = (str(Path(sys.executable).with_name("reftel")), "--archive", str(folder / "archive"))
    more = max(1, n * MORE // ALL)

    def released(first: int, last: int) -> None:
        write_csv(folder / "cables.csv", islice(cables(last), first, last))
        run(*reftel, "import", str(folder / "cables.csv"))
        run(*reftel, "release", "--all")

    mirror = (*reftel, "mirror", str(folder / "out"), "--json", *options)
    released(0, n)
    yield "mirror", run(*mirror)
    yield "the same again", run(*mirror)
    yield "the same again, whole", run(*mirror, "--whole")
    released(n, n + more)
    yield f"a release of {more}", run(*mirror)
    yield "verify", run(*reftel, "verify", str(folder / "out"))


def written(source: Path, to: Path) -> tuple[int, int, float]:
    """How many files a mirror has, their bytes, and the seconds that it takes to write them."""
    count, size, spent = 0, 0, 0.0
    for path in source.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            begun = time.perf_counter()
            beside = to / path.relative_to(source)
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            spent += time.perf_counter() - begun
            count, size = count + 1, size + len(content)
    return count, size, spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=2_000)
    parser.add_argument("--pages-only", action="store_true")
    given = parser.parse_args()
    options = ["--pages-only"] if given.pages_only else []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder  # where the key of this archive alone is known
        costs = dict(measured(given.cables, Path(folder), *options))
        count, size, peer = written(Path(folder, "out"), Path(folder, "peer"))
    print(f"{given.cables:,} cables, {count:,} files, {size / 1e6:,.0f} MB")
    for step, cost in costs.items():
        told = json.loads(cost.output) if cost.output.startswith("{") else {}
        touched = told.get("new", 0) + told.get("removed", 0)
        print(
            f"{step}: {cost.wall:.1f} s wall, {count / cost.wall:,.0f} files/s, "
            f"{cost.wall / peer:.1f} times a bare loop that writes them, "
            f"{cost.cpu:.1f} s processor, peak {cost.peak:.0f} MB of all processes, "
            f"{touched:,} files touched ({100 * touched / count:.2f} %)"
        )


if __name__ == "__main__":
    main()
