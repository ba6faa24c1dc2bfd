"""Zip archives walked by their central directory, or by their members where that is lost.

``zipfile`` is not used: it loads the whole directory, however long, and gives up where the
directory is missing, as it is in every zip whose download stopped.
"""

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from reftel.sources import packed
from reftel.sources.item import RejectKind
from reftel.sources.limits import Budget, Meter, StreamFault
from reftel.sources.names import Member, Refused, Register, encrypted, link, shown
from reftel.sources.streams import Checked, Metered, Prefixed, Slice, Stream, drain

LOCAL: Final = struct.Struct("<4s5H3I2H")
CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
END: Final = struct.Struct("<4s4H2IH")
END64: Final = struct.Struct("<4sQ2H2I4Q")
LOCATOR: Final = struct.Struct("<4sIQI")
FULL: Final = 0xFFFFFFFF
STORED, DEFLATED = 0, 8
ENGINES: Final = {DEFLATED: packed.DEFLATE, 12: packed.BZIP2, 93: packed.ZSTD, 95: packed.XZ}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a header says of one member. Sizes are used to find data, never believed."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int
    offset: int = 0
    mode: int = 0

    @property
    def encrypted(self) -> bool:
        return bool(self.flags & 1)

    @property
    def sizes_follow(self) -> bool:
        return bool(self.flags & 8)


def members(file: IO[bytes], budget: Budget, depth: int) -> Iterator[Member | Refused]:
    """The members of the archive in ``file``, which is the stream number ``depth``."""
    register = Register(budget.limits, depth)
    directory = _directory(file)
    if directory is None:
        yield from _salvaged(file, budget, register)
        message = "The archive is cut off: its directory, which stands at the end, is missing."
        raise StreamFault(RejectKind.TRUNCATED, message, depth)
    start, size, shift = directory
    at = start
    while at < start + size:
        file.seek(at)
        entry, length = _central(file, depth)
        at += length
        found = _member(file, entry, shift, budget, register)
        if found is not None:
            yield found


def _directory(file: IO[bytes]) -> tuple[int, int, int] | None:
    """Where the directory starts, its size, and how far all is shifted by what is in front."""
    length = file.seek(0, 2)
    tail_at = max(0, length - END.size - 0xFFFF)
    file.seek(tail_at)
    tail = file.read(END.size + 0xFFFF)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < END.size:
        return None
    end_at = tail_at + found
    *_, size, offset, _ = END.unpack_from(tail, found)
    if FULL in (size, offset) and end_at >= LOCATOR.size:
        file.seek(end_at - LOCATOR.size)
        signature, _, at, _ = LOCATOR.unpack(file.read(LOCATOR.size))
        file.seek(min(at, length))
        block = file.read(END64.size)
        if signature == b"PK\x06\x07" and block[:4] == b"PK\x06\x06" and len(block) == END64.size:
            *_, size, offset = END64.unpack(block)
            end_at = at
    start = end_at - size
    return None if start < 0 else (start, size, start - offset)


def _central(file: IO[bytes], depth: int) -> tuple[Entry, int]:
    """The directory's next entry, and its length."""
    block = file.read(CENTRAL.size)
    if len(block) < CENTRAL.size or block[:4] != b"PK\x01\x02":
        message = "The archive is damaged: its directory cannot be read further."
        raise StreamFault(RejectKind.DAMAGED, message, depth)
    (_, _, _, flags, method, _, _, crc, packed_size, size, *rest) = CENTRAL.unpack(block)
    name_length, extra_length, comment_length, _, _, external, offset = rest
    name = file.read(name_length)
    extra = file.read(extra_length)
    size, packed_size, offset = _wide(extra, size, packed_size, offset)
    mode = external >> 16
    entry = Entry(_name(name, flags), flags, method, crc, packed_size, size, offset, mode)
    return entry, CENTRAL.size + name_length + extra_length + comment_length


