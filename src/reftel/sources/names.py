"""Names of archive members. Nothing is ever written under them, and yet none is trusted."""

import re
from dataclasses import dataclass, field
from typing import Final

from reftel.sources.item import RejectKind
from reftel.sources.limits import Limits, StreamFault
from reftel.sources.streams import Stream

LONGEST: Final = 1024
ABSOLUTE: Final = re.compile(r"[/\\]|[A-Za-z]:|~")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. Its stream is to be read before the next member is asked for."""

    name: str
    stream: Stream


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not taken in, with what there is of its content."""

    name: str
    kind: RejectKind
    message: str
    stream: Stream | None = None
    passed_over: bool = False


@dataclass(slots=True)
class Register:
    """The names met in one archive so far, kept as hashes: a million need some 70 MB."""

    limits: Limits
    depth: int
    _seen: set[int] = field(default_factory=set[int], init=False)
    _count: int = field(default=0, init=False)

    def admit(self, name: str, stream: Stream) -> Member | Refused:
        """The member under this name, unless the name is unsafe or was met before.

        A StreamFault where the archive holds more members than the limits allow.
        """
        self.count()
        fault = unsafe(name)
        if fault is not None:
            return Refused(shown(name), RejectKind.UNSAFE_PATH, fault, stream)
        key = hash(name)
        if key in self._seen:
            return duplicate(name, stream)
        self._seen.add(key)
        return Member(name, stream)

    def count(self) -> None:
        """One more entry, of whatever kind."""
        self._count += 1
        if self._count > self.limits.count:
            message = f"The archive has more than {self.limits.count:,} members."
            raise StreamFault(RejectKind.TOO_MANY, message, self.depth)


def unsafe(name: str) -> str | None:
    """What is wrong with this name, if anything."""
    if not name or len(name) > LONGEST:
        return "The member's name is empty or far too long."
    if ABSOLUTE.match(name):
        return "The member's name is an absolute path."
    if ".." in re.split(r"[/\\]", name):
        return "The member's name leads out of the archive (..)."
    if CONTROL.search(name):
        return "The member's name holds control characters."
    return None


def shown(name: str) -> str:
    """A name of any kind as one short printable line."""
    return CONTROL.sub("\ufffd", name[:LONGEST])


def duplicate(name: str, stream: Stream) -> Refused:
    """A member under a name that another one has already."""
    message = "The archive holds two members of this name; this is the later one."
    return Refused(name, RejectKind.DAMAGED, message, stream)


def link(name: str, target: str) -> Refused:
    """A link in an archive: what it names is met where it stands, if it is there at all."""
    message = f"This is a link, to {shown(target)!r}. Links in archives are not followed."
    return Refused(shown(name), RejectKind.UNSAFE_PATH, message, passed_over=True)


def special(name: str) -> Refused:
    """A device, pipe or socket in an archive."""
    message = "This is a device, pipe or socket, not a file."
    return Refused(shown(name), RejectKind.UNSAFE_PATH, message, passed_over=True)


def encrypted(name: str) -> Refused:
    """A member that cannot be read without a password."""
    message = "It is encrypted. Unpack it with its password, and import the result."
    return Refused(shown(name), RejectKind.UNREADABLE, message)
