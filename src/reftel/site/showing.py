"""What is known of an edition before a page of it is made: its validators and its memory.

A public page depends on the edition, the program and the address, and on nothing else: no
cookie, no language, no account. So a question that was answered before costs next to nothing.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from reftel.edition import manifest
from reftel.edition.plates import Plates, path
from reftel.edition.read import Edition
from reftel.mirror.renewal import program
from reftel.reading_room.assets import fingerprint, installed
from reftel.site.memory import SIZE, Answers


@dataclass(frozen=True, slots=True)
class Showing:
    """One edition as this program shows it."""

    edition: Edition
    tag: str  # what all entity tags of its pages begin with
    modified: str  # HTTP date on which the edition was made
    is_dated: bool  # whether that date says all: the program has not changed since
    answers: Answers = field(repr=False)
    plates: Plates | None = None

    @classmethod
    def of(cls, edition: Edition, size: int = SIZE, plates: Path | None = None) -> "Showing":
        """Made once an edition; ``plates`` is the folder of what was made beforehand."""
        made = edition.manifest
        return cls(
            edition=edition,
            tag=f"{made.number}-{made.content_digest[:16]}-{fingerprint()}",
            modified=format_datetime(made.made_at, usegmt=True),
            is_dated=made.made_at > installed(),
            answers=Answers(size),
            plates=_plates(plates, edition.folder) if plates else None,
        )

    def tag_of(self, address: str) -> str:
        """Weak: the same page may be sent compressed or not.

        The address is in it, because a tag that is presented is believed before the page is
        looked up, and only what is here has ever been given one.
        """
        return f'W/"{self.tag}-{crc32(address.encode("latin-1", "replace")):08x}"'

    def is_unchanged(self, tag: str, environ: dict[str, Any]) -> bool:
        """Whether the reader holds this very page: RFC 9110, 13.2.2.

        Tags hold no quotation mark, so a weak comparison is to look for one between two. A date
        counts only if it is exactly ours, as an edition may be taken back for an older one.
        """
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            return tag.removeprefix("W/") in tags
        return self.is_dated and environ.get("HTTP_IF_MODIFIED_SINCE") == self.modified


def _plates(where: Path, folder: Path) -> Plates | None:
    """None where the edition was moved meanwhile: its pages are made as if there were none."""
    if where.is_dir():
        program()  # the one that runs: its files may be another's when plates come
    with suppress(OSError):
        return Plates(path(where, folder.name), partial(_source, _sum(folder)))
    return None


def made_from(folder: Path) -> str:
    """What plates of an edition say they are made from: its manifest, and all that sets a page."""
    return _source(_sum(folder))


def _sum(folder: Path) -> str:
    return sha256((folder / manifest.NAME).read_bytes()).hexdigest()


def _source(manifest_sum: str) -> str:
    return f"{manifest_sum} {program()}"


class Showings:
    """The showing of the live edition. Shared by all threads.

    Edition and memory are one value, taken once a request: a page that was made from an older
    edition can only ever get into the memory of that one, which goes when its last reader does.
    """

    def __init__(self, size: int = SIZE, plates: Path | None = None) -> None:
        self._size = size
        self._plates = plates
        self._now: Showing | None = None

    def of(self, edition: Edition) -> Showing:
        now = self._now
        if now is None or now.edition is not edition:
            now = self._now = Showing.of(edition, self._size, self._plates)
        return now
