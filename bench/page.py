"""Cable pages in process, as the server makes them: ``python -m bench.page``."""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import percentile
from bench.search import records
from reftel.archive import ArchiveFolder, Audience
from reftel.declaration import Declaration
from reftel.edition.build import build
from reftel.site.wiring import reading_room

PAGES = 1_000


@dataclass(frozen=True)
class Measured:
    """Seconds: wall time of the first page after a start and of each other, processor time a page.

    The pages are those of up to 1,000 cables of the archive; ``size`` is the bytes of each.
    """

    first: float
    wall: list[float]
    processor: float
    size: list[int]


def measured(n: int, folder: Path) -> Measured:
    """Cable pages of an archive of ``n``, as the server makes them."""
    archive = ArchiveFolder(folder / "archive")
    archive.create(Declaration(name="Bench"))
    held = sorted(records(n), key=itemgetter("id"))
    build(archive, held, audience=Audience.PUBLIC, made_at=datetime.now(UTC))
    application = reading_room(archive, audience=Audience.PUBLIC)
    ids = [record["id"] for record in held[:PAGES]]
    first, _ = _asked(application, ids[0])
    begun = time.process_time()
    wall, size = zip(*(_asked(application, one) for one in ids), strict=True)
    return Measured(first, [*wall], (time.process_time() - begun) / len(ids), [*size])


def _asked(application: Callable[..., Any], cable: str) -> tuple[float, int]:
    """Seconds that the page of a cable takes, and its bytes."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/cable/{cable}/",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    answered: list[str] = []
    begun = time.perf_counter()
    body = b"".join(application(environ, lambda status, *_: answered.append(status)))
    taken = time.perf_counter() - begun
    assert answered == ["200 OK"], answered
    assert cable.encode() in body
    return taken, len(body)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken = measured(given.cables, Path(folder))
    shares = ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
    told = ", ".join(f"{name} {1000 * percentile(taken.wall, share):.1f}" for share, name in shares)
    print(
        f"cable page in process, {len(taken.wall):,} pages, ms: {told}, "
        f"processor mean {1000 * taken.processor:.2f}; the first page {1000 * taken.first:.0f}; "
        f"typical size {median(taken.size):,.0f} bytes"
    )


if __name__ == "__main__":
    main()
