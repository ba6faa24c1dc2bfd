"""The WARC: files as records of WARC 1.1 (ISO 28500:2017), each in a gzip member of its own.

A file of a mirror is a ``resource``: it was copied, no server answered for it. The same files
give the same bytes: the date is that of the edition, and ids follow from what they name.
"""

import struct
import zlib
from collections.abc import Callable
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from reftel.packages.containers import LEVEL

_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: deflate, no time, no name, no system
Write = Callable[[bytes], None]


class Place(NamedTuple):
    """Where a record lies in its file, compressed."""

    offset: int
    length: int


class Warc:
    """Records written one after the other; ``write`` takes the bytes of the file."""

    def __init__(self, write: Write, edition: str, date: str) -> None:
        self._write, self._edition, self._date = write, edition, date
        self._at = self._offset = 0
        self._member = Member(self._put)
        self._info = self._id("warcinfo")
        told = b"software: reftel\r\nformat: WARC File Format 1.1\r\n"
        head = {"WARC-Type": "warcinfo", "WARC-Record-ID": self._info}
        self._begin({**head, "Content-Type": "application/warc-fields"}, len(told))
        self.add(told)
        self.end()

    def begin(self, address: str, kind: str, size: int, sha256: str) -> None:
        """A file: its address, its media type, its bytes counted and their digest."""
        head = {
            "WARC-Type": "resource",
            "WARC-Record-ID": self._id(address),
            "WARC-Warcinfo-ID": self._info,
            "WARC-Target-URI": address,
            "WARC-Block-Digest": f"sha256:{sha256}",
            "WARC-Payload-Digest": f"sha256:{sha256}",
            "Content-Type": kind,
        }
        self._begin(head, size)

    def add(self, part: bytes) -> None:
        self._member.add(part)

    def end(self) -> Place:
        self._member.add(b"\r\n\r\n")
        self._member.end()
        return Place(self._offset, self._at - self._offset)

    def _begin(self, head: dict[str, str], size: int) -> None:
        self._offset = self._at
        self._member = Member(self._put)
        fields = {**head, "WARC-Date": self._date, "Content-Length": str(size)}
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self._member.add(f"WARC/1.1\r\n{lines}\r\n".encode())

    def _put(self, part: bytes) -> None:
        self._at += len(part)
        self._write(part)

    def _id(self, name: str) -> str:
        return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{self._edition} {name}')}>"


class Member:
    """A member of a gzip file, which says neither when nor on what it was made."""

    def __init__(self, write: Write) -> None:
        self._write, self._begun = write, False
        self._deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        self._crc = self._size = 0

    def add(self, part: bytes) -> None:
        if not self._begun:
            self._write(_GZIP)
            self._begun = True
        self._crc = zlib.crc32(part, self._crc)
        self._size += len(part)
        if packed := self._deflate.compress(part):
            self._write(packed)

    def end(self) -> None:
        packed = self._deflate.flush()
        self._write(packed + struct.pack("<II", self._crc, self._size & 0xFFFFFFFF))
