"""The address of everything, as docs/reference/urls.md promises it. All are paths."""

from collections.abc import Iterable
from functools import partial
from urllib.parse import quote, urlencode

HOME = "/"
SEARCH = "/search/"
SUGGEST = "/suggest/"
TRENDS = "/trends/"
BATCH = "/search/batch/"
CONCORDANCE = "/search/concordance/"
EDITIONS = "/editions/"
CHANGES = "/feeds/changes/"
VERIFY = "/verify/"
ALIKE = "/alike/"
UNAPI = "/unapi/"
QUOTE = "/quote/"
BROWSE = "/browse/"
ON_THIS_DAY = "/browse/on-this-day/"
MISSING = "/browse/missing/"
CARDS = "/browse/missing/cards/"
ARTICLES = "/articles/"
COLLECTIONS = "/collections/"
COVERAGE = "/coverage/"
OWN_LIST = "/list/"
WAYS = ("released", "created", "origin", "tag", "classification")  # those of the original site
FURTHER = ("country", "region", "addressee", "person", "caption", "kind")


# Half a surrogate pair, which a record may hold and no address can, is asked for as "?".
encoded = partial(urlencode, errors="replace")


def cable(reference_id: str, anchor: str = "", query: str = "") -> str:
    """The cable's page, or one paragraph on it; ``query`` is how it is to be shown."""
    path = f"/cable/{_part(reference_id)}/" + (f"?{query}" if query else "")
    return anchored(path, anchor)


def anchored(page: str, anchor: str) -> str:
    """A place on a page; the page itself for no anchor."""
    return page + (f"#{quote(anchor, errors='replace')}" if anchor else "")


def fields(pairs: Iterable[tuple[str, str]]) -> str:
    """What stands behind the question mark; empty fields are left out."""
    return encoded([pair for pair in pairs if pair[1]])


def form(reference_id: str, suffix: str) -> str:
    """The cable in another form: ``json``, ``ris``, ``bib`` or ``csl.json``."""
    return f"/cable/{_part(reference_id)}.{suffix}"


def citing(reference_id: str, place: str = "", words: str = "") -> str:
    """The page that shows how to cite a cable, one of its paragraphs, or words of it."""
    behind = fields((("par", place), ("words", words)))
    return f"/cable/{_part(reference_id)}/cite.html" + (f"?{behind}" if behind else "")


def verify(citation: str = "") -> str:
    """The page that checks a citation."""
    return VERIFY + (f"?{fields([('citation', citation)])}" if citation else "")


def raw(reference_id: str) -> str:
    """The cable as plain text."""
    return f"/cable/{_part(reference_id)}/raw.txt"


def places(reference_id: str, field: str = "") -> str:
    """The page that shows where each value of a cable was read, or one field of it."""
    return anchored(f"/cable/{_part(reference_id)}/places.html", field)


def alike(reference_id: str) -> str:
    """The page of cables that are like one: a question, so no mirror has an answer to it."""
    return f"{ALIKE}?{fields([('cable', reference_id)])}"


def history(reference_id: str, number: int = 0) -> str:
    """The history of a cable, or the text that it had as of an edition."""
    return f"/cable/{_part(reference_id)}/history/" + (f"{number}/" if number else "")


def edition(number: int, what: str = "") -> str:
    """An edition that was live, or the list of what it added, changed or withdrew."""
    return f"{EDITIONS}{number}/" + (f"{what}/" if what else "")


def reftel(reference_id: str) -> str:
    """The page of a cable that is referred to, or has a withdrawal card, and is not here."""
    return f"/reftel/{_part(reference_id)}/"


def request(page: str) -> str:
    """The draft of a request for what the page of a cable, or of a missing one, does not show."""
    return f"{page}request.txt"


def cards(*, filed: bool = False) -> str:
    """The withdrawal cards by date, or filed by the post that sent the telegram."""
    return f"{CARDS}by-post/" if filed else CARDS


