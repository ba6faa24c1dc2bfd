"""Every address of the reading room; docs/reference/urls.md says which are promises."""

from django.urls import path, re_path

from reftel.reading_room import (
    about,
    alike,
    browse,
    cables,
    cards,
    crawling,
    home,
    legacy,
    missing,
    places,
    signed,
    ways,
)
from reftel.reading_room.citing import pages as citing
from reftel.reading_room.editorial import articles, collections, coverage, own_list
from reftel.reading_room.history import editions, feeds, texts
from reftel.reading_room.quoting import page as quoting
from reftel.reading_room.requesting import pages as requesting
from reftel.reading_room.searching import (
    batch,
    concordances,
    opensearch,
    results,
    suggesting,
    trends,
    whole_facet,
)

_LIST = r"(?:/|\.(?P<form>json|csv|atom|ris|bib|csl\.json))$"
_FEED = r"(?:/|\.(?P<form>json|atom))$"
_TABLE = r"(?:/|\.(?P<form>json|csv))$"
_WAY = "origin|tag|classification|country|region|addressee|action|person|caption|kind"
_CHANGES = r"(?:/|\.(?P<form>json|csv|atom))$"
_PADDED = r"^(?P<before>editions|cable/.+/history)/0+(?P<after>[1-9][0-9]{0,8}[/.].*)$"
_LEAF = r"^browse/(?P<shelf>.+)/from/(?P<reference_id>[^/]+)/$"
_VIEW = (
    r"^cable/(?P<reference_id>.+?)/(?:history/(?P<number>[0-9]{1,9})/)?"
    r"(?P<view>sent|places|cite|raw)/$"
)
_TEXT = r"^cable/(?P<reference_id>.+)/history/(?P<number>[0-9]{1,9})/"

urlpatterns = [
    path("", home.home),
    path("robots.txt", crawling.robots),
    *(
        path(address, signed.signed, {"name": name, "kind": kind})
        for address, (name, kind) in signed.FILES.items()
    ),
    path("sitemap.xml", crawling.sitemap),
    re_path(r"^sitemap/(?P<part>[1-9][0-9]{0,4})\.xml$", crawling.part),
    re_path(_PADDED, editions.unpadded),
    re_path(_VIEW, legacy.view),
    re_path(rf"{_TEXT}raw\.txt$", texts.raw),
    re_path(rf"{_TEXT}$", texts.text),
    path("cable/<path:reference_id>/history/", texts.history),
    path("cable/<path:reference_id>/raw.txt", cables.raw),
    path("cable/<path:reference_id>/places.html", places.places),
    path("cable/<path:reference_id>/cite.html", citing.cite),
    path("cable/<path:reference_id>/alike/", alike.former),
    path("cable/<path:reference_id>/request.txt", requesting.for_cable),
    re_path(r"^cable/(?P<reference_id>.+?)\.(?P<form>ris|bib|csl\.json|json)$", citing.download),
    path("cable/<path:reference_id>/", cables.cable),
    path("reftel/<path:reference_id>/request.txt", requesting.for_missing),
    path("reftel/<path:reference_id>/", cables.reftel),
    re_path(_LEAF, legacy.leaf),
    path("browse/", ways.ways),
    re_path(rf"^browse/(?P<way>released){_LIST}", browse.index),
    re_path(rf"^browse/(?P<way>{_WAY}|created){_TABLE}", browse.index),
    re_path(rf"^browse/(?P<way>created)/(?P<key>undated){_LIST}", browse.shelf),
    re_path(rf"^browse/created/(?P<year>[0-9]{{4}}){_TABLE}", browse.year),
    re_path(rf"^browse/created/(?P<year>[0-9]{{4}})/(?P<month>[0-9]{{2}}){_LIST}", browse.month),
    re_path(rf"^browse/created/(?P<date>[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}){_LIST}", browse.day),
    re_path(rf"^browse/missing{_TABLE}", missing.missing),
    re_path(rf"^browse/missing/cards{_TABLE}", cards.cards),
    re_path(rf"^browse/missing/cards/by-post{_TABLE}", cards.cards, {"filed": True}),
    re_path(rf"^browse/on-this-day{_TABLE}", browse.year_round),
    re_path(
        rf"^browse/on-this-day/(?P<month_and_day>[0-9]{{2}}-[0-9]{{2}}){_LIST}", browse.on_this_day
    ),
    re_path(rf"^browse/(?P<way>{_WAY}|released)/(?P<key>.+?){_LIST}", browse.shelf),
    re_path(rf"^editions{_CHANGES}", editions.editions),
    re_path(rf"^editions/(?P<number>[0-9]{{1,9}}){_CHANGES}", editions.edition),
    re_path(
        rf"^editions/(?P<number>[0-9]{{1,9}})/(?P<word>added|changed|withdrawn){_CHANGES}",
        editions.changes,
    ),
    path("feeds/changes.atom", feeds.latest_changes),
    re_path(rf"^search{_LIST}", results.search),
    re_path(rf"^search/facet{_TABLE}", whole_facet.facet),
    path("suggest/", suggesting.suggest),
    path("suggest.json", suggesting.completions),
    re_path(r"^verify(?:/|\.(?P<form>json))$", citing.verify),
    path("unapi/", citing.unapi),
    path("alike/", alike.alike),
    re_path(r"^quote(?:/|\.(?P<form>json))$", quoting.quote),
    path("opensearch.xml", opensearch.description),
    re_path(rf"^search/concordance{_TABLE}", concordances.in_context),
    re_path(rf"^search/batch{_TABLE}", batch.batch),
    re_path(rf"^trends{_TABLE}", trends.trends),
    re_path(rf"^articles{_FEED}", articles.index),
    re_path(r"^articles/(?P<by>country|language)/$", articles.all_ways),
    re_path(rf"^articles/(?P<by>country|language)/(?P<key>[^/]+?){_FEED}", articles.narrowed),
    path("articles/<slug:slug>/", articles.article),
    re_path(r"^collections(?:/|\.(?P<form>json|csv|atom))$", collections.index),
    re_path(rf"^collections/(?P<slug>[^/]+?){_LIST}", collections.collection),
    re_path(rf"^coverage{_TABLE}", coverage.index),
    re_path(r"^list(?:/|\.(?P<form>json|csv|ris|bib|csl\.json))$", own_list.page),
    path("about/", about.index),
    path("about/understanding-cables/", about.understanding),
    path("about/searching/", about.searching),
    path("about/discussing-cables/", about.discussing),
    path("about/glossary/", about.glossary),
    path("about/tags/", about.tags),
    path("about/<slug:slug>/", about.page),
    # The original site
    re_path(r"^cable/[0-9]{4}/[0-9]{2}/(?P<reference_id>[^/]+)\.html$", legacy.cable),
    re_path(r"^tag/(?P<code>.+)_(?P<page>[0-9]+)\.html$", legacy.tag),
    re_path(r"^date/(?P<month>[0-9]{4}-[0-9]{2})_(?P<page>[0-9]+)\.html$", legacy.created),
    re_path(r"^reldate/(?P<day>[0-9-]{10})_(?P<page>[0-9]+)\.html$", legacy.released),
    re_path(
        r"^classification/(?P<number>[0-9]{1,3})_(?P<page>[0-9]+)\.html$", legacy.classification
    ),
    re_path(r"^origin/[^/]+\.html$", legacy.origin),
    path("static/html/faq.html", legacy.help_page),
]
