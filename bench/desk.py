"""Pages of the desk in process, at any depth of the queue: ``python -m bench.desk``."""

import argparse
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.measure import percentile, run
from reftel.archive import ArchiveFolder, Audience
from reftel.invented import cables
from reftel.invented.dump import write_csv
from reftel.site import desk

ROUNDS = 40  # of each kind of page
SEED = 1966


def prepared(n: int, folder: Path) -> ArchiveFolder:
    """An archive of ``n`` cables: half of them released, a tenth reviewed; with a staff edition."""
    folder.mkdir(exist_ok=True)
    source, archive = folder / "cables.csv", ArchiveFolder(folder / "archive")
    if not archive.config.exists():
        write_csv(source, cables(n))
        reftel = str(Path(sys.executable).with_name("reftel"))
        run(reftel, "--archive", str(archive.root), "import", "--batch", "dump", str(source))
    desk.open_desk(archive)
    from reftel.vault import decisions, docket, publication, review  # noqa: PLC0415
    from reftel.vault.decisions import Ground  # noqa: PLC0415
    from reftel.vault.models import Cable, Docket, Step  # noqa: PLC0415
    from reftel.vault.rules import Order  # noqa: PLC0415

    if Docket.objects.exists():
        return archive
    now = datetime.now(UTC)
    ids = list(Cable.objects.order_by("id").values_list("id", flat=True))
    decisions.release(archive, ids[::2], Ground(on=now.date(), author="bench", at=now))
    _timed("dockets of all cables", docket.fill)
    _timed(
        "a tenth of them reviewed",
        lambda: review.take_each(
            Order(Step.REVIEW, "bench", now), ids[1::10], policy=archive.policy()
        ),
    )
    publication.publish(archive, audience=Audience.STAFF, made_at=now, workers=2)
    return archive


def browser(archive: ArchiveFolder) -> Any:
    """A browser that is signed in with every right of a reviewer, approver and publisher."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django set up
    from django.test import Client  # noqa: PLC0415

    from reftel.desk import accounts  # noqa: PLC0415
    from reftel.desk.house import Declared, House, SecondFactor  # noqa: PLC0415
    from reftel.desk.models import Account  # noqa: PLC0415
    from reftel.desk.rights import Role  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    house = House(archive, Declared(second_factor=SecondFactor.OPTIONAL))
    now = datetime.now(UTC)
    if not Account.objects.exists():
        made = accounts.make("bench", password=secrets.token_hex(8), by="terminal", at=now)
        for role in (Role.REVIEWER, Role.APPROVER, Role.PUBLISHER):
            accounts.grant(made, role, batch=None, by="terminal", at=now)
    client = Client(**{"reftel.desk": house})  # type: ignore[arg-type]
    client.force_login(Account.objects.get(name="bench"))
    return client


def pages(ids: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Kinds of pages, and addresses of each; places are drawn from a seed."""
    drawn = random.Random(SEED)
    deep = [drawn.choice(ids) for _ in range(ROUNDS)]
    yield "queue, all", ["/desk/queue/"] * ROUNDS
    yield "queue, received, anywhere", [f"/desk/queue/?state=received&after={id_}" for id_ in deep]
    yield "queue, backwards", [f"/desk/queue/?before={id_}" for id_ in deep]
    yield "queue, of a batch", [f"/desk/queue/?batch=dump&after={id_}" for id_ in deep]
    yield "queue, proposals (none)", ["/desk/queue/?open=proposals"] * ROUNDS
    yield "queue, a year", [f"/desk/queue/?year={2000 + at % 10}" for at in range(ROUNDS)]
    words = ["harvest", "ferry lantern", "umbrella", "tag:ECON", "class:secret barley"]
    yield "queue, words", [f"/desk/queue/?q={words[at % 5]}&state=received" for at in range(ROUNDS)]
    yield "queue, what nearly all have", ["/desk/queue/?q=the&state=released"] * ROUNDS
    yield "cable", [f"/desk/cable/{id_}/?state=received" for id_ in deep]
    yield "cable as the public will read it", [f"/desk/cable/{id_}/preview/" for id_ in deep]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cables", type=int, nargs="?", default=20_000)
    parser.add_argument("--folder", type=Path, help="Keep the archive there, for the next time.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        archive = prepared(given.cables, given.folder or Path(passing))
        _measure(archive)


def _measure(archive: ArchiveFolder) -> None:
    from reftel.vault.models import Cable  # noqa: PLC0415

    client = browser(archive)
    ids = list(Cable.objects.order_by("id").values_list("id", flat=True))
    for name, addresses in pages(ids):
        client.get(addresses[0])
        wall, processor = [], time.process_time()
        for address in addresses:
            begun = time.perf_counter()
            answer = client.get(address)
            wall.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (address, answer.status_code)
        processor = 1000 * (time.process_time() - processor) / len(wall)
        shares = ((0.5, "p50"), (0.95, "p95"))
        told = ", ".join(f"{of} {1000 * percentile(wall, share):.0f}" for share, of in shares)
        print(f"{name}: {told} ms, processor mean {processor:.0f} ms", flush=True)


def _timed(what: str, do: Any) -> None:
    begun = time.perf_counter()
    do()
    print(f"{what}: {time.perf_counter() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    main()
