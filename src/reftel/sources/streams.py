"""Small streams that the readers of containers are built from. All are read forward only."""

import codecs
import tempfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Protocol

from reftel.sources.item import RejectKind
from reftel.sources.limits import Meter, StreamFault

CHUNK = 1 << 20
IN_MEMORY = 8 << 20


class Stream(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end. May raise StreamFault and OSError."""
        ...


class OnDisk:
    """A file on disk, which can be read from any place as well."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def read(self, size: int, /) -> bytes:
        return self.file.read(size)


class Prefixed:
    """A stream whose first bytes have been read already, whole again."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
            return part
        return self._rest.read(size)


class Failed:
    """What is left of a stream that came to a fault: the fault."""

    def __init__(self, fault: StreamFault) -> None:
        self._fault = fault

    def read(self, size: int, /) -> bytes:
        del size
        raise self._fault


class Recoded:
    """UTF-16 or UTF-32 as UTF-8, piece by piece."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        while raw := self._stream.read(size):
            if part := self._decoder.decode(raw):
                return part.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


class Slice:
    """The next ``size`` bytes of a stream; a StreamFault where it ends before that."""

    def __init__(self, stream: Stream, size: int, depth: int) -> None:
        self._stream = stream
        self._depth = depth
        self.left = size

    def read(self, size: int, /) -> bytes:
        part = self._stream.read(min(size, self.left)) if self.left else b""
        self.left -= len(part)
        if not part and size and self.left:
            message = f"The archive is cut off: {self.left:,} bytes of this member are missing."
            raise StreamFault(RejectKind.TRUNCATED, message, self._depth)
        return part


class Metered:
    """A stream whose bytes are counted as unpacked."""

    def __init__(self, stream: Stream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, size: int, /) -> bytes:
        part = self._stream.read(size)
        self._meter.unpack(len(part))
        return part


class Checked:
    """A stream that must come to this CRC-32 at its end."""

    def __init__(self, stream: Stream, crc: int, depth: int) -> None:
        self._stream = stream
        self._expected = crc
        self._depth = depth
        self._crc = 0

    def read(self, size: int, /) -> bytes:
        part = self._stream.read(size)
        self._crc = zlib.crc32(part, self._crc)
        if not part and size and self._crc != self._expected:
            message = "It is damaged: its checksum is wrong."
            raise StreamFault(RejectKind.DAMAGED, message, self._depth)
        return part


def read_up_to(stream: Stream, size: int) -> bytes:
    """Exactly ``size`` bytes, fewer only at the end."""
    parts: list[bytes] = []
    try:
        while size > 0 and (part := stream.read(min(size, CHUNK))):
            parts.append(part)
            size -= len(part)
    except StreamFault as fault:
        fault.held = b"".join(parts)
        raise
    return b"".join(parts)


def drain(stream: Stream) -> None:
    """Read the rest of a stream and drop it."""
    while stream.read(CHUNK):
        pass


def seekable(stream: Stream) -> IO[bytes]:
    """A temporary file with all that the stream holds: in memory while it is small.

    Of a damaged stream, what comes before the damage: its next read tells of it again.
    """
    spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        with suppress_damage():
            while part := stream.read(CHUNK):
                spool.write(part)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool


@contextmanager
def suppress_damage() -> Generator[None]:
    """Faults of damaged streams end here; those of limits do not."""
    try:
        yield
    except StreamFault as fault:
        if fault.kind not in (RejectKind.DAMAGED, RejectKind.TRUNCATED):
            raise
