"""The containers: tar with zstd, and zip, written forward, a file at a time.

The standard library's writers keep an entry for every file until the end, which at three million
files is gigabytes; these keep what they have to know of them on the disk. The same files give
the same bytes: one time for all, no owner, one set of rights, in the order in which they come.
"""

import shutil
import struct
import tarfile
import tempfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from reftel.compression import zstd

LEVEL = 6  # of deflate
_MODE = 0o644
_BLOCK = 512
_RECORD = 20 * _BLOCK
_PARAMETER = zstd.CompressionParameter
_ZSTD: dict[int, int] = {
    _PARAMETER.compression_level: 3,
    _PARAMETER.enable_long_distance_matching: 1,  # pages are like each other over megabytes
    _PARAMETER.window_log: 27,  # as much as the command takes that nobody told more
    _PARAMETER.checksum_flag: 1,
}
_FAR = 0xFFFFFFFF  # in four bytes: look for it in eight
_LARGE = _FAR - (1 << 24)  # above it a size is written in eight; what is deflated may grow
_MANY = 0xFFFF


class Container(Protocol):
    """Takes files one after the other."""

    def begin(self, name: str, size: int) -> None: ...
    def add(self, part: bytes) -> None: ...
    def end(self) -> None: ...
    def close(self) -> None: ...
    def drop(self) -> None: ...


class Tar:
    """A tar file, compressed with zstd: POSIX.1-2001 (pax), of regular files alone."""

    def __init__(self, path: Path, at: datetime) -> None:
        self._file = path.open("wb")
        self._zstd = zstd.ZstdCompressor(options=_ZSTD)
        self._at = int(at.timestamp())
        self._written = self._size = 0

    def begin(self, name: str, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._at, _MODE
        self._size = size
        self.add(info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict"))

    def add(self, part: bytes) -> None:
        self._written += len(part)
        self._file.write(self._zstd.compress(part))

    def end(self) -> None:
        self.add(bytes(-self._size % _BLOCK))

    def close(self) -> None:
        """Two empty blocks, and on to the end of a record."""
        self.add(bytes(2 * _BLOCK))
        self.add(bytes(-self._written % _RECORD))
        self._file.write(self._zstd.flush())
        self._file.close()

    def drop(self) -> None:
        """Let go of the file, whole or not."""
        self._file.close()


class Zip:
    """A zip file by PKWARE's APPNOTE 6.3.10, with sizes in eight bytes where they need it.

    The size and the sum of a file are known at its end and written back into its header, so that
    whoever reads it forward knows them before.
    """

    def __init__(self, path: Path, at: datetime) -> None:
        self._file: BinaryIO = path.open("wb")
        self._directory = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115 -- to the end
        self._count = 0
        self._time = _dos(at)
        self._name, self._header, self._method, self._wide = b"", 0, 0, False
        self._deflate: zlib._Compress | None = None
        self._crc = self._size = self._packed = 0

    def begin(self, name: str, size: int | None, *, stored: bool = False) -> None:
        """``size`` is None where nobody knows it yet."""
        self._name, self._header = name.encode(), self._file.tell()
        self._method = 0 if stored else 8
        self._wide = size is None or size > _LARGE
        self._deflate = None if stored else zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        self._crc = self._size = self._packed = 0
        self._file.write(self._local())

    def add(self, part: bytes) -> None:
        self._crc = zlib.crc32(part, self._crc)
        self._size += len(part)
        self._put(self._deflate.compress(part) if self._deflate else part)

    def end(self) -> None:
        if self._deflate:
            self._put(self._deflate.flush())
        end = self._file.tell()
        self._file.seek(self._header)
        self._file.write(self._local())
        self._file.seek(end)
        self._directory.write(self._central())
        self._count += 1

    def close(self) -> None:
        start = self._file.tell()
        self._directory.seek(0)
        shutil.copyfileobj(self._directory, self._file)
        size = self._file.tell() - start
        if self._count >= _MANY or start > _LARGE or size > _LARGE:
            self._file.write(
                struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, *[self._count] * 2,
                            size, start)
                + struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
            )  # fmt: skip
        told = [min(self._count, _MANY)] * 2
        told += [_FAR if one > _LARGE else one for one in (size, start)]
        self._file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, *told, 0))
        self.drop()

    def drop(self) -> None:
        """Let go of the files, whole or not."""
        self._directory.close()
        self._file.close()

    def _put(self, packed: bytes) -> None:
        self._packed += len(packed)
        self._file.write(packed)

    def _local(self) -> bytes:
        sizes = (_FAR, _FAR) if self._wide else (self._packed, self._size)
        more = struct.pack("<HHQQ", 1, 16, self._size, self._packed) if self._wide else b""
        head = struct.pack("<4s", b"PK\3\4") + self._common(sizes, len(more))
        return head + self._name + more

    def _central(self) -> bytes:
        sizes, far = (self._packed, self._size), self._header > _LARGE
        values = [self._size, self._packed] if self._wide else []
        values += [self._header] if far else []
        more = struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values) if values else b""
        return (
            struct.pack("<4sH", b"PK\1\2", 3 << 8 | 45)
            + self._common((_FAR, _FAR) if self._wide else sizes, len(more))
            + struct.pack("<HHHII", 0, 0, 0, (0o100000 | _MODE) << 16,
                          _FAR if far else self._header)
            + self._name
            + more
        )  # fmt: skip

    def _common(self, sizes: tuple[int, int], more: int) -> bytes:
        """What both headers of a file have: version, names in UTF-8, method, time, sum, sizes."""
        version = 45 if self._wide or self._header > _LARGE else 20
        return struct.pack(
            "<HHHIIIIHH", version, 1 << 11, self._method, self._time, self._crc, *sizes,
            len(self._name), more,
        )  # fmt: skip


def _dos(at: datetime) -> int:
    """A time in two halves, date above time, to two seconds; zip knows none before 1980."""
    year = max(at.year, 1980) - 1980
    date = year << 9 | at.month << 5 | at.day
    return date << 16 | at.hour << 11 | at.minute << 5 | at.second // 2
