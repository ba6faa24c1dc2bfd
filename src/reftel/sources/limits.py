"""What hostile input may cost. Everything is measured while reading; no header is believed."""

from dataclasses import dataclass

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input is read before it is refused.

    The defaults let a whole mirror through (251,287 cable pages and some 50,000 lists, 40
    to 190 kB each: up to 60 GB, packed to about a hundredth where the archive is solid) and
    the dump of 1.7 GB, and still stop a bomb within a minute or two. Memory is bounded by
    ``item`` alone, whatever the other values are; docs/formats/sources.md has the reasons.
    """

    item: int = 16 * MIB  # one page, telegram, record or line, held in memory
    member: int = 8 * GIB  # one member of an archive, unpacked; only dumps come near it
    total: int = 128 * GIB  # all that one archive unpacks to, nested ones included
    depth: int = 10  # archives within archives
    count: int = 1_000_000  # members of one archive
    ratio: int = 200  # unpacked to packed bytes, counted once ``floor`` is passed
    floor: int = 256 * MIB  # what may be unpacked whatever the ratio
