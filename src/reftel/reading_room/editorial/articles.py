"""Articles: the newest first, by country and by language; each on a page of its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from reftel.edition.editorial.articles import Article
from reftel.edition.editorial.facts import language
from reftel.edition.keys import unique_keys
from reftel.edition.read import Edition
from reftel.gazetteer import countries
from reftel.reading_room import addresses
from reftel.reading_room.editorial import languages
from reftel.reading_room.editorial.lines import Line, from_head
from reftel.reading_room.editorial.previews import Told, told
from reftel.reading_room.feeds import Feed, atom
from reftel.reading_room.frame import edition_of, frame, page_number, shown
from reftel.reading_room.lists import SIZE, Crumb, Titled, within
from reftel.reading_room.renderings import json_answer
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import said as _

By = Literal["country", "language"]


@dataclass(frozen=True, slots=True)
class Way:
    """Articles of one country or one language. ``language`` is set for names in their own words."""

    title: str
    address: str
    count: int = 0
    language: str = ""

    @property
    def direction(self) -> str:
        return languages.direction(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine(Line):
    """An article as lists show it."""

    countries: tuple[Way, ...]

    @property
    def in_language(self) -> Way:
        return _language(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList(Titled):
    """What articles.html may use; ``chosen`` is the country or language that it is narrowed to."""

    lines: tuple[ArticleLine, ...]
    by_country: tuple[Way, ...] = ()
    by_language: tuple[Way, ...] = ()
    chosen: Way | None = None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What article.html may use."""

    line: ArticleLine
    told: Told
    crumbs: tuple[Crumb, ...]


def index(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Every article, and the countries and languages that there are articles about and in."""
    every = _lines(edition_of(request))
    page = replace(
        _page(request, _("Articles"), addresses.ARTICLES, every),
        by_country=_ways(way for line in every for way in line.countries),
        by_language=_ways(line.in_language for line in every),
    )
    return _answered(request, page, form)


def narrowed(request: HttpRequest, by: By, key: str, form: str | None = None) -> HttpResponse:
    """The articles about one country, or in one language; none is a list like others."""
    chosen = _about(key.lower()) if by == "country" else _spoken(key)
    if chosen is None:
        raise Http404
    if key != key.lower():
        return redirect(chosen.address, permanent=True)
    found = [
        line
        for line in _lines(edition_of(request))
        if chosen in (line.countries if by == "country" else (line.in_language,))
    ]
    page = replace(
        _page(request, _title(by, chosen), chosen.address, found),
        crumbs=(home_crumb(), Crumb(_("Articles"), addresses.ARTICLES)),
        chosen=chosen,
    )
    return _answered(request, page, form)


def all_ways(_request: HttpRequest, by: By) -> HttpResponse:
    """The countries and the languages stand beside the list of all articles."""
    return redirect(f"{addresses.ARTICLES}#{by}", permanent=True)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article, with a note on each cable that it cites."""
    edition = edition_of(request)
    found = edition.desk.article(slug)
    if found is None:
        if slug != slug.lower() and edition.desk.article(slug.lower()) is not None:
            return redirect(addresses.article(slug.lower()), permanent=True)
        raise Http404
    page = ArticlePage(
        _line(edition, found),
        told(edition, found.head.title, found.markdown),
        (home_crumb(), Crumb(_("Articles"), addresses.ARTICLES)),
    )
    return shown(request, "editorial/article.html", page)


def newest(edition: Edition, number: int) -> tuple[ArticleLine, ...]:
    """The first few articles, for the front page."""
    return tuple(_line(edition, one) for one in edition.desk.articles[:number])


def _answered(request: HttpRequest, page: ArticleList, form: str | None) -> HttpResponse:
    if form == "json":
        return json_answer(_as_json(page))
    if form == "atom":
        return atom(_feed(page), frame(edition_of(request)))
    return shown(request, "editorial/articles.html", page)


def _title(by: By, chosen: Way) -> str:
    if by == "country":
        return _("Articles about %(country)s", country=chosen.title)
    return _("Articles in %(language)s", language=chosen.title)


def _page(request: HttpRequest, title: str, address: str, lines: list[ArticleLine]) -> ArticleList:
    number = within(page_number(request), len(lines))
    return ArticleList(
        title=title,
        address=address,
        total=len(lines),
        number=number,
        crumbs=(home_crumb(),),
        lines=tuple(lines[(number - 1) * SIZE : number * SIZE]),
    )


def _lines(edition: Edition) -> list[ArticleLine]:
    return [_line(edition, one) for one in edition.desk.articles]


def _line(edition: Edition, one: Article) -> ArticleLine:
    told_of = from_head(edition, one.head, addresses.article(one.slug))
    return ArticleLine(**told_of, countries=tuple(map(_country, one.head.countries)))


@cache
def _country(code: str) -> Way:
    title = countries.NAMES[code]
    return Way(title, addresses.articles("country", _country_keys()[title]))


@cache
def _country_keys() -> dict[str, str]:
    return unique_keys("country", countries.NAMES.values())


def _about(key: str) -> Way | None:
    """A country by its word in an address; None where there is no such country."""
    return next((way for way in map(_country, countries.NAMES) if _is_at(way, key)), None)


def _is_at(way: Way, key: str) -> bool:
    return way.address == addresses.articles("country", key)


@lru_cache(maxsize=256)
def _language(code: str) -> Way:
    return Way(languages.name(code), addresses.articles("language", code.lower()), 0, code)


def _spoken(key: str) -> Way | None:
    """A language by its tag in an address; None for what is no tag."""
    tag = language(key)
    return _language(tag) if tag else None


def _ways(found: Iterable[Way]) -> tuple[Way, ...]:
    counted = Counter(found)
    ordered = sorted(counted, key=lambda way: way.title.casefold())
    return tuple(replace(way, count=counted[way]) for way in ordered)


def _as_json(page: ArticleList) -> dict[str, object]:
    each = [
        {
            "title": line.title,
            "address": line.address,
            "author": line.author,
            "date": line.day or None,
            "language": line.language,
            "countries": [way.title for way in line.countries],
            "summary": line.summary,
        }
        for line in page.lines
    ]
    return {**page.as_json(), "articles": each}


def _feed(page: ArticleList) -> Feed:
    return Feed(
        title=page.title,
        address=page.address,
        here=page.here,
        following=page.after,
        items=tuple(line.item for line in page.lines),
    )
