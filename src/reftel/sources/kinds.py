"""What bytes are, told by the bytes: never by a file's name."""

import re
import tarfile
from codecs import BOM_UTF8
from enum import StrEnum
from typing import Final

from reftel.sources import marks, page_text, rows, several
from reftel.sources.encoding import decoded, in_utf8
from reftel.sources.item import Rejected, RejectKind, SourceItem, SourceKind

HEAD: Final = 262_144  # bytes that tell what a stream is
CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"


class Container(StrEnum):
    """What holds other files, or one file packed."""

    ZIP = "zip"
    TAR = "tar"
    SEVEN_ZIP = "7z"
    GZIP = "gz"
    BZIP2 = "bz2"
    XZ = "xz"
    ZSTD = "zst"


MAGIC: Final = (
    (b"PK\x03\x04", Container.ZIP),
    (b"PK\x05\x06", Container.ZIP),
    (b"7z\xbc\xaf\x27\x1c", Container.SEVEN_ZIP),
    (b"\x1f\x8b", Container.GZIP),
    (b"\xfd7zXZ\x00", Container.XZ),
    (b"\x28\xb5\x2f\xfd", Container.ZSTD),
)
BZIP2: Final = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
# Known, and surely no cable: listed, not kept.
PICTURES: Final = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"wOFF", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Known, may hold cables, cannot be read: kept, so that a later reftel can.
UNREAD: Final = (
    (b"%PDF-", "a PDF"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"!<arch>\n", "an ar archive"),
    (b"{\\rtf", "an RTF document"),
)

HTML: Final = re.compile(rb"(?is)\A\s*<(?:\?xml|!doctype html|html\b|!--|head\b|body\b)")
SITE: Final = re.compile(rb"(?i)<title>\s*Cable Viewer\s*</title>")
CABLE: Final = re.compile(rb"(?i)<table class=.?cable|<h3>\s*Viewing cable")
ARRAY: Final = re.compile(rb"\s*\[\s*\{")
SPREAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t\r]*\n")
OWN_KEYS: Final = re.compile(
    rb'"(?:id|created|dates|classification|classified_by|captions|header|text|paragraphs)"\s*:'
)


# A manual that cites a telegram, or a page of another site.
_HELD: Final = (
    RejectKind.NOT_A_CABLE,
    "A telegram stands in this, among what is none. If it is to be taken in, save it alone.",
    False,
)


def container(head: bytes) -> Container | None:
    """The kind of container that begins like this, if it is one."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if BZIP2.match(head):
        return Container.BZIP2
    skippable = len(head) > 4 and 0x50 <= head[0] <= 0x5F and head[1:4] == b"\x2a\x4d\x18"
    if skippable:
        return Container.ZSTD
    return Container.TAR if _is_tar(head[:512]) else None


def dump(head: bytes) -> SourceKind | None:
    """CSV or JSONL where the stream holds one record after another, else None."""
    if not HTML.match(head) and rows.stand_in(head.removeprefix(BOM_UTF8)):
        return SourceKind.CSV
    return SourceKind.JSONL if _is_own(head) and not SPREAD.match(head) else None


def unreadable_records(head: bytes) -> str | None:
    """Why a file of records in a form that is not read is refused as a whole, if it is one."""
    bare = head.removeprefix(BOM_UTF8)
    if ARRAY.match(bare) and _has_own_keys(bare):
        return (
            "This is a JSON array of records; reftel reads JSON Lines, one record a line. "
            "None of it was read: write it with 'jq -c .[]', and import that."
        )
    return rows.fault(bare)


def _is_own(head: bytes) -> bool:
    """Whether this begins like a cable record: an object with two of its keys or more."""
    if head.removeprefix(BOM_UTF8).lstrip()[:1] != b"{":
        return False
    return _has_own_keys(head)


def _has_own_keys(head: bytes) -> bool:
    return len({match.group() for match in OWN_KEYS.finditer(head[:65536])}) > 1


def identified(content: bytes, container: str) -> SourceItem | Rejected:
    """One whole file: an item of the kind that its content shows, or why it is none."""
    if not content:
        return Rejected(container, "", RejectKind.EMPTY, "The file is empty.")
    told = _told(in_utf8(content)[0])
    if isinstance(told, SourceKind):
        return SourceItem(container, "", told, content)
    kind, message, passed_over = told
    kept = b"" if passed_over else content
    return Rejected(container, "", kind, message, kept, passed_over)


def _told(  # noqa: C901, PLR0911 - a ladder of kinds
    content: bytes,
) -> SourceKind | tuple[RejectKind, str, bool]:
    for magic, what in PICTURES:
        if content.startswith(magic):
            return RejectKind.BINARY, f"This is {what}, not a cable.", True
    for magic, what in UNREAD:
        if content.startswith(magic):
            return RejectKind.BINARY, f"This is {what}, which reftel cannot read yet.", False
    if b"<h3>Viewing cable " in content or CABLE.search(content):
        return SourceKind.PAGE
    if HTML.match(content):
        return _other_page(content)
    if _is_own(content):
        return SourceKind.JSONL  # one record, spread over several lines
    if not _is_text(content):
        return RejectKind.BINARY, "This is not text: it is full of control bytes.", False
    text, _ = decoded(content)
    if page_text.VALUES.search(text) or page_text.HEADING.search(text):
        return SourceKind.PAGE_TEXT
    if marks.is_telegram(text):
        return SourceKind.PLAIN
    if several.holds_telegram(text):
        return _HELD if marks.is_fenced(text) else SourceKind.PLAIN
    return RejectKind.NOT_A_CABLE, "No mark of a telegram was found in this text.", True


def _other_page(content: bytes) -> SourceKind | tuple[RejectKind, str, bool]:
    if SITE.search(content) and b"</html>" not in content[-1024:].lower():
        return SourceKind.PAGE  # one of the site's, cut off before its heading
    if several.holds_telegram(decoded(content)[0]):
        return _HELD
    return RejectKind.NOT_A_CABLE, "This page shows no cable: a list or an article.", True


def _is_text(content: bytes) -> bool:
    """Text may hold a few control bytes; where one byte in ten is one, it is something else."""
    sample = content[:HEAD]
    return (len(sample) - len(sample.translate(None, CONTROL))) * 10 < len(sample)


def _is_tar(block: bytes) -> bool:
    """A tar header carries a checksum, so no other file looks like one by chance."""
    if len(block) < 512 or not block.strip(b"\0"):
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
