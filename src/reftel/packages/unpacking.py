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
_HEADER = 64 << 10  # an extended header holds a path
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
        for _ in self.parts():
            pass
        told = ""
        while (header := self._header()) is not None:
            self._left, self._padding = header.size, -header.size % _BLOCK
            if header.type == tarfile.XHDTYPE:
                told = _path(self.content(_HEADER))
            elif header.type == tarfile.REGTYPE:
                return told or header.name
            else:
                raise ValueError(f"{header.name!r} is no file")
        return None

    def content(self, most: int) -> bytes:
        """What a member says. Raises ValueError where it says more than that."""
        if self._left > most:
            raise ValueError("a member is larger than it can be")
        return b"".join(self.parts())

    def parts(self) -> Iterator[bytes]:
        """The same, a part at a time."""
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


def _path(records: bytes) -> str:
    """The path in an extended header, ``25 path=a/long/name\\n``; empty where it tells none."""
    while records:
        length, _, rest = records.partition(b" ")
        size = int(length)  # ValueError where it is none
        record, records = rest[: size - len(length) - 1], records[max(size, 1) :]
        if record.startswith(b"path="):
            return record[5:-1].decode()
    return ""