def shelf(way: str, key: str = "") -> str:
    """One shelf of a way to browse, ``/browse/created/2008/02/``, or the list of its shelves.

    Of dates of creation, a year and a day have lists as well.
    """
    if not key:
        return f"/browse/{way}/"
    place = key.replace("-", "/") if way == "created" else key
    return f"/browse/{way}/{quote(place, safe='/' if way == 'created' else '', errors='replace')}/"


def letter(index: str, label: str) -> str:
    """The shelves of an index that are filed under a letter."""
    return f"{index}letter/{_part(label)}/"


def sent(page: str) -> str:
    """The page of a cable, or of an earlier text of one, as it was sent."""
    return f"{page}sent.html"


def on_this_day(month_and_day: str) -> str:
    """The cables of one day of the year, ``02-14``, of all years."""
    return f"{ON_THIS_DAY}{month_and_day}/"


def search(*choices: tuple[str, str]) -> str:
    """A search with these fields, in this order; empty ones are left out."""
    chosen = [(name, value) for name, value in choices if value]
    return SEARCH + (f"?{encoded(chosen)}" if chosen else "")


def facet(name: str, *choices: tuple[str, str]) -> str:
    """All values of one facet among what a search finds."""
    chosen = [("facet", name), *((field, value) for field, value in choices if value)]
    return f"{SEARCH}facet/?{encoded(chosen)}"


def concordance(*choices: tuple[str, str]) -> str:
    """What a search finds, in context."""
    return search(*choices).replace(SEARCH, CONCORDANCE, 1)


def trends(queries: Iterable[str], by: str = "") -> str:
    """Some queries over time, by year unless another period is given."""
    fields = [("q", q) for q in queries] + ([("by", by)] if by and by != "year" else [])
    return TRENDS + (f"?{encoded(fields)}" if fields else "")


def quote_check(text: str) -> str:
    """The page that says whether a quotation stands here."""
    return QUOTE + (f"?{encoded({'q': text})}" if text else "")


def suggest(typed: str) -> str:
    """The suggestions for what was typed, as a page."""
    return SUGGEST + (f"?{encoded({'q': typed})}" if typed else "")


def article(slug: str) -> str:
    """One article of the archive's keepers."""
    return f"{ARTICLES}{_part(slug)}/"


def articles(by: str, key: str) -> str:
    """The articles about a country or in a language: ``/articles/country/laos/``."""
    return f"{ARTICLES}{by}/{_part(key)}/"


def collection(slug: str) -> str:
    """One collection of the archive's keepers."""
    return f"{COLLECTIONS}{_part(slug)}/"


def own_list(fields: Iterable[tuple[str, str]]) -> str:
    """A reader's own list: the fields ``id`` and ``note``, each note behind its id."""
    written = encoded(tuple(fields))
    return OWN_LIST + (f"?{written}" if written else "")


def opened(page: str, fields: Iterable[tuple[str, str]] = ()) -> str:
    """A page on which a reader's own list is open, by the fields of it; an empty one for none."""
    return f"{page}{'&' if '?' in page else '?'}{encoded(tuple(fields) or (('list', ''),))}"


def rendering(page: str, suffix: str) -> str:
    """The same page in another form: ``json``, ``csv``, ``atom``, ``ris``, ``bib`` and so on."""
    path, _, query = page.partition("?")
    page = path.rstrip("/") if path.endswith("/") else path.removesuffix(".html")
    return f"{page}.{suffix}" + (f"?{query}" if query else "")


def numbered(page: str, number: int) -> str:
    """A page of a list; the first has no number."""
    if number <= 1:
        return page
    return f"{page}&page={number}" if "?" in page else f"{page}page/{number}/"


def beginning(page: str, reference_id: str) -> str:
    """The page of a list that begins with a cable; the first begins with none."""
    return f"{page}from/{_part(reference_id)}.html" if reference_id else page


def _part(text: str) -> str:
    return text if text.isascii() and text.isalnum() else quote(text, safe="", errors="replace")
