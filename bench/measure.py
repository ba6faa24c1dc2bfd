"""Running a command as a whole process tree: wall time, processor time, peak memory."""

import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import psutil

MEGABYTE = 1 << 20
CLOSE = MEGABYTE  # to the most that was held: not looked at


@dataclass(frozen=True, slots=True)
class Run:
    """One command that ended well. ``peak`` is in MB, of all its processes together.

    Memory that processes share is counted once (proportional set size, sampled).
    """

    wall: float
    cpu: float
    peak: float
    output: str


def run(*command: str) -> Run:
    """Run a command to its end; CalledProcessError where it ends badly."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peak = _PeakOf(process.pid)
        peak.start()
        output, _ = process.communicate()
        peak.end()
    wall = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peak.bytes / MEGABYTE, output)


class _PeakOf(threading.Thread):
    """Watches a process and its children, twice a second, until the process is gone.

    What they share is told by a walk through their pages, for which they stand still some
    milliseconds: only where they may hold more than ever, as they do with what they share
    counted each time. Ten times a second it took a twentieth of all that was measured; of what
    ends within half a second only the beginning is seen.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._gone = threading.Event()
        self.bytes = 0

    def end(self) -> None:
        self._gone.set()
        self.join()

    def run(self) -> None:
        with suppress(psutil.NoSuchProcess):
            while not self._gone.is_set():
                self.bytes = max(self.bytes, self._now())
                self._gone.wait(0.5)

    def _now(self) -> int:
        processes = (self._root, *self._root.children(recursive=True))
        held = _sum(lambda process: process.memory_info().rss, processes)
        if held <= self.bytes + CLOSE:
            return 0
        return _sum(lambda process: process.memory_full_info().pss, processes)


def _sum(memory: Callable[[psutil.Process], int], processes: Iterable[psutil.Process]) -> int:
    total = 0
    for process in processes:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += memory(process)
    return total


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]
