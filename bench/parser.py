"""The parser alone, on one core: ``python -m bench.parser``.

Whole readings, every value with its span, of invented cables one after the other
and, where pages are given, of real ones again and again. A hundred cables are made or read
from their files, then parsed, so that few are kept; only ``parse`` is timed, and finds the
processor as it left it. Which parser that was is said first: the Python of the source, or what
``make compiled`` made of it.
"""

import argparse
import platform
import resource
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reftel import parse
from reftel.invented import cables
from reftel.sources import Reading, items, readings
from reftel.sources.item import SourceItem
from reftel.telegram import parser as reader
from reftel.telegram.cable import SEAM

AT_ONCE = 100  # cables


class Text(NamedTuple):
    """What is parsed, and where its body begins."""

    text: str
    body_at: int


def timed(name: str, texts: Iterable[Text]) -> str:
    """The figures of one run over ``texts``, on a line."""
    spent = 0.0
    count = letters = 0
    ahead = iter(texts)
    while batch := list(islice(ahead, AT_ONCE)):
        start = time.process_time()
        for text, body_at in batch:
            parse(text, body_at=body_at)
        spent += time.process_time() - start
        count += len(batch)
        letters += sum(len(one.text) for one in batch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name}: {count:,} of {letters / count:,.0f} characters, {count / spent:,.0f} a second, "
        f"{letters / spent / 1e6:.1f} million characters a second, peak {peak:.0f} MB"
    )


def invented(n: int) -> Iterator[Text]:
    for one in cables(n):
        header = one.header + SEAM
        yield Text(header + one.body, len(header))


def pages(folder: Path) -> Iterator[Text]:
    """The cables of a folder, without end: the pages are read again and again."""
    while True:
        for item in items(folder):
            if isinstance(item, SourceItem):
                for reading in readings(item):
                    if isinstance(reading, Reading):
                        header = reading.header + SEAM
                        yield Text(header + reading.body, len(header))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    parser.add_argument("--pages", type=Path, help="a folder of real pages")
    given = parser.parse_args()
    made = "in Python" if str(reader.__file__).endswith(".py") else "compiled"
    print(f"the parser {made}, Python {platform.python_version()}")
    print(timed("a tenth of the invented cables", invented(given.cables // 10)))
    print(timed("invented cables", invented(given.cables)))
    if given.pages:
        print(timed("real pages", islice(pages(given.pages), given.cables // 10)))


if __name__ == "__main__":
    main()
