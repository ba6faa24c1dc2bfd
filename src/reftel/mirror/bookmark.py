"""The bookmark: how far the check of a mirror came, so that one that was cut off can go on.

It is a small file of whoever checks, and holds for one list of files: that of another edition is
gone through from its beginning. What was at fault is looked at again.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reftel.edition import durable
from reftel.mirror.checking import Finding

EVERY = 500  # files, after which it is put down


@dataclass(slots=True)
class Bookmark:
    """Up to which place every file was looked at, and which of these were at fault."""

    path: Path
    sums: str  # the digest of the list that it holds for
    place: str = ""
    files: int = 0  # that were sound so far
    faults: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path, sums: str) -> "Bookmark":
        """The one that was put down, or one at the beginning."""
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
            if entry["sums"] == sums:
                faults = set(map(str, entry["faults"]))
                return cls(path, sums, str(entry["place"]), int(entry["files"]), faults)
        except (OSError, ValueError, KeyError, TypeError):
            pass  # without it, everything is looked at
        return cls(path, sums)

    def passed(self, place: str) -> bool:
        """Whether a listed file was looked at before, and was sound."""
        return place <= self.place and place not in self.faults

    def move(self, found: Finding) -> None:
        """A listed file was looked at, in the order of the list."""
        if found.what:
            self.faults.add(found.place)
        else:
            self.faults.discard(found.place)
            self.files += 1
        self.place = max(self.place, found.place)
        if not found.what and self.files % EVERY == 0:
            self.put_down()

    def put_down(self) -> None:
        """Write it, so that the next run can go on from here; where it cannot, that begins anew."""
        entry = {
            "sums": self.sums,
            "place": self.place,
            "files": self.files,
            "faults": sorted(self.faults),
        }
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            durable.replace(self.path, json.dumps(entry) + "\n")

    def take_out(self) -> None:
        """The check came to its end."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
