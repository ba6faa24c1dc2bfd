"""What hostile input may cost. Everything is measured while reading; no header is believed."""

from dataclasses import dataclass, field

from reftel.sources.item import RejectKind

MIB, GIB = 1 << 20, 1 << 30
EVERYTHING = -1  # the depth of a fault that ends the whole file on disk


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input is read before it is refused.

    The defaults let a whole mirror through (251,287 cable pages and some 50,000 lists, 40
    to 190 kB each: up to 60 GB) and the dump of 1.7 GB. Memory is bounded by ``item``
    alone, whatever the other values are. docs/formats/sources.md gives the reasons.
    """

    item: int = 16 * MIB  # one page, telegram, record or line, held in memory
    member: int = 8 * GIB  # one member of an archive, unpacked; only dumps come near it
    total: int = 128 * GIB  # all that one file on disk unpacks to, nested archives included
    depth: int = 10  # archives within archives
    count: int = 1_000_000  # members of one archive
    ratio: int = 400  # unpacked to packed bytes, counted once ``floor`` is passed
    floor: int = 256 * MIB  # what may be unpacked whatever the ratio


class StreamFault(Exception):
    """A stream cannot be read further: damaged, or more than the limits allow.

    ``depth`` says which stream: 0 the file on disk, 1 what is unpacked from it, and so on.
    Whoever reads a stream of a lesser depth reports the fault and goes on. ``held`` is what
    had been read of the item at hand. Never leaves this package.
    """

    def __init__(self, kind: RejectKind, message: str, depth: int) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.depth = depth
        self.held = b""
        self.met_in = ""  # the member at hand, where the fault is in the archive around it


@dataclass(slots=True)
class Budget:
    """What all unpacking from one file on disk may come to."""

    limits: Limits
    packed: int  # bytes of the file on disk
    unpacked: int = 0

    def spend(self, size: int) -> None:
        """Count these bytes as unpacked; a StreamFault where that is too much."""
        self.unpacked += size
        most = max(self.limits.floor, self.limits.ratio * self.packed)
        if self.unpacked > self.limits.total:
            message = f"It unpacks to more than {self.limits.total:,} bytes."
            raise StreamFault(RejectKind.TOO_LARGE, message, EVERYTHING)
        if self.unpacked > most:
            raise StreamFault(RejectKind.RATIO, _bomb(self.limits), EVERYTHING)


@dataclass(slots=True)
class Meter:
    """What one packed stream gives for what it takes."""

    budget: Budget
    depth: int  # of the stream that comes out
    packed: int = 0
    unpacked: int = field(default=0, init=False)

    def unpack(self, size: int) -> None:
        """Count these bytes as unpacked; a StreamFault where they are too many."""
        self.budget.spend(size)
        self.unpacked += size
        limits = self.budget.limits
        if self.unpacked > limits.member:
            message = f"It is larger than {limits.member:,} bytes unpacked."
            raise StreamFault(RejectKind.TOO_LARGE, message, self.depth)
        if self.unpacked > max(limits.floor, limits.ratio * self.packed):
            raise StreamFault(RejectKind.RATIO, _bomb(limits), self.depth)


def _bomb(limits: Limits) -> str:
    return f"It unpacks to more than {limits.ratio} times its size: perhaps a bomb."
