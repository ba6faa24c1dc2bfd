"""Quotations checked in an archive of invented cables: ``python -m bench.quote``.

A third are sentences of cables, a third have one to three words changed, a third are words of
the cables in a row. Invented cables have far fewer words than real ones, so each word stands in
far more of them; what an index has to look through is more than it would be in earnest.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from random import Random

from bench.measure import percentile
from bench.search import records
from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.build import build
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.reading_room.quoting.checking import checked

SAMPLE = 200  # cables whose sentences are quoted
EACH = 100  # quotations of each kind
PASSES = 3
_ENDS = re.compile(r"(?<=[.?!])\s+")


def quotations(edition: Edition, seed: int = 1966) -> dict[str, list[str]]:
    """Those of each kind."""
    random = Random(seed)
    latest = edition.latest(1, 50_000)
    some = edition.some(one.id for one in random.sample(latest, min(SAMPLE, len(latest))))
    texts = [paragraph["text"] for record in some for paragraph in record["paragraphs"]]
    words = [word for text in texts for word in text.split()]
    sentences = [one for text in texts for one in _ENDS.split(text) if 8 <= len(one.split()) <= 60]
    asked = random.sample(sentences, min(2 * EACH, len(sentences)))
    return {
        "word for word": asked[::2],
        "one to three words changed": [_changed(one, words, random) for one in asked[1::2]],
        "not in the archive": list(_scattered(words, random)),
    }


def measured(edition: Edition, asked: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each, the median of the passes: on the clock, and of the processor."""
    wall: list[list[float]] = []
    processor: list[list[float]] = []
    for number in range(PASSES + 1):
        spent = [_spent(edition, one) for one in asked]
        if number:  # the first only warms up
            wall.append([1000 * one for one, _ in spent])
            processor.append([1000 * other for _, other in spent])
    return (
        [statistics.median(times) for times in zip(*wall, strict=True)],
        [statistics.median(times) for times in zip(*processor, strict=True)],
    )


def _spent(edition: Edition, text: str) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    checked(edition, text)
    return time.perf_counter() - wall, time.process_time() - processor


def _changed(sentence: str, words: list[str], random: Random) -> str:
    changed = sentence.split()
    for place in random.sample(range(len(changed)), random.randint(1, 3)):
        changed[place] = random.choice(words)
    return " ".join(changed)


def _scattered(words: list[str], random: Random) -> Iterator[str]:
    for _ in range(EACH):
        yield " ".join(random.choices(words, k=random.randint(8, 40)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    parser.add_argument("--archive", type=Path, help="one that was built before")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = ArchiveFolder(given.archive or Path(folder) / "archive")
        if given.archive is None:
            archive.create(Declaration(name="Bench"))
            held = sorted(records(given.cables), key=itemgetter("id"))
            build(archive, held, audience=Audience.PUBLIC, made_at=datetime.now(UTC))
        edition = open_live(archive, audience=Audience.PUBLIC)
        print(f"Quotations: {edition.counts()['cables']:,} invented cables")
        _report(edition)


def _report(edition: Edition) -> None:
    every: tuple[list[float], list[float]] = ([], [])
    print("| | p50 | p95 | p99 | processor p50 | p95 |\n|---|---|---|---|---|---|")
    for kind, asked in quotations(edition).items():
        wall, processor = measured(edition, asked)
        every[0].extend(wall)
        every[1].extend(processor)
        _row(kind, wall, processor)
    _row("all", *every)


def _row(name: str, wall: list[float], processor: list[float]) -> None:
    clock = [percentile(wall, share) for share in (0.5, 0.95, 0.99)]
    own = [percentile(processor, share) for share in (0.5, 0.95)]
    print(f"| {name}, ms | {' | '.join(f'{one:.1f}' for one in (*clock, *own))} |")


if __name__ == "__main__":
    main()
