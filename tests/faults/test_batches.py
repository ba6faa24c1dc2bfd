"""A release that is killed anywhere: readers find the old edition or the new, the next run ends it.

``REFTEL_KILLS=50`` kills that often; every point comes from one seed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.batching import NOW, approve, cable, hold, public, run, scheduled
from tests.holdings import DAY, open_vault

# isort: split
from reftel.archive import ArchiveFolder, Audience
from reftel.edition import build, durable, pointer
from reftel.edition.live import open_live
from reftel.edition.verify import verify
from reftel.site import database
from reftel.vault import decisions, former, publication, register
from reftel.vault.batches import attempt, foresight, running, undoing
from reftel.vault.batches.running import run_due
from reftel.vault.decisions import Ground
from reftel.vault.models import Batch, BatchState, Decision

KILLS = int(os.environ.get("REFTEL_KILLS", "8"))
OLD, NEW = [cable(1), cable(2)], [cable(1), cable(2), cable(3), cable(4)]
WATCHED = {
    module.__file__
    for module in (
        *(attempt, build, durable, foresight, former, pointer),
        *(publication, register, running, undoing),
    )
}
DONE, FAILED = 0, 11


def prepared(root: Path) -> None:
    """An archive with a public edition and a batch that is due."""
    with open_vault(root) as archive:
        hold(archive, 1, 2, 3, 4)
        decisions.release(archive, OLD, Ground(on=DAY))
        publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW)
        scheduled(archive, approve(3, 4))


def lines_of(work: Callable[[], object], kill_at: int | None) -> int:
    """How many lines of the watched modules a piece of work runs; or it is killed at one."""
    ran = 0

    def trace(frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal ran
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            ran += 1
            if ran == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return ran


def release(root: Path) -> None:
    archive = ArchiveFolder(root)
    database.open_vault(archive)
    try:
        list(run_due(run(archive)))
    finally:
        database.close_vault()


def in_child(work: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(DONE)
        except BaseException:  # noqa: BLE001 -- the parent is told by the status
            traceback.print_exc()
            os._exit(FAILED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_all_over(base: Path, out: Path, kills: int, work: Callable[[Path], None]) -> None:
    """Copy the archive, and kill a piece of work on the copy at a point of chance."""
    whole = out / "whole"
    shutil.copytree(base, whole)
    lines = lines_of(lambda: work(whole), None)
    points = random.Random(6).sample(range(1, lines), kills)  # noqa: S311 -- no secret
    for at in [*points, lines]:  # the last line, too
        copy = out / f"{at:06}"
        shutil.copytree(base, copy)
        ended = in_child(lambda copy=copy, at=at: lines_of(lambda: work(copy), at))  # type: ignore[misc]
        assert ended == -signal.SIGKILL, ended


def killed(base: Path, out: Path, work: str, kills: int) -> list[Path]:
    """Copies of an archive, each as a kill left it in a piece of work: ``module.function``."""
    out.mkdir()
    module = work.partition(".")[0]
    program = (
        f"import os; from pathlib import Path; from tests.faults import test_batches, {module}\n"
        "os.fsync = lambda handle: None  # a process that dies takes no power with it\n"
        f"test_batches.kill_all_over(Path({str(base)!r}), Path({str(out)!r}), {kills}, {work})"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
    return sorted(out.iterdir())


def test_a_release_killed_at_any_point_leaves_the_old_edition_or_the_new(tmp_path: Path) -> None:
    base = tmp_path / "base"
    prepared(base)

    met: dict[str, int] = {}
    for root in killed(base, tmp_path / "out", "test_batches.release", KILLS):
        archive = ArchiveFolder(root)
        found = public(archive)
        assert found in (OLD, NEW), root
        assert verify(open_live(archive, audience=Audience.PUBLIC).folder) == ()
        database.open_vault(archive)
        decided = Decision.objects.count() - len(OLD)
        state = Batch.objects.get().state
        assert decided in {0, 2}
        assert found == OLD or decided, "nothing is public that nobody decided"
        met[state] = met.get(state, 0) + 1

        list(run_due(run(archive)))  # the next run

        batch = Batch.objects.get()
        live = open_live(archive, audience=Audience.PUBLIC)
        assert (batch.state, public(archive)) == (BatchState.RELEASED, NEW)
        assert batch.edition == live.manifest.number
        assert verify(live.folder) == ()
        assert Decision.objects.count() == len(NEW), "each cable is released once"
        assert publication.is_followed(archive)
        database.close_vault()
    assert sum(met.values()) == KILLS + 2
    assert met[BatchState.RUNNING] > 0
