"""One stream opened: an item, a dump's records, or an archive's members in their turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from reftel.sources import kinds, packed, records, tarred, zipped
from reftel.sources.encoding import in_utf8, wide
from reftel.sources.item import Rejected, RejectKind, SourceItem, SourceKind
from reftel.sources.kinds import Container
from reftel.sources.limits import Budget, Meter, StreamFault
from reftel.sources.names import Member, Refused
from reftel.sources.streams import Failed, OnDisk, Prefixed, Recoded, Stream, read_up_to, seekable

Found = Iterator[SourceItem | Rejected]


@dataclass(frozen=True, slots=True)
class Level:
    """Where a stream stands: its path, its number, and what may still be unpacked."""

    container: str
    budget: Budget
    depth: int = 0

    def inside(self, name: str) -> "Level":
        path = f"{self.container}!{name}" if name else self.container
        return Level(path, self.budget, self.depth + 1)

    def rejected(self, fault: StreamFault) -> Rejected:
        """A fault as it is told of this stream."""
        where = f" This was met in {fault.met_in}." if fault.met_in else ""
        return Rejected(self.container, "", fault.kind, fault.message + where, fault.held)


def opened(stream: Stream, level: Level) -> Found:
    """What this stream holds. Faults of it, and of all that is below it, end here."""
    try:
        yield from _opened(stream, level)
    except StreamFault as fault:
        if fault.depth < level.depth:
            fault.met_in = fault.met_in or level.container
            raise
        yield level.rejected(fault)


def _opened(stream: Stream, level: Level) -> Found:
    limits = level.budget.limits
    try:
        head = read_up_to(stream, kinds.HEAD)
    except StreamFault as fault:
        head, stream = fault.held, Failed(fault)
    kind = kinds.container(head)
    if kind is not None:
        if level.depth >= limits.depth:
            message = f"Archives within archives are opened {limits.depth} deep; this is deeper."
            raise StreamFault(RejectKind.TOO_DEEP, message, level.depth)
        yield from _or_empty(_contents(kind, stream, head, level), level)
        return
    narrow = in_utf8(head)[0]
    dump = kinds.dump(narrow)
    if dump is not None:
        cut = records.csv_items if dump is SourceKind.CSV else records.json_items
        yield from cut(*_narrow(stream, head), level.container, limits.item)
        return
    content = head + _read_on(stream, head, limits.item + 1 - len(head))
    if len(content) > limits.item:
        message = f"It is larger than {limits.item:,} bytes, the most for one cable."
        message = f"{message} {kinds.unreadable_records(narrow) or ''}".rstrip()
        yield Rejected(level.container, "", RejectKind.TOO_LARGE, message)
        return
    wrong = kinds.unreadable_records(narrow)
    if wrong is not None:
        yield Rejected(level.container, "", RejectKind.DAMAGED, wrong, content)
        return
    yield kinds.identified(content, level.container)


def _or_empty(found: Found, level: Level) -> Found:
    """What an archive holds; a word where that is nothing, since nothing else would tell."""
    holds = False
    for one in found:
        holds = True
        yield one
    if not holds:
        yield Rejected(level.container, "", RejectKind.EMPTY, "The archive holds no file.")


def _narrow(stream: Stream, head: bytes) -> tuple[Stream, bytes]:
    """A dump's stream and first bytes; one in UTF-16 or UTF-32 as UTF-8."""
    encoding = wide(head)
    if encoding is None:
        return stream, head
    recoded = Recoded(Prefixed(head, stream), encoding)
    return recoded, recoded.read(kinds.HEAD)


def _read_on(stream: Stream, head: bytes, size: int) -> bytes:
    """Up to ``size`` bytes more; a fault holds what came before them too."""
    try:
        return read_up_to(stream, size)
    except StreamFault as fault:
        fault.held = head + fault.held
        raise


def _contents(kind: Container, stream: Stream, head: bytes, level: Level) -> Found:
    whole = Prefixed(head, stream)
    if kind is Container.TAR:
        found = tarred.members(whole, level.budget.limits, level.depth)
        yield from _members(found, level)
    elif kind is Container.ZIP:
        with _file(stream, whole) as file:
            yield from _members(zipped.members(file, level.budget, level.depth), level)
    elif kind is Container.SEVEN_ZIP:
        # py7zr takes as long to load as all the rest, in each process.
        from reftel.sources import seven_zip  # noqa: PLC0415

        with _file(stream, whole) as file:
            yield from _members(seven_zip.members(file, level.budget, level.depth), level)
    else:
        inside = level.inside("")
        meter = Meter(level.budget, inside.depth)
        yield from opened(packed.Unpacked(whole, kind.value, meter), inside)


def _file(stream: Stream, whole: Stream) -> IO[bytes]:
    """The stream as a file that can be read anywhere: itself, or a temporary one."""
    if isinstance(stream, OnDisk):
        return stream.file
    return seekable(whole)


def _members(found: Iterator[Member | Refused], level: Level) -> Found:
    for member in found:
        inside = level.inside(member.name)
        if isinstance(member, Member):
            yield from opened(member.stream, inside)
        else:
            yield _refused(member, inside)


def _refused(member: Refused, level: Level) -> Rejected:
    """A member that is not taken in; its content is kept where it is of a cable's size."""
    content = b""
    most = level.budget.limits.item
    if member.stream is not None:
        try:
            content = read_up_to(member.stream, most + 1)
        except StreamFault as fault:
            if fault.depth < level.depth:
                raise
            content = fault.held
    kept = content if len(content) <= most else b""
    return Rejected(level.container, "", member.kind, member.message, kept, member.passed_over)
