"""The frame round every page: name, counter, notice, the ways to browse, and who is reading.

What stands on every page of an edition is made once, and kept as HTML as long as the edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from jinja2 import Template
from markupsafe import Markup

from reftel.archive import Audience
from reftel.declaration import Declaration
from reftel.edition.extract import Extract
from reftel.edition.manifest import Manifest
from reftel.edition.read import Edition
from reftel.reading_room.editorial.collecting import open_list
from reftel.reading_room.shelves import Way, ways
from reftel.reading_room.wording import LANGUAGE, language_of

DESK = ("articles", "collections", "coverage")
EDITION = "reftel.edition"  # where the wiring leaves the edition that a request is pinned to


@dataclass(frozen=True, slots=True)
class Frame:
    """What every template may use beside its own page value."""

    name: str
    hashtag: str
    notice: str
    host: str  # the declared address of the archive, without a slash at its end
    released: int
    total: int | None
    staff: bool
    edition: int
    made: str  # ISO day, UTC
    digest: str
    language: str
    written: frozenset[str] = frozenset()  # what the keepers wrote any of: articles, …
    extract: Extract | None = None  # where only a part of the edition is here

    @property
    def share(self) -> float:
        """Of the declared total, how much is released: 0 to 1."""
        return min(1.0, self.released / self.total) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Border:
    """The frame as HTML, piece by piece; ``ways`` by the address that a reader is at or below."""

    frame: Frame
    links: tuple[Way, ...]
    head: Markup
    top: Markup
    name: Markup
    foot: Markup
    ways: Mapping[str, tuple[Markup, Markup]]  # exactly there, and below
    away: Markup  # the ways where none of them is current

    def ways_from(self, here: str) -> Markup:
        """The ways to browse as the page at this path shows them."""
        for address, (there, below) in self.ways.items():
            if here.startswith(address):
                return there if here == address else below
        return self.away


_BORDERS: WeakKeyDictionary[Edition, Border] = WeakKeyDictionary()


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
        host=declared.address,
        released=released(edition),
        total=declared.total,
        staff=manifest.audience == Audience.STAFF,
        edition=manifest.number,
        made=str(manifest.made_at)[:10],
        digest=manifest.edition_digest,
        language=language_of(declared),
        written=written(manifest),
        extract=manifest.extract,
    )


def written(manifest: Manifest) -> frozenset[str]:
    """What the keepers wrote any of."""
    return frozenset(one for one in DESK if manifest.counts.get(one))


def border(edition: Edition) -> Border:
    """The same as HTML; a page of this edition has been asked for before, as a rule."""
    made = _BORDERS.get(edition)
    if made is None:
        made = _BORDERS[edition] = _border(frame(edition))
    return made


def released(edition: Edition) -> int:
    """How many cables the edition holds."""
    return int(edition.manifest.counts["cables"])


def shown(
    request: HttpRequest, template: str, page: object, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page as HTML."""
    around = border(edition_of(request))
    context: dict[str, Any] = {
        "frame": around.frame,
        "border": around,
        "browsing": around.ways_from(request.path),
        "own": open_list(request.META.get("QUERY_STRING", "")),
        "page": page,
        **extra,
    }
    return HttpResponse(template_of(template).render(context), status=status)


def template_of(name: str) -> Template:
    """A template in the language of this request; Django asks each of its loaders every time."""
    return _template_of(name, LANGUAGE.get())


def page_number(request: HttpRequest) -> int:
    """The page asked for, at least 1; nonsense is the first page, never an error."""
    asked = request.GET.get("page", "")[:12]
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() else 1


def _border(about: Frame) -> Border:
    return Border(
        frame=about,
        links=ways(),
        head=_piece("head", about),
        top=_piece("top", about),
        name=_piece("name", about),
        foot=_piece("foot", about),
        ways={
            way.address: (_ways(about, way, "page"), _ways(about, way, "true")) for way in ways()
        },
        away=_ways(about, None, ""),
    )


@lru_cache(maxsize=256)
def _template_of(name: str, _language: str) -> Template:
    found: Any = get_template(name)
    made: Template = found.template
    return made


def _ways(about: Frame, current: Way | None, how: str) -> Markup:
    return _piece("ways", about, ways=ways(), current=current, how=how)


def _piece(name: str, about: Frame, **extra: Any) -> Markup:
    made = template_of(f"frame/{name}.html").render({"frame": about, **extra})
    return Markup(made)  # noqa: S704 -- made by a template, which escapes
