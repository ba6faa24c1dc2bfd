"""Editions that change while readers read: ``python -m bench.soak ARCHIVE --minutes 15``.

The archive has to hold two public editions that this reftel reads; its pointer is flipped between
them each minute, and left as it was. Asked for is what the older one has, of which the newer may
have withdrawn nothing. Counted are failures; memory is told each minute. With ``--plates`` they are
made anew after each flip, while readers read, as far as a minute goes.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path

from bench.server import gunicorn
from bench.serving import asked, cases
from reftel.archive import ArchiveFolder, Audience
from reftel.edition import pointer

MINUTE = 60
MEGABYTE = 1 << 20


def main() -> None:
    """Read, flip, read on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--minutes", type=int, default=15)
    parser.add_argument("--plates", action="store_true")
    given = parser.parse_args()
    archive = ArchiveFolder(given.archive)
    editions = archive.editions(audience=Audience.PUBLIC)
    numbers = sorted(int(one.name) for one in editions.iterdir() if one.name.isdigit())[-2:]
    live = pointer.live_folder(archive, audience=Audience.PUBLIC)
    if live is None or len(numbers) < 2:
        parser.error("there have to be two public editions")
    dice = random.Random(1)
    older = editions / pointer.folder_name(numbers[0])
    paths = list(chain.from_iterable(paths for _, paths in cases(older, dice)))
    dice.shuffle(paths)
    failed = 0
    try:
        with gunicorn(given.archive) as served:
            for minute in range(1, given.minutes + 1):
                begun = time.monotonic()
                pointer.flip(archive, numbers[minute % 2], audience=Audience.PUBLIC)
                with plating(given.archive) if given.plates else nullcontext():
                    told = asked(served, paths, seconds=MINUTE)
                failed += told.failed
                print(f"{minute:3}  {told}  {served.memory / MEGABYTE:,.0f} MB", flush=True)
                time.sleep(max(0.0, MINUTE - (time.monotonic() - begun)))
    finally:
        pointer.flip(archive, int(live.name), audience=Audience.PUBLIC)
    print(f"{failed} failed")


@contextmanager
def plating(archive: Path) -> Iterator[None]:
    """Plates are made for as long as the block lasts, or until all are."""
    command = [sys.executable, "-m", "reftel", "--archive", str(archive), "plates", "--json"]
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