def _wide(extra: bytes, *values: int) -> list[int]:
    """Those values that are too large for 32 bits, from the extra field that holds them."""
    wide: list[int] = []
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            wide = list(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
        at += 4 + length
    return [wide.pop(0) if value == FULL and wide else value for value in values]


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode() if flags & 0x800 else raw.decode("ascii")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _member(
    file: IO[bytes], entry: Entry, shift: int, budget: Budget, register: Register
) -> Member | Refused | None:
    """What to make of an entry; None for a folder."""
    refused = _refused(entry)
    if refused is not None or entry.name.endswith("/"):
        register.count()
        return refused
    at = entry.offset + shift
    file.seek(max(at, 0))
    local = file.read(LOCAL.size)
    if at < 0 or len(local) < LOCAL.size or local[:4] != b"PK\x03\x04":
        register.count()
        message = "It is damaged: the directory points to where no member begins."
        return Refused(shown(entry.name), RejectKind.DAMAGED, message)
    *_, name_length, extra_length = LOCAL.unpack(local)
    file.seek(name_length + extra_length, 1)
    depth = register.depth + 1
    raw = Slice(_Own(file), entry.packed, depth)
    return register.admit(
        entry.name, Checked(_content(raw, entry, budget, depth), entry.crc, depth)
    )


def _refused(entry: Entry) -> Refused | None:
    if entry.encrypted:
        return encrypted(entry.name)
    if stat.S_ISLNK(entry.mode):
        return link(entry.name, "?")
    if entry.method != STORED and entry.method not in ENGINES:
        message = f"It is packed by method {entry.method}, which reftel cannot unpack."
        return Refused(shown(entry.name), RejectKind.UNREADABLE, message)
    return None


def _content(raw: Stream, entry: Entry, budget: Budget, depth: int) -> Stream:
    meter = Meter(budget, depth)
    if entry.method == STORED:
        meter.packed = entry.packed
        return Metered(raw, meter)
    return packed.Unpacked(raw, ENGINES[entry.method], meter)


class _Own:
    """The file read on from here, whatever others read of it in between."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = file.tell()

    def read(self, size: int, /) -> bytes:
        self._file.seek(self._at)
        part = self._file.read(size)
        self._at += len(part)
        return part


def _salvaged(file: IO[bytes], budget: Budget, register: Register) -> Iterator[Member | Refused]:
    """Members one behind another, as far as they can be followed without the directory."""
    file.seek(0)
    stream: Stream = file
    depth = register.depth + 1
    while True:
        block = _exactly(stream, LOCAL.size)
        if len(block) < LOCAL.size or block[:4] != b"PK\x03\x04":
            return
        _, _, flags, method, _, _, crc, packed_size, size, *lengths = LOCAL.unpack(block)
        name = _name(_exactly(stream, lengths[0]), flags)
        size, packed_size = _wide(_exactly(stream, lengths[1]), size, packed_size)
        entry = Entry(name, flags, method, crc, packed_size, size)
        refused = _refused(entry)
        if entry.sizes_follow and (refused or method != DEFLATED):
            return  # nothing says where this member ends
        if entry.sizes_follow:
            content = packed.Unpacked(stream, packed.DEFLATE, Meter(budget, depth))
            yield register.admit(name, content)
            drain(content)
            stream = _after_sizes(Prefixed(content.leftover, stream))
            continue
        raw = Slice(stream, packed_size, depth)
        if refused or name.endswith("/"):
            register.count()
            if refused:
                yield refused
        else:
            yield register.admit(name, Checked(_content(raw, entry, budget, depth), crc, depth))
        drain(raw)


def _after_sizes(stream: Stream) -> Stream:
    """The stream behind a data descriptor, which is of four possible lengths."""
    ahead = _exactly(stream, 28)
    for length in (16, 12, 24, 20):
        if ahead[length : length + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
            return Prefixed(ahead[length:], stream)
    return Prefixed(b"", stream)


def _exactly(stream: Stream, size: int) -> bytes:
    parts = b""
    while len(parts) < size and (part := stream.read(size - len(parts))):
        parts += part
    return parts
