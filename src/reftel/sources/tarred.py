"""Tar archives walked forward only, header by header.

``tarfile`` reads the headers; it does not walk, since it loads extended headers of any size
and stops at the first error without a word.
"""

import tarfile
from collections.abc import Iterator
from typing import Final

from reftel.sources.item import RejectKind
from reftel.sources.limits import MIB, Limits, StreamFault
from reftel.sources.names import Member, Refused, Register, link, shown, special
from reftel.sources.streams import Slice, Stream, drain, read_up_to

BLOCK: Final = 512
LONGEST_EXTENSION: Final = MIB
LONG_NAME: Final = tarfile.GNUTYPE_LONGNAME
LONG_LINK: Final = tarfile.GNUTYPE_LONGLINK
EXTENDED: Final = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
REGULAR: Final = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


def members(stream: Stream, limits: Limits, depth: int) -> Iterator[Member | Refused]:
    """The members of the archive in ``stream``, which is the stream number ``depth``."""
    register = Register(limits, depth)
    told: dict[str, str] = {}  # what extended headers said of the next member
    while (header := _header(stream, depth)) is not None:
        size = _size(header, told)
        if size < 0:
            raise _damaged(depth)
        content = Slice(stream, size, depth)
        if header.type in (LONG_NAME, LONG_LINK, *EXTENDED, tarfile.XGLTYPE):
            register.count()
            told |= _told(header.type, content)
        else:
            name = told.get("path", header.name)
            found = _found(header, name, told.get("linkpath", header.linkname), content, register)
            if found is not None:
                yield found
            told = {}
        drain(content)
        drain(Slice(stream, -size % BLOCK, depth))


def _header(stream: Stream, depth: int) -> tarfile.TarInfo | None:
    """The next header, None at the end of the archive."""
    block = read_up_to(stream, BLOCK)
    if not block.strip(b"\0"):
        return None
    if len(block) < BLOCK:
        message = "The archive is cut off in the middle of a member's header."
        raise StreamFault(RejectKind.TRUNCATED, message, depth)
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise _damaged(depth) from error


def _damaged(depth: int) -> StreamFault:
    message = "The archive is damaged: the next member's header cannot be read."
    return StreamFault(RejectKind.DAMAGED, message, depth)


def _size(header: tarfile.TarInfo, told: dict[str, str]) -> int:
    """Bytes that follow the header; links and folders have none, whatever they claim."""
    if header.type in (tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE):
        return 0
    written = told.get("size", "")
    return int(written) if written.isascii() and written.isdigit() else header.size


def _found(
    header: tarfile.TarInfo, name: str, target: str, content: Slice, register: Register
) -> Member | Refused | None:
    if header.type in REGULAR and not name.endswith("/"):
        return register.admit(name.removeprefix("./"), content)
    register.count()
    if header.type in REGULAR or header.isdir():
        return None
    if header.islnk() or header.issym():
        return link(name, target)
    if header.isdev():
        return special(name)
    message = f"Members of type {header.type!r} cannot be read."
    return Refused(shown(name), RejectKind.UNREADABLE, message)


def _told(kind: bytes, content: Slice) -> dict[str, str]:
    """What an extended header says; one that is far too long is read over."""
    if content.left > LONGEST_EXTENSION:
        return {}
    raw = read_up_to(content, LONGEST_EXTENSION)
    if kind in (LONG_NAME, LONG_LINK):
        key = "path" if kind == LONG_NAME else "linkpath"
        return {key: raw.partition(b"\0")[0].decode("utf-8", "surrogateescape")}
    return _extended(raw) if kind in EXTENDED else {}


def _extended(raw: bytes) -> dict[str, str]:
    """The records of a pax header, ``25 path=a/long/name\\n``, that matter here."""
    found: dict[str, str] = {}
    at = 0
    while at < len(raw):
        length, blank, _ = raw[at : at + 20].partition(b" ")
        if not blank or not length.isdigit() or int(length) <= len(length):
            break
        record = raw[at + len(length) + 1 : at + int(length) - 1]
        key, _, value = record.partition(b"=")
        if key in (b"path", b"linkpath", b"size"):
            found[key.decode()] = value.decode("utf-8", "surrogateescape")
        at += int(length)
    return found
