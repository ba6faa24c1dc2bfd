"""Pages that explain: how a cable is built, how to discuss it, what words and tags mean."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.contents import Page
from reftel.edition.read import Edition
from reftel.gazetteer import glossary as terms
from reftel.gazetteer import markings
from reftel.reading_room.citing.pages import lesson
from reftel.reading_room.editorial.previews import told
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.indexes import Group, Place, place_of
from reftel.reading_room.searching.examples import lessons
from reftel.reading_room.shelves import tag_kind

BUILT_IN = (
    "faq",
    "community",
    "contact",
    "help",
)  # pages that stand in until the archive has its own


@dataclass(frozen=True, slots=True)
class Example:
    """A cable of the archive, to show addresses that work."""

    reference_id: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """What glossary.html may use: terms by first letter, captions, classifications."""

    letters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    captions: tuple[tuple[str, str], ...]


def index(request: HttpRequest) -> HttpResponse:
    """Every page of this part."""
    return shown(request, "about/index.html", _own_pages(edition_of(request)))


def understanding(request: HttpRequest) -> HttpResponse:
    """How a cable is built, and how to read one."""
    return shown(request, "about/understanding.html", None)


def searching(request: HttpRequest) -> HttpResponse:
    """What the search box understands, by example."""
    return shown(request, "about/searching.html", lessons())


def discussing(request: HttpRequest) -> HttpResponse:
    """How to cite a cable and its paragraphs, and under which hashtags to discuss it."""
    return shown(request, "about/discussing.html", lesson(edition_of(request)))


def glossary(request: HttpRequest) -> HttpResponse:
    """Abbreviations, captions and classifications."""
    ordered = sorted(terms.TERMS.items(), key=lambda term: term[0].upper())
    letters = tuple(
        (letter, tuple(members))
        for letter, members in groupby(ordered, key=lambda term: term[0][:1].upper())
    )
    page = Glossary(letters, tuple(sorted(markings.CAPTIONS.items())))
    return shown(request, "about/glossary.html", page)


def tags(request: HttpRequest) -> HttpResponse:
    """What TAGS are, and those of this archive by kind."""
    by_kind: dict[str, list[Place]] = {}
    for place in map(place_of, edition_of(request).shelves("tag")):
        by_kind.setdefault(tag_kind(place.title), []).append(place)
    kinds = tuple(Group(kind, tuple(places)) for kind, places in sorted(by_kind.items()))
    return shown(request, "about/tags.html", kinds)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the archive's own pages, or the text that stands in for it."""
    pages = {own.slug: own for own in edition_of(request).pages}
    if slug in pages:
        page = told(edition_of(request), "", pages[slug].markdown)
        return shown(request, "about/own.html", page, title=page.title or pages[slug].title)
    if slug in BUILT_IN:
        return shown(request, f"about/{slug}.html", _example(edition_of(request)))
    if slug.lower() in {*pages, *BUILT_IN}:
        return redirect(f"/about/{slug.lower()}/", permanent=True)
    raise Http404


def _own_pages(edition: Edition) -> tuple[Page, ...]:
    return tuple(own for own in edition.pages if own.slug not in BUILT_IN)


def _example(edition: Edition) -> Example | None:
    for entry in edition.latest(1, 1):
        return Example(entry.id, "par3")
    return None
