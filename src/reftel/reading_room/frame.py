"""The frame round every page: name, counter, notice, the ways to browse, and who is reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reftel.archive import Audience, Declaration
from reftel.edition.read import Edition
from reftel.reading_room.shelves import ways

EDITION = "reftel.edition"  # where the wiring leaves the edition that a request is pinned to


@dataclass(frozen=True, slots=True)
class Frame:
    """What every template may use beside its own page value."""

    name: str
    hashtag: str
    notice: str
    released: int
    total: int | None
    staff: bool
    edition: int
    made: str  # ISO day, UTC
    digest: str

    @property
    def share(self) -> float:
        """Of the declared total, how much is released: 0 to 1."""
        return min(1.0, self.released / self.total) if self.total else 0.0


def edition_of(request: HttpRequest) -> Edition:
    """The edition that this request reads, from its first query to its last."""
    edition: Edition = request.META[EDITION]
    return edition


def frame(edition: Edition) -> Frame:
    """The frame of every page of this edition."""
    manifest = edition.manifest
    declared: Declaration = manifest.declaration
    return Frame(
        name=declared.name,
        hashtag=declared.hashtag.lstrip("#"),
        notice=declared.notice,
        released=released(edition),
        total=declared.total,
        staff=manifest.audience == Audience.STAFF,
        edition=manifest.number,
        made=str(manifest.made_at)[:10],
        digest=manifest.content_digest,
    )


def released(edition: Edition) -> int:
    """How many cables the edition holds."""
    return int(edition.manifest.counts["cables"])


def shown(
    request: HttpRequest, template: str, page: object, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page as HTML."""
    context: Mapping[str, Any] = {
        "frame": frame(edition_of(request)),
        "page": page,
        "here": request.path,
        "ways": ways(),
        **extra,
    }
    return render(request, template, context, status=status)


def page_number(request: HttpRequest) -> int:
    """The page asked for, at least 1; nonsense is the first page, never an error."""
    asked = request.GET.get("page", "")[:12]
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() else 1
