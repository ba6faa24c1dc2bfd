"""Pages under gunicorn and wrk: ``python -m bench.serving ARCHIVE``.

Needs wrk (a Debian package). Cable pages are asked for three ways: *cold*, each of all cables as
likely, so that next to none has been asked for before; *hot*, a few far more often than the rest,
as readers do (Zipf); and one alone. A bare Django page is the peer. Processor time is that of the
server a request, and says more than the rate where other programs run too.
"""

import argparse
import json
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from os import getloadavg
from pathlib import Path
from urllib.request import Request, urlopen

from bench.server import Served, gunicorn
from reftel.archive import ArchiveFolder, Audience
from reftel.edition import catalogue
from reftel.edition.pointer import live_folder
from reftel.reading_room import addresses

CONNECTIONS, SECONDS = 8, 10
POPULAR = 2_000  # cables that are asked for at all where some are popular
DRAWN = 30_000  # addresses to a case
WORDS = ("harvest", "bridge treaty", "embassy", "tag:PREL flood", '"rice harvest"', "minister")

SCRIPT = """
local addresses = {}
for line in io.lines("%s") do addresses[#addresses + 1] = line end
local headers = {["Accept-Encoding"] = "gzip, deflate, br, zstd"} -- as browsers send it
%s
local at = 0
function init(args) math.randomseed(os.time()); at = math.random(#addresses) end
function request()
  at = at %% #addresses + 1
  return wrk.format("GET", addresses[at], headers)
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %%d, "us": %%d, "p50": %%d, "p99": %%d, "failed": %%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What wrk tells; times in milliseconds."""

    rate: float
    p50: float
    p99: float
    failed: int
    processor: float

    def __str__(self) -> str:
        return (
            f"{self.rate:8,.0f}/s  p50 {self.p50:6.1f} ms  p99 {self.p99:7.1f} ms  "
            f"failed {self.failed}  processor {self.processor:6.2f} ms"
        )


def asked(served: Served, paths: Sequence[str], *, tag: str = "", seconds: int = SECONDS) -> Told:
    """These addresses one after the other, by some readers at once, for some seconds."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "addresses"), Path(folder, "ask.lua")
        listed.write_text("\n".join(paths) + "\n")
        held = f"headers['If-None-Match'] = {json.dumps(tag)}" if tag else ""
        script.write_text(SCRIPT % (listed, held))
        command = [shutil.which("wrk") or "wrk", f"-c{CONNECTIONS}", "-t1", f"-d{seconds}s"]
        command += ["--timeout", "10s", "-s", str(script), served.site]
        before = served.processor
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(re.findall(r"\{.*\}", output)[-1])
    return Told(
        rate=found["requests"] / (found["us"] / 1_000_000),
        p50=found["p50"] / 1000,
        p99=found["p99"] / 1000,
        failed=found["failed"],
        processor=1000 * (served.processor - before) / max(1, found["requests"]),
    )


def cases(folder: Path, dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """What is asked for, by name."""
    with sqlite3.connect(f"{(folder / catalogue.NAME).as_uri()}?mode=ro", uri=True) as database:
        ids = [row[0] for row in database.execute("SELECT id FROM cable ORDER BY number")]
        tags = [
            row[0]
            for row in database.execute("SELECT key FROM shelf WHERE kind = 'tag' AND count > 500")
        ]
    cold = [addresses.cable(id_) for id_ in dice.choices(ids, k=DRAWN)]
    popular = dice.sample(ids, min(POPULAR, len(ids)))
    weights = list(accumulate(1 / rank for rank in range(1, len(popular) + 1)))
    hot = [addresses.cable(id_) for id_ in dice.choices(popular, cum_weights=weights, k=DRAWN)]
    lists = [addresses.numbered("/browse/released/", dice.randint(1, 5000)) for _ in range(DRAWN)]
    shelves = [
        addresses.numbered(addresses.shelf("tag", dice.choice(tags)), dice.randint(1, 9))
        for _ in range(DRAWN)
    ]
    yield "cable pages, cold", cold
    yield "cable pages, hot", hot
    yield "one cable page", hot[:1]
    yield "lists, any page", lists
    yield "lists, first pages of tags", shelves
    yield "searches", [addresses.search(("q", words)) for words in WORDS]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    given = parser.parse_args()
    folder = live_folder(ArchiveFolder(given.archive), audience=Audience.PUBLIC)
    if folder is None or shutil.which("wrk") is None:
        parser.error("there has to be an archive with a public edition, and wrk")
    listed = dict(cases(folder, random.Random(1)))
    cables = listed["cable pages, cold"]
    with gunicorn(given.archive, "bench.bare:application()") as served:
        _tell("a bare Django page", asked(served, cables, seconds=given.seconds))
    with gunicorn(given.archive) as served:
        asked(served, listed["cable pages, hot"], seconds=2 * given.seconds)  # so that they are
        for name, paths in listed.items():
            _tell(name, asked(served, paths, seconds=given.seconds))
        one = listed["one cable page"]
        with urlopen(Request(served.site + one[0])) as page:  # noqa: S310 -- loopback
            tag = page.headers["ETag"]
        _tell("one cable page, unchanged", asked(served, one, tag=tag, seconds=given.seconds))


def _tell(name: str, told: Told) -> None:
    print(f"{name:28}{told}  load {getloadavg()[0]:.0f}", flush=True)


if __name__ == "__main__":
    main()
