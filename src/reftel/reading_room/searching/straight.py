"""What was typed into the search box and stands for one cable: it leads straight there.

A reference id in any spelling, a message reference number with or without its year, an id or
an address of another collection (``docs/reference/search-box.md`` lists them), an address of
this archive, a citation in whatever style. What a text may mean is read without looking
anything up; only then is the edition asked, once, which of these cables it knows.
"""

import re
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from reftel.edition import citation
from reftel.edition.entries import Entry
from reftel.edition.read import Edition
from reftel.edition.standing import Standing
from reftel.reading_room import addresses
from reftel.search.folding import words
from reftel.telegram.number import station_of
from reftel.telegram.reference_ids import NUMBERED, ON_FILM

LONGEST = 1_000  # characters that are looked at: an address may carry a query behind it
YEARS = tuple(f"{year:02}" for year in range(100))
CALENDAR = range(1900, 2100)  # a bare number that is as likely meant for a year

_ADDRESS = re.compile(
    r"(?:/(?:cables?|reftel)/(?:[0-9]{4}/[0-9]{1,2}/)?|/cable\.php\?(?:[^#\s]{0,80}&)?id=)"
    r"(?P<id>[^/?#&\s]+)(?P<rest>\S*)",
    re.IGNORECASE,
)
_WORDS_MEANT = re.compile(r'["“”„:=*~()]')  # quotation marks, fields and stars ask for words
_PLACE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
_FILE = re.compile(r"\.html?$", re.IGNORECASE)
_COLLECTION = re.compile(r"_[A-Za-z]$")  # 08STATE2731_a: which of PlusD's collections
_ID = re.compile(rf"[0-9]{{0,2}}{NUMBERED}|{ON_FILM}")
_NUMBER = re.compile(
    r"(?:(?:19|20)?(?P<year>[0-9]{2}) ?)?(?P<name>[a-z][a-z ]{1,60}?) ?(?P<number>[0-9]{1,8})"
)


_CITED = re.compile(rf"(?<![\w:-])(?=[0-9]{{2,4}}[A-Z][A-Z-])(?:19|20)?{NUMBERED}(?![\w-])")
_CITES = re.compile(r"\b(?:cables?|telegram|edition|para?\.)(?=\W)|¶|https?://", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:¶|\bpara?(?:graph)?\.?)\s{0,2}([0-9]{1,3}[a-z]{0,6})\b", re.IGNORECASE)
_FEWEST_WORDS = 5  # of a citation; with fewer, somebody may be searching


class Meant(NamedTuple):
    """The cables that a text may stand for, the likeliest first, and what of them is to be shown.

    ``sure`` is false where no year was given: then one id of each year may be meant.
    """

    ids: tuple[str, ...]
    sure: bool = True
    view: str = ""  # raw, places or sent
    place: str = ""  # behind the #


class Candidate(NamedTuple):
    """A cable that may be meant. ``entry`` is None for one that is not here."""

    id: str
    address: str
    entry: Entry | None


def meant(text: str) -> Meant | None:
    """What a text stands for, if it can stand for a cable at all; nothing is looked up.

    >>> meant("08 Vientiane 00145").ids
    ('08VIENTIANE145',)
    """
    text = text.strip()[:LONGEST]
    pinned = citation.read(text)
    if pinned is not None and (pinned.place or pinned.digest or pinned.edition is not None):
        numbered = pinned.place[:1].isdigit()
        return Meant((pinned.id.upper(),), place=f"{'par' * numbered}{pinned.place}")
    address = _ADDRESS.search(unquote(text))
    if address is None:
        return _cited(text) or (None if _WORDS_MEANT.search(text) else _numbered(text))
    found = _numbered(_FILE.sub("", address["id"]))
    if found is None or not found.sure:
        return None
    path, _, place = address["rest"].rstrip(".,;)]}").partition("#")
    place = place if _PLACE.fullmatch(place) else "" if place else _paragraph(text)
    return found._replace(view=_view(path), place=place)


def candidates(edition: Edition, text: str) -> tuple[Candidate, ...]:
    """The cables of the edition that a text may stand for: held, withdrawn or cited.

    Where the text alone says which is meant there is one at most. Two queries at most.
    """
    found = meant(text)
    if found is None:
        return ()
    standing = edition.standing(found.ids)
    known = [id_ for id_ in found.ids if id_ in standing]
    if found.sure:
        return tuple(Candidate(id_, _address(id_, standing[id_], found), None) for id_ in known[:1])
    entries = {one.id: one for one in edition.listed(known)}
    return tuple(
        Candidate(id_, _address(id_, standing[id_], found), entries.get(id_)) for id_ in known
    )


def straight(text: str, found: tuple[Candidate, ...]) -> str:
    """Where to go without asking; empty where words may have been meant, or several cables."""
    if len(found) != 1 or _is_year(text):
        return ""
    return found[0].address


def _cited(text: str) -> Meant | None:
    """The one cable that a citation in some style names, and its paragraph."""
    ids = {found[0] for found in islice(_CITED.finditer(text), 9)}
    if len(ids) != 1 or len(text.split()) < _FEWEST_WORDS or not _CITES.search(text):
        return None
    return Meant(tuple(ids), place=_paragraph(text))


def _paragraph(text: str) -> str:
    """The anchor of the paragraph that a citation names; empty where it names none."""
    found = _PARAGRAPH.search(text)
    return f"par{found[1].lower()}" if found else ""


def _view(path: str) -> str:
    """Which view of a cable an address of ours asks for."""
    if "view=sent" in path or path.startswith("/sent"):
        return "sent"
    return next((view for view in ("raw", "places") if path.startswith(f"/{view}")), "")


def _numbered(written: str) -> Meant | None:
    """A reference id or a message reference number; of those that are both, the id as written."""
    bare = _COLLECTION.sub("", written.strip().strip("#").rstrip(".,;"))
    read = _NUMBER.fullmatch(" ".join(words(bare)))
    whole = bare.upper()
    own = (whole,) if _ID.fullmatch(whole) else ()
    if read is None:
        return Meant(own) if own else None
    names = tuple(read["name"].upper().split())
    stations = dict.fromkeys(("".join(names), station_of(names)))
    number = int(read["number"])
    if read["year"]:
        ids = (f"{read['year']}{station}{number}" for station in stations)
        return Meant(tuple(dict.fromkeys((*own, *ids))))
    ids = (f"{year}{station}{number}" for station in stations for year in YEARS)
    return Meant((*own, *ids), sure=False)


def _is_year(text: str) -> bool:
    """``Paris 2008`` is a place and a year more often than telegram 2008 from Paris."""
    read = _NUMBER.fullmatch(" ".join(words(text.strip()[:LONGEST])))
    return bool(read and not read["year"] and int(read["number"]) in CALENDAR)


def _address(id_: str, standing: Standing, asked: Meant) -> str:
    if standing is Standing.CITED:
        return addresses.reftel(id_)
    if standing is Standing.WITHDRAWN:
        return addresses.cable(id_)
    if asked.view == "raw":
        return addresses.raw(id_)
    if asked.view == "places":
        return addresses.places(id_, asked.place)
    page = addresses.cable(id_)
    return addresses.anchored(addresses.sent(page) if asked.view == "sent" else page, asked.place)
