"""What a source yields: items (bytes with a place), and what can be read from an item."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reftel.telegram.record import Published


class SourceKind(StrEnum):
    """What an item is, told by its content and never by its name."""

    PAGE = "page"  # an HTML page of the site, of 2010 or 2011
    PAGE_TEXT = "page-text"  # such a page saved as text
    CSV = "csv"  # one record of the Cablegate dump (or what lies glued in one)
    PLAIN = "plain"  # a raw telegram
    JSONL = "jsonl"  # one of reftel's own cable records


class RejectKind(StrEnum):
    """Why something was not taken in. Codes are stable; docs/reference/rejects.md."""

    EMPTY = "empty"
    BINARY = "binary"
    NOT_A_CABLE = "not-a-cable"
    TRUNCATED = "truncated"
    NO_BODY = "no-body"
    NO_ID = "no-id"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY = "too-many"
    RATIO = "ratio"
    UNSAFE_PATH = "unsafe-path"
    UNREADABLE = "unreadable"


class SourceItem(NamedTuple):
    """Bytes from a container, unread. ``content`` is what the vault keeps as the original."""

    container: str  # the path as given; members of archives behind "!": dump.zip!cable/a.html
    place: str  # where inside it: "record 17", "line 3"; empty for a whole file
    kind: SourceKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was not taken in, and why.

    ``passed_over`` is true for what is simply not a cable (a picture, a README, an index
    page found in a folder): it is listed and not kept. Otherwise ``content`` is kept.
    """

    container: str
    place: str
    kind: RejectKind
    message: str
    content: bytes = b""
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A cable's text as read from an item: header and body, links and ¶ marks taken off.

    ``notes`` says in plain words what was odd about the item and how it was read:
    "not UTF-8; read as windows-1252", "split from the record before it".
    """

    published: Published
    header: str
    body: str
    notes: tuple[str, ...] = ()
