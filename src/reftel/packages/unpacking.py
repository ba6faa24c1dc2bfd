"""The unpacking: a tar file with zstd walked forward, from a stranger.

Nothing of it is believed: a header that is none, a member that is no file, and more of one than
was to be held raise ValueError. ``tarfile`` would keep every header, and load any extended one.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from reftel.compression import zstd

_BLOCK = 512
_AT_ONCE = 1 << 20
_HEADER = 64 << 10  # an extended header holds a path, and a size above 8 GiB
_PARAMETER = zstd.DecompressionParameter


class Unpacked:
    """The members of such a file, in their order; one is read, or read over, before the next."""

    def __init__(self, path: Path) -> None:
        self._file = zstd.ZstdFile(path, options={_PARAMETER.window_log_max: 27})
        self._left = self._padding = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._file.close()

    def member(self) -> str | None:
        """The name of the next member; None at the end. Raises ValueError for what is no file."""
        for _ in self.parts(self._left):
            pass
        told: dict[str, str] = {}
        while (header := self._header()) is not None:
            self._left = int(told.get("size", header.size))
            if self._left < 0:
                raise ValueError(f"{header.name!r} has no size that can be")
            self._padding = -self._left % _BLOCK
            if header.type == tarfile.XHDTYPE:
                told = _told(self.content(_HEADER))
            elif header.type == tarfile.REGTYPE:
                return told.get("path", header.name)
            else:
                raise ValueError(f"{header.name!r} is no file")
        return None

    def content(self, most: int) -> bytes:
        """What a member says. Raises ValueError where it says more than that."""
        return b"".join(self.parts(most))

    def parts(self, most: int) -> Iterator[bytes]:
        """The same, a part at a time; it raises before the first."""
        if self._left > most:
            raise ValueError("a member is larger than it can be")
        while self._left:
            part = self._read(min(self._left, _AT_ONCE))
            self._left -= len(part)
            yield part
        self._read(self._padding)
        self._padding = 0

    def _header(self) -> tarfile.TarInfo | None:
        block = self._read(_BLOCK)
        if not block.strip(b"\0"):
            return None
        try:
            return tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        except tarfile.HeaderError as error:
            raise ValueError(str(error)) from error

    def _read(self, size: int) -> bytes:
        """So many bytes. Raises ValueError where there are fewer, or they cannot be unpacked."""
        try:
            part = self._file.read(size) if size else b""
            while len(part) < size and (more := self._file.read(size - len(part))):
                part += more
        except (zstd.ZstdError, EOFError) as error:
            raise ValueError(str(error)) from error
        if len(part) < size:
            raise ValueError("it is cut off")
        return part


def _told(records: bytes) -> dict[str, str]:
    """What an extended header tells, in records such as ``25 path=a/long/name\\n``."""
    told = {}
    while records:
        length, _, rest = records.partition(b" ")
        size = int(length)  # ValueError where it is none
        record, records = rest[: size - len(length) - 1], records[max(size, 1) :]
        name, _, value = record.removesuffix(b"\n").partition(b"=")
        told[name.decode()] = value.decode()
    return told
