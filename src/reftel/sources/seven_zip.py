"""7z archives. py7zr pushes what it unpacks; a thread and a short queue let it be pulled.

py7zr is handed names that were found safe, writes to nothing but our queue, and is stopped
when nobody reads on. It bounds headers and entry counts itself; how much memory its
decoders may take is checked here, since the header alone decides that.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath
from typing import IO, Any, Final

import py7zr
from py7zr import archiveinfo
from py7zr.io import Py7zIO, WriterFactory

from reftel.sources.item import RejectKind
from reftel.sources.limits import MIB, Budget, Meter, StreamFault
from reftel.sources.names import (
    Member,
    Refused,
    Register,
    duplicate,
    encrypted,
    link,
    shown,
    unsafe,
)
from reftel.sources.streams import CHUNK, Checked, Metered, Stream, drain

MEMORY: Final = 1024 * MIB  # the largest dictionary of 7-Zip's own presets is 256 MiB
# py7zr's own bounds on what a header may claim are for larger machines: eight million
# entries, 200 bytes each and more. Ours is the default of Limits.count.
archiveinfo.MAX_NUMFILES = min(archiveinfo.MAX_NUMFILES, 1_000_000)
QUEUE: Final = 4  # pieces of at most CHUNK bytes that wait to be read
LZMA1, LZMA2, PPMD = b"\x03\x01\x01", b"\x21", b"\x03\x04\x01"


class Step(Enum):
    """What the unpacking thread tells."""

    BEGIN = "begin"
    DATA = "data"
    END = "end"
    FAILED = "failed"
    DONE = "done"


class Stopped(Exception):
    """Nobody reads on."""


@dataclass(slots=True)
class Belt:
    """The queue between the unpacking thread and the reader."""

    waiting: queue.Queue[tuple[Step, Any]] = field(
        default_factory=lambda: queue.Queue[tuple[Step, Any]](QUEUE)
    )
    stopped: threading.Event = field(default_factory=threading.Event)

    def put(self, step: Step, value: Any = None) -> None:
        while not self.stopped.is_set():
            with suppress(queue.Full):
                self.waiting.put((step, value), timeout=0.1)
                return
        raise Stopped

    def get(self) -> tuple[Step, Any]:
        return self.waiting.get()


class Writer(Py7zIO):
    """One member on its way to the belt."""

    def __init__(self, belt: Belt) -> None:
        self._belt = belt
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        for at in range(0, len(s), CHUNK):
            self._belt.put(Step.DATA, bytes(s[at : at + CHUNK]))
        self._size += len(s)
        return len(s)

    def close(self) -> None:
        self._belt.put(Step.END)

    def read(self, size: int | None = None) -> bytes:
        del size
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        del offset, whence
        return 0

    def seekable(self) -> bool:
        return False

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return self._size


class Writers(WriterFactory):
    """Tells the belt of each member as it begins."""

    def __init__(self, belt: Belt) -> None:
        self._belt = belt

    def create(self, filename: str) -> Py7zIO:
        self._belt.put(Step.BEGIN, filename)
        return Writer(self._belt)


class Pulled:
    """The bytes of the member that the belt now carries."""

    def __init__(self, belt: Belt, depth: int) -> None:
        self._belt = belt
        self._depth = depth
        self._ended = False
        self._part = b""

    def read(self, size: int, /) -> bytes:
        if not self._part and not self._ended:
            step, value = self._belt.get()
            if step is Step.FAILED:
                self._ended = True
                raise value
            self._ended = step is not Step.DATA
            self._part = value if step is Step.DATA else b""
        part, self._part = self._part[:size], self._part[size:]
        return part


def members(file: IO[bytes], budget: Budget, depth: int) -> Iterator[Member | Refused]:
    """The members of the archive in ``file``, which is the stream number ``depth``."""
    file.seek(0)
    try:
        archive = py7zr.SevenZipFile(file, "r")
        infos = archive.list()
    except py7zr.PasswordRequired:
        yield encrypted("")
        return
    except Exception as error:
        raise _damaged(error, depth) from error
    if archive.needs_password():
        yield encrypted("")
        return
    _require_memory(archive, depth)
    register = Register(budget.limits, depth)
    names: set[str] = set()
    checksums: dict[str, int | None] = {}  # by name as py7zr tells it back
    for info in infos:
        fault = unsafe(info.filename)
        if fault is None and not info.is_directory and info.is_file:
            names.add(info.filename)
            checksums.setdefault(PurePosixPath(info.filename).as_posix(), info.crc32)
            continue
        register.count()
        if info.is_symlink:
            yield link(info.filename, "?")
        elif fault is not None:
            yield Refused(shown(info.filename), RejectKind.UNSAFE_PATH, fault)
    if names:
        meter = Meter(budget, depth, packed=file.seek(0, 2))
        belt = Belt()
        thread = threading.Thread(target=_unpack, args=(archive, names, belt, depth))
        yield from _unpacked(thread, belt, checksums, meter, register)


def _unpacked(
    thread: threading.Thread,
    belt: Belt,
    checksums: dict[str, int | None],
    meter: Meter,
    register: Register,
) -> Iterator[Member | Refused]:
    thread.start()
    try:
        while True:
            step, value = belt.get()
            if step is Step.FAILED:
                raise value
            if step is not Step.BEGIN:
                return
            stream = Metered(Pulled(belt, meter.depth), meter)
            if value in checksums:
                yield register.admit(value, _checked(stream, checksums[value], meter.depth + 1))
            else:  # py7zr renames the later of two
                register.count()
                yield duplicate(value, stream)
            drain(stream)
    finally:
        belt.stopped.set()
        with suppress(queue.Empty):
            while True:
                belt.waiting.get_nowait()
        thread.join()


def _checked(stream: Stream, crc: int | None, depth: int) -> Stream:
    return stream if crc is None else Checked(stream, crc, depth)


def _unpack(archive: py7zr.SevenZipFile, names: set[str], belt: Belt, depth: int) -> None:
    """Runs in the thread: everything that py7zr unpacks, or why it stopped, to the belt."""
    with suppress(Stopped):
        try:
            archive.extract(targets=names, factory=Writers(belt))
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a damaged archive makes py7zr raise
            belt.put(Step.FAILED, _damaged(error, depth))
        belt.put(Step.DONE)


def _damaged(error: Exception, depth: int) -> StreamFault:
    said = str(error) or type(error).__name__
    return StreamFault(
        RejectKind.DAMAGED, f"The 7z archive is damaged: {said[:200].rstrip('.')}.", depth
    )


def _require_memory(archive: py7zr.SevenZipFile, depth: int) -> None:
    """A StreamFault where a decoder of this archive would need more memory than MEMORY."""
    header: Any = archive.header
    streams: Any = getattr(header, "main_streams", None)
    folders: list[Any] = streams.unpackinfo.folders if streams else []
    needed = max((_memory(coder) for folder in folders for coder in folder.coders), default=0)
    if needed > MEMORY:
        message = f"To unpack it would take {needed:,} bytes of memory; {MEMORY:,} is the most."
        raise StreamFault(RejectKind.TOO_LARGE, message, depth)


def _memory(coder: dict[str, Any]) -> int:
    """What a coder's properties ask for (7zFormat.txt, Methods.txt)."""
    properties: bytes = coder.get("properties") or b""
    if coder["method"] in (LZMA1, PPMD) and len(properties) >= 5:
        return int.from_bytes(properties[1:5], "little")
    if coder["method"] == LZMA2 and properties:
        bits = properties[0]
        return (2 | (bits & 1)) << (bits // 2 + 11)
    return 0
