"""Streams of gzip, bzip2, xz and zstd unpacked, piece by piece, every piece counted."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from reftel.compression import zstd
from reftel.sources.item import RejectKind
from reftel.sources.limits import MIB, Meter, StreamFault
from reftel.sources.streams import CHUNK, Stream

INPUT: Final = 1 << 16
MAGIC_LENGTH: Final = 6
XZ_MEMORY: Final = 256 * MIB  # xz -9 needs 65 MB; a hostile header may ask for 4 GB
ERRORS: Final = (zlib.error, lzma.LZMAError, zstd.ZstdError, OSError, ValueError, EOFError)


class Engine(Protocol):
    """The decompressors of the standard library, but zlib's."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /, max_length: int) -> bytes: ...


class Zlib:
    """zlib's decompressor with the manners of the others."""

    def __init__(self, window: int) -> None:
        self._engine = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        return not self._engine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, /, max_length: int) -> bytes:
        return self._engine.decompress(self._engine.unconsumed_tail + data, max_length)


GZIP: Final = "gz"
DEFLATE: Final = "deflate"
BZIP2: Final = "bz2"
XZ: Final = "xz"
ZSTD: Final = "zst"
ENGINES: Final[Mapping[str, Callable[[], Engine]]] = MappingProxyType(
    {
        GZIP: lambda: Zlib(31),
        DEFLATE: lambda: Zlib(-15),
        BZIP2: bz2.BZ2Decompressor,
        XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY),
        ZSTD: zstd.ZstdDecompressor,
    }
)


MAGIC: Final[Mapping[str, tuple[bytes, ...]]] = MappingProxyType(
    {
        GZIP: (b"\x1f\x8b",),
        BZIP2: (b"BZh",),
        XZ: (b"\xfd7zXZ",),
        ZSTD: (b"\x28\xb5\x2f\xfd", *(bytes([n, 0x2A, 0x4D, 0x18]) for n in range(0x50, 0x60))),
    }
)


class Unpacked:
    """What a packed stream holds: frame after frame, as ``cat a.gz b.gz`` makes them.

    Raw deflate has one frame only, and ``leftover`` is what was read beyond it.
    """

    def __init__(self, packed: Stream, engine: str, meter: Meter) -> None:
        self._packed = packed
        self._kind = engine
        self._engine = ENGINES[engine]()
        self._meter = meter
        self._waiting = b""
        self._ended = False
        self._fault: StreamFault | None = None
        self.leftover = b""

    def read(self, size: int, /) -> bytes:
        if self._fault:
            raise self._fault
        if size < 1:  # to zlib, a most of 0 is no most at all
            return b""
        while not self._ended:
            if self._engine.eof:
                self._next_frame()
                continue
            try:
                part = self._engine.decompress(self._input(), min(size, CHUNK))
            except ERRORS as error:
                message = f"It is damaged: {error}."
                self._fault = StreamFault(RejectKind.DAMAGED, message, self._meter.depth)
                raise self._fault from error
            if part:
                self._meter.unpack(len(part))
                return part
        return b""

    def _input(self) -> bytes:
        """More packed bytes, where the engine wants some."""
        if not self._engine.needs_input:
            return b""
        data, self._waiting = self._waiting or self._more(), b""
        if not data:
            message = "It is cut off: its packed data has no end."
            raise StreamFault(RejectKind.TRUNCATED, message, self._meter.depth)
        return data

    def _more(self) -> bytes:
        data = self._packed.read(INPUT)
        self._meter.packed += len(data)
        return data

    def _next_frame(self) -> None:
        """After a frame comes another, or nothing but padding and signatures."""
        rest = self._engine.unused_data
        if self._kind == DEFLATE:
            self.leftover, self._ended = rest, True
            return
        while not (rest := rest.lstrip(b"\0")):
            rest = self._more()
            if not rest:
                self._ended = True
                return
        while len(rest) < MAGIC_LENGTH and (more := self._more()):
            rest += more
        if rest.startswith(MAGIC[self._kind]):
            self._engine, self._waiting = ENGINES[self._kind](), rest
        else:
            self._ended = True
