"""Workers: order kept, a death told of, no more batches in memory than are in flight."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator

import pytest

from reftel.crew import IN_FLIGHT, WORTH_IT, dismiss, spread, standing_by, staying, worked
from reftel.errors import ReftelError


@pytest.mark.parametrize("workers", [0, 2])
def test_what_comes_back_is_in_the_order_of_what_went_out(workers: int) -> None:
    batches = [(number, -number) for number in range(40)]

    assert list(worked(abs, batches, workers=workers)) == [(n, n) for n in range(40)]


def test_batches_are_asked_for_as_workers_take_them() -> None:
    asked = 0

    def batches() -> Iterator[tuple[int, int]]:
        nonlocal asked
        for asked in range(1, 1001):
            yield asked, asked

    results = worked(abs, batches(), workers=2)
    for _ in range(10):
        next(results)

    assert asked <= 10 + max(WORTH_IT, IN_FLIGHT * 2 + 1)
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [0, 2])
def test_what_work_leads_to_is_done_as_well_until_nothing_waits(workers: int) -> None:
    waiting, met = deque([1]), list[int]()
    for doubled in spread(_doubled, waiting, at_once=3, workers=workers):
        met += doubled
        waiting.extend(one for half in doubled for one in (half, half + 1) if one < 100)

    assert sorted(met) == [2 * one for one in range(1, 100)]
    assert not waiting


def _doubled(some: list[int]) -> list[int]:
    assert len(some) <= 3
    return [2 * one for one in some]


def test_ctrl_c_never_meets_a_worker_on_its_way_up() -> None:
    """It begins with SIGINT blocked, so that what Python loads first is not stopped by it."""
    blocked = {each for _, each in worked(_blocked, [(n, n) for n in range(8)], workers=2)}

    assert blocked == {True}
    assert not _blocked(0)


def _blocked(_: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_every_batch_is_done_by_a_worker_whatever_it_is() -> None:
    each = {done for _, done in worked(_worker, [(n, n) for n in range(8)], workers=1)}

    assert len(each) == 1
    assert os.getpid() not in each


def test_who_stands_by_does_the_next_work_and_then_ends() -> None:
    with standing_by(_worker, 0, workers=2):
        standing = {one.pid for one in multiprocessing.active_children()}
        did_it = {each for _, each in worked(_worker, [(n, 1) for n in range(8)], workers=2)}
    left = {one.pid for one in multiprocessing.active_children()}

    assert len(standing) == 2
    assert did_it <= standing
    assert not standing & left


def test_who_has_done_one_work_does_a_small_one_too_and_then_ends() -> None:
    with staying(2):
        first = {each for _, each in worked(_worker, [(n, 1) for n in range(8)], workers=2)}
        second = {each for _, each in worked(_worker, [(0, 1)], workers=2)}
    left = {one.pid for one in multiprocessing.active_children()}
    alone = {each for _, each in worked(_worker, [(0, 1)], workers=2)}

    assert second <= first
    assert not first & left
    assert alone == {os.getpid()}


def test_others_do_the_work_that_follows_a_dismissal() -> None:
    with staying(2):
        first = {each for _, each in worked(_worker, [(n, 1) for n in range(8)], workers=2)}
        dismiss(2)
        assert not first & {one.pid for one in multiprocessing.active_children()}
        second = {each for _, each in worked(_worker, [(n, 1) for n in range(8)], workers=2)}

    assert not first & second


def test_a_work_that_failed_leaves_nobody_to_stay() -> None:
    with staying(1):
        with pytest.raises(ValueError, match="no number"):
            list(worked(int, [(n, "no number") for n in range(WORTH_IT)], workers=1))
        after = {each for _, each in worked(_worker, [(0, 1)], workers=1)}

    assert after == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody begins as a copy")
def test_who_stands_by_shares_what_a_process_without_threads_has_read() -> None:
    """A copy has the same secret for its hashes; who starts from nothing makes one of its own."""
    script = (
        "from reftel.crew import standing_by, worked\n"
        "texts = [(f'{n}', f'{n}') for n in range(4)]\n"
        "with standing_by(hash, '', workers=1):\n"
        "    print({hash(text) == each for text, each in worked(hash, texts, workers=1)})"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "random"}
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout == "{True}\n"


def test_who_stands_by_for_no_work_is_ended_at_once() -> None:
    begun = time.monotonic()
    with standing_by(time.sleep, 60, workers=2):
        standing = multiprocessing.active_children()
    ended = [-signal.SIGKILL] * 2
    while [one.exitcode for one in standing] != ended and time.monotonic() < begun + 40:
        time.sleep(0.05)  # another thread may be told first

    assert [one.exitcode for one in standing] == ended


def _worker(_: int) -> int:
    return os.getpid()


def test_a_worker_that_is_ended_by_the_system_is_told_of() -> None:
    with pytest.raises(ReftelError, match=r"ended by the system.*--workers 0"):
        list(worked(os._exit, [(n, 1) for n in range(WORTH_IT)], workers=1))
