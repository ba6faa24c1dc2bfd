"""The report of an accession: what was taken in, known, new, refused."""

from dataclasses import dataclass, field
from typing import Any

from reftel.vault.reading import Refusal

LISTED = 1000  # refusals named in a report; the vault lists all of them


@dataclass(slots=True)
class Tally:
    """What came of one of the paths that were given.

    ``taken_in`` counts the files (or members of archives) that gave something new;
    ``known`` the cables, or whole items, of which nothing was new. ``new_revisions`` are
    those revisions whose cable was held before.
    """

    taken_in: int = 0
    cables: int = 0
    revisions: int = 0
    new_revisions: int = 0
    known: int = 0
    rejected: int = 0
    passed_over: int = 0

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in Tally.__slots__}

    def __str__(self) -> str:
        """``111 files taken in, 108 cables, 111 revisions, 0 rejected``."""
        said = [
            counted(self.taken_in, "file") + " taken in",
            counted(self.cables, "cable"),
            counted(self.revisions, "revision"),
            f"{self.rejected:,} rejected",
        ]
        said += [f"{self.known:,} known"] * bool(self.known)
        said += [f"{self.passed_over:,} passed over"] * bool(self.passed_over)
        return ", ".join(said)


@dataclass(slots=True)
class AccessionReport:
    """What came of all paths together, and of each."""

    dry_run: bool = False
    files: dict[str, Tally] = field(default_factory=dict)  # by path as given
    total: Tally = field(default_factory=Tally)
    rejects: list[Refusal] = field(default_factory=list)
    passed: list[Refusal] = field(default_factory=list)

    def count(self, path: str, **more: int) -> None:
        """Add to the counts of one path, and so to the total."""
        for tally in (self.files[path], self.total):
            for name, number in more.items():
                setattr(tally, name, getattr(tally, name) + number)

    @property
    def taken_in(self) -> int:
        return self.total.taken_in

    @property
    def known(self) -> int:
        return self.total.known

    @property
    def new_revisions(self) -> int:
        return self.total.new_revisions

    @property
    def rejected(self) -> int:
        return self.total.rejected

    @property
    def passed_over(self) -> int:
        return self.total.passed_over

    def refuse(self, path: str, refusal: Refusal) -> None:
        self.count(path, rejected=1)
        if len(self.rejects) < LISTED:
            self.rejects.append(refusal)

    def pass_over(self, path: str, refusal: Refusal) -> None:
        self.count(path, passed_over=1)
        if len(self.passed) < LISTED:
            self.passed.append(refusal)

    def __str__(self) -> str:
        return str(self.total)

    def as_dict(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "dry_run": self.dry_run,
            **self.total.as_dict(),
            "files": {path: tally.as_dict() for path, tally in self.files.items()},
            "rejects": [refusal._asdict() for refusal in self.rejects],
            "passed": [refusal._asdict() for refusal in self.passed],
        }


def counted(number: int, noun: str, several: str = "") -> str:
    """``1 cable``, ``2,000 cables``."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
