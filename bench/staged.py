"""A release into an archive that is there, and a withdrawal from it: ``python -m bench.staged``.

Each is a process tree of its own, as an editor runs it, from the command to the new edition
being live. Those released later are strewn over all others. TMPDIR says on which disk.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.measure import Run, run
from reftel.invented import cables
from reftel.invented.cable import InventedCable
from reftel.invented.dump import write_csv


def thirds(n: int, later: int) -> tuple[Iterator[InventedCable], ...]:
    """``n`` cables, and twice ``later`` others among them."""
    every = n + 2 * later
    step = every // (2 * later)
    end = 2 * later * step
    first = (one for at, one in enumerate(cables(every)) if at % step or at >= end)
    return first, *(islice(cables(every), at * step, end, 2 * step) for at in (0, 1))


def measured(n: int, later: int, folder: Path) -> Iterator[tuple[str, Run]]:
    """What each step costs, once ``n`` cables are public."""
    reftel = (str(Path(sys.executable).with_name("reftel")), "--archive", str(folder / "archive"))
    first, second, third = thirds(n, later)
    write_csv(folder / "first.csv", first)
    write_csv(folder / "second.csv", second)
    run(*reftel, "import", str(folder / "first.csv"))
    day = ("--on", "2011-09-02")
    yield f"{n:,} cables, from nothing", run(*reftel, "release", "--all", *day)
    run(*reftel, "import", "--batch", "later", str(folder / "second.csv"))
    yield f"{later:,} more", run(*reftel, "release", "--batch", "later", *day)
    write_csv(folder / "third.csv", third)
    run(*reftel, "import", "--batch", "third", str(folder / "third.csv"))
    run(sys.executable, "-m", "bench.approving", str(folder / "archive"), "third")
    yield f"{later:,} more as a batch, checked and rehearsed", run(*reftel, "release", "--due")
    taken_back = next(cables(n + 2 * later)).id
    said = ("--reason", "Its sender asked for it.")
    yield "one taken back", run(*reftel, "withdraw", taken_back, *said)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    parser.add_argument("--later", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for step, cost in measured(given.cables, given.later, Path(folder)):
            print(
                f"{step}: {cost.wall:.1f} s wall, {cost.cpu:.1f} s processor, "
                f"peak {cost.peak:.0f} MB of all processes",
                flush=True,
            )


if __name__ == "__main__":
    main()
