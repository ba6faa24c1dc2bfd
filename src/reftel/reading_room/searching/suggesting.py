"""Suggestions while a reader types: posts, tags, countries, captions, ids, words.

All come from the edition, so nothing is offered that it does not hold or cite. ``suggest``
is the list as a page, for readers without script; ``completions`` the same for the script
of the search box and for a browser's own (OpenSearch Suggestions 1.1).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse

from reftel.edition.read import Edition
from reftel.edition.standing import Numbered, Standing
from reftel.gazetteer import countries, markings, posts
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain, short
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.shelves import home_crumb, tag_meaning
from reftel.reading_room.wording import counted as ngettext
from reftel.reading_room.wording import said as _
from reftel.search.backend import Facet
from reftel.search.completion import Completions, Offer
from reftel.search.folding import words
from reftel.search.narrowing import chosen
from reftel.search.query import parse_query

JSON = "application/x-suggestions+json; charset=utf-8"
AT_ONCE = 10
ON_PAGE = 60
LONGEST = 200  # characters typed; a longer query is past being begun
MOST_BEGUN = 4  # words at the end that may be the beginning of one name
SHORTEST = 2  # letters of a name, before which everything begins so
SHORTEST_WORD = 3
MOST_WORDS = 5  # of the index, where names leave room
MOST = 20_000  # values of one kind that are offered
LONGEST_VALUE = 200

_FIELD = re.compile(
    r'(?<!\w)(?P<field>tag|origin|from|class|caption|country):=?"?(?P<begun>[^":]*)$',
    re.IGNORECASE,
)
_KINDS: Mapping[str, Facet] = {
    "tag": Facet.TAG,
    "origin": Facet.ORIGIN,
    "from": Facet.ORIGIN,
    "class": Facet.CLASSIFICATION,
    "caption": Facet.CAPTION,
    "country": Facet.COUNTRY,
}
_ID = re.compile(r"#?\s*(?P<year>[0-9]{2})\s*(?P<name>[A-Za-z][A-Za-z .'-]*?)\s*(?P<number>[0-9]*)")
_WORD = re.compile(r"\S+")

_COMPLETIONS: WeakKeyDictionary[Edition, Completions] = WeakKeyDictionary()


class Suggestion(NamedTuple):
    """One suggestion. ``text`` is the whole query that it makes of what was typed."""

    text: str
    title: str
    meaning: str
    note: str  # what it is, and how many cables fit
    address: str


@dataclass(frozen=True, slots=True)
class SuggestPage:
    """What suggest.html may use."""

    q: str
    crumbs: tuple[Crumb, ...]
    suggestions: Sequence[Suggestion]


def suggest(request: HttpRequest) -> HttpResponse:
    """The suggestions as a page of links; where nothing was typed, the most frequent names."""
    typed = request.GET.get("q", "")[:LONGEST]
    page = SuggestPage(
        q=typed,
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.search(("q", typed.strip())))),
        suggestions=suggestions(edition_of(request), typed, ON_PAGE),
    )
    return shown(request, "suggest.html", page)


def completions(request: HttpRequest) -> HttpResponse:
    """The suggestions as OpenSearch has them, and at the end the titles for our own box."""
    typed = request.GET.get("q", "")
    found = suggestions(edition_of(request), typed, AT_ONCE) if typed.strip() else ()
    answer = [
        typed,
        [one.text for one in found],
        [" · ".join(filter(None, (plain(one.meaning), one.note))) for one in found],
        [one.address for one in found],
        {"titles": [plain(one.title) for one in found]},
    ]
    body = json.dumps(answer, ensure_ascii=False)
    return HttpResponse(body.encode("utf-8", "backslashreplace"), content_type=JSON)


def suggestions(edition: Edition, typed: str, limit: int) -> Sequence[Suggestion]:
    """What may be meant by what was typed so far, the likeliest first."""
    if len(typed) > LONGEST:
        return ()
    field = _FIELD.search(typed)
    if field is not None:
        kinds = (_KINDS[field["field"].lower()],)
        offers = _names(edition).beginning(field["begun"], limit, kinds)
        return [_name(offer, typed[: field.start()]) for offer in offers]
    found = [_numbered(one) for one in _ids(edition, typed, limit)]
    if typed.count('"') % 2 == 0:
        found += _begun(edition, typed, limit - len(found))
    room = min(limit - len(found), MOST_WORDS)
    return [*found, *_words(edition, typed, room)] if room > 0 else found


def _begun(edition: Edition, typed: str, limit: int) -> list[Suggestion]:
    """Names that begin with the last words typed, as many of them as a name begins with."""
    if not typed.strip():
        return [_name(offer, "") for offer in _names(edition).beginning("", limit)]
    starts = [word.start() for word in _WORD.finditer(typed)]
    for start in starts[-MOST_BEGUN:]:
        begun = " ".join(words(typed[start:]))
        if len(begun) < SHORTEST:
            break
        offers = _names(edition).beginning(begun, limit) if limit > 0 else ()
        if offers:
            return [_name(offer, typed[:start]) for offer in offers]
    return []


def _ids(edition: Edition, typed: str, limit: int) -> Sequence[Numbered]:
    """The reference ids that begin with what was typed."""
    read = _ID.fullmatch(typed.strip())
    if read is None:
        return ()
    name = "".join(words(read["name"])).upper()
    return edition.beginning(f"{read['year']}{name}{read['number'].lstrip('0')}", limit)


def _words(edition: Edition, typed: str, limit: int) -> Iterator[Suggestion]:
    """Words of the index that begin as the last one typed."""
    written = typed.rsplit(maxsplit=1)[-1] if typed.strip() and not typed[-1].isspace() else ""
    last = words(written)
    if last != (written.lower(),) or not written.isalpha() or len(written) < SHORTEST_WORD:
        return
    before = typed[: -len(written)]
    for word, count in edition.searcher.beginning(last[0], limit):
        yield _suggestion(f"{before}{word}", word, "", _("word"), count)


def _name(offer: Offer, before: str) -> Suggestion:
    kinds = {
        Facet.ORIGIN: _("post"),
        Facet.TAG: _("tag"),
        Facet.COUNTRY: _("country"),
        Facet.CLASSIFICATION: _("classification"),
        Facet.CAPTION: _("caption"),
    }
    kind = kinds[Facet(offer.kind)]
    return _suggestion(f"{before}{offer.text}", offer.title, offer.meaning, kind, offer.cables)


def _suggestion(text: str, title: str, meaning: str, kind: str, count: int) -> Suggestion:
    cables = ngettext("%(count)s cable", "%(count)s cables", count, count=f"{count:,}")
    return Suggestion(text, title, meaning, f"{kind}, {cables}", addresses.search(("q", text)))


def _numbered(one: Numbered) -> Suggestion:
    if one.standing is Standing.HELD:
        meaning, address = short(one.subject, 80), addresses.cable(one.id)
    else:
        carded = one.standing is Standing.CARD
        meaning = _("withdrawal card") if carded else _("referred to, not here")
        address = addresses.reftel(one.id)
    return Suggestion(one.id, one.id, meaning, "", address)


def _names(edition: Edition) -> Completions:
    """The names of an edition, put in order when they are first asked for."""
    made = _COMPLETIONS.get(edition)
    if made is None:
        made = _COMPLETIONS[edition] = Completions(_offers(edition))
    return made


def _offers(edition: Edition) -> Iterator[Offer]:
    facets = (Facet.ORIGIN, Facet.TAG, Facet.COUNTRY, Facet.CLASSIFICATION, Facet.CAPTION)
    counts = edition.searcher.counts(parse_query(""), facets, MOST)
    for facet in facets:
        for value, count in counts[facet]:
            text = chosen(facet, value) if len(value) <= LONGEST_VALUE else ""
            if text:
                title = countries.NAMES.get(value, value) if facet is Facet.COUNTRY else value
                yield Offer(facet, text, title, _meaning(facet, value), count)


def _meaning(facet: Facet, value: str) -> str:
    if facet is Facet.ORIGIN:
        post = posts.post_of_origin(value)
        return countries.NAMES.get(post.country or "", "") if post else ""
    if facet is Facet.TAG:
        return tag_meaning(value)
    if facet is Facet.CAPTION:
        return markings.CAPTIONS.get(value, "")
    return value if facet is Facet.COUNTRY and value in countries.NAMES else ""
