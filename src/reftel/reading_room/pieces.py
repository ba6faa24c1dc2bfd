"""Small pieces that stand many times on a page, as safe HTML: the filters of the templates.

As in ``body``, what a cable says reaches HTML only through ``typeset`` or ``escape``, and
the tags between are ours. They are functions rather than template loops because a cable
page has up to a hundred of them; an item of a list ends where the next begins.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from reftel.edition.entries import Entry
from reftel.gazetteer import posts
from reftel.reading_room import addresses
from reftel.reading_room.abbreviations import anchor
from reftel.reading_room.characters import plain, short, typeset, typeset_all
from reftel.reading_room.lists import Crumb
from reftel.reading_room.wording import LANGUAGE
from reftel.reading_room.wording import said as _
from reftel.telegram.cable import AddresseeEntry

_PARTS = Markup("//<wbr>")
_BREAKS = re.compile(r"(?<=/)(?=.)|(?<=.)(?=[?#&])")


@dataclass(frozen=True, slots=True)
class Word:
    """A tag or a caption, what it means, and where it leads."""

    code: str
    meaning: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents; ``anchor`` is that of the paragraph it leads to.

    ``number`` stands only where the title is the first words of that paragraph.
    """

    title: str
    anchor: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """One date of the cable, with the source that gave it."""

    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of the REF line; ``address`` leads to the cable or to what is known of it."""

    id: str
    label: str
    text: str
    address: str
    held: bool


def day(written: str | None) -> str:
    """The day of a date as stored, ISO 8601."""
    return (written or "")[:10]


def caps(text: str) -> str:
    """The style name of text sent in capitals, which is set smaller and wider."""
    return "caps" if text.isupper() else ""


def crumbs(steps: Iterable[Crumb], here: str = "") -> Markup:
    """The way down to a page; ``here`` is the page itself, where it is a step of its own."""
    items = [f'<li><a href="{escape(one.address)}">{typeset(one.title)}</a>' for one in steps]
    if not items:
        return _html("")
    if here:
        items.append(f'<li aria-current="page">{typeset(here)}')
    name = escape(_("You are here"))
    return _html(f'<nav class="crumbs" aria-label="{name}"><ol>{"".join(items)}</ol></nav>')


def subject(text: str) -> Markup:
    """A subject line, cut where it is a book."""
    shown = subject_words(text)
    return _html(f'<span class="caps">{shown}</span>') if caps(text) else shown


def subject_words(text: str) -> Markup:
    """The words of a subject line, where its style stands outside."""
    return typeset(short(text)) or escape(_("(no subject)"))


def classification(name: str) -> Markup:
    """A classification in its tint: u, sbu, c, s, ts, lou or other."""
    tint, words = tinted(name, LANGUAGE.get())
    return _html(f'<span class="class level-{tint}">{words}</span>')


@lru_cache(maxsize=4096)
def moment(written: str) -> Markup:
    """A date and time as stored, ISO 8601; the time is left out where it is not known."""
    shown = typeset(f"{written[:10]} {written[11:16]}".rstrip())
    if written == shown:  # a day alone is what programs read as well
        return _html(f"<time>{shown}</time>")
    return _html(f'<time datetime="{escape(plain(written))}">{shown}</time>')


@lru_cache(maxsize=256)
def breakable(address: str) -> Markup:
    """An address that breaks over lines behind its slashes and before its fields, never in a word.

    >>> breakable("https://a.example/cable/08X1/#par3")
    Markup('https://a.example<wbr>/cable/<wbr>08X1/<wbr>#par3')
    """
    scheme, slashes, rest = address.rpartition("://")
    host, slash, path = rest.partition("/")
    steps = _BREAKS.sub("\0", path).split("\0")
    before = f"{escape(scheme + slashes + host)}<wbr>" if host else ""
    return _html(before + slash + "<wbr>".join(map(escape, steps)))


def lines(text: str) -> Markup:
    """Text whose line ends have a meaning, such as two headings of one paragraph."""
    return _html("<br>".join(map(typeset, text.split("\n"))))


def stations(addressees: Iterable[AddresseeEntry]) -> Markup:
    """Addressees, an item each."""
    each = list(addressees)
    names = typeset_all([one["station"] for one in each])
    return _html("".join(map(_station, each, names)))


def collectives(addressees: Iterable[AddresseeEntry]) -> int:
    """How many of these addressees are lists of posts."""
    return sum(posts.is_collective(one["station"]) for one in addressees)


def captions(words: Iterable[Word]) -> Markup:
    """Captions, each explained where its meaning is known."""
    return _html(" ".join(map(_caption, words)))


def tags(words: Iterable[Word]) -> Markup:
    """Tags, an item each: the code, its shelf, its meaning."""
    return _html("".join(map(_tag, words)))


def references(items: Iterable[Reference]) -> Markup:
    """The items of the REF line; those that are not here say so."""
    absent = f" <small>{escape(_('not here'))}</small>"
    return _html("".join(f"<li>{_reference(item, absent)}" for item in items))


def headings(found: Iterable[Heading]) -> Markup:
    """The table of contents of a message, each line leading to its paragraph."""
    return _html(
        "".join(
            f'<li><a href="#{escape(plain(one.anchor))}">{_number(one)}{lines(one.title)}</a>'
            for one in found
        )
    )


def explanations(words: Iterable[Word]) -> Markup:
    """Words with their meanings, an item each, at the place that abbreviations lead to."""
    each = list(words)
    texts = iter(typeset_all([text for one in each for text in (one.code, one.meaning)]))
    return _html("".join(map(_explanation, each, texts, texts)))


def citing(entries: Iterable[Entry]) -> Markup:
    """Cables that cite this one, by id and subject."""
    return _html(
        "".join(
            f'<li><a href="{addresses.cable(one.id)}">{typeset(one.id)}</a> {subject(one.subject)}'
            for one in entries
        )
    )


def dates(found: Iterable[Date]) -> Markup:
    """Dates, each with what it is the date of and who gave it."""
    return _html(
        "".join(
            f'<li>{typeset(one.kind)} <span class="when">'
            f"{typeset(f'{one.value[:10]} {one.value[11:16]}'.rstrip())}</span> "
            f"<small>{typeset(one.source)}</small>"
            for one in found
        )
    )


def asked(reference_id: str) -> Mapping[str, Markup]:
    """The labels of the fields of a cable, each leading to where the field was read."""
    place = escape(addresses.places(reference_id))
    return {
        name: _html(f'<dt><a href="{place}{rest}</a></dt>')
        for name, rest in _labels(LANGUAGE.get()).items()
    }


@lru_cache(maxsize=16)
def _labels(_language: str) -> Mapping[str, str]:
    """What follows the address of the page: anchor, title and words of each label."""
    labels = {
        "mrn": _("Reference ID"),
        "dtg": _("Created"),
        "classification": _("Classification"),
        "sender": _("From"),
        "to": _("To"),
        "info": _("Info"),
        "precedence": _("Precedence"),
        "captions": _("Captions"),
        "executive-order": _("Order"),
        "tags": _("Tags"),
        "references": _("Refers to"),
        "classified-by": _("Classified by"),
    }
    title = escape(_("Where read"))
    return {name: f'#{name}" title="{title}">{escape(label)}' for name, label in labels.items()}


@lru_cache(maxsize=1024)
def tinted(name: str, _language: str) -> tuple[str, Markup]:
    """The tint of a classification, and its words, the parts of which may part lines."""
    words = typeset(short(name)).replace("//", _PARTS) or escape(_("(none given)"))
    return level(name), words


def level(name: str) -> str:
    """The style name of a classification: u, sbu, lou, c, s, ts or other."""
    first = name.upper().partition("//")
    if first[0] == "UNCLASSIFIED":
        return "sbu" if first[2] else "u"
    levels = {"CONFIDENTIAL": "c", "SECRET": "s", "TOP SECRET": "ts", "LIMITED OFFICIAL USE": "lou"}
    return levels.get(first[0], "other")


def _station(one: AddresseeEntry, name: str) -> str:
    precedence = one["precedence"]
    urgency = f' <span class="precedence">{typeset(precedence)}</span>' if precedence else ""
    return f"<li>{name}{urgency}{_collective(one['station'])}"


def _collective(station: str) -> str:
    """What an addressee is that is a list of posts and whose name does not say so."""
    if not posts.is_collective(station) or "COLLECTIVE" in station.upper():
        return ""
    return f" <small>{escape(_('collective'))}</small>"


def _number(one: Heading) -> str:
    return f"{typeset(one.number)}. " if one.number else ""


def _caption(word: Word) -> str:
    if not word.meaning:
        return f'<span class="caption">{typeset(word.code)}</span>'
    place = escape(anchor(word.code))
    return f'<a class="caption" href="#{place}">{typeset(word.code)}</a>'


def _explanation(word: Word, code: str, meaning: str) -> str:
    place = f' id="{escape(word.address[1:])}"' if word.address else ""
    return f"<li{place}><b>{code}</b> {meaning}"


def _tag(word: Word) -> str:
    code: str = typeset(word.code)
    if word.address:
        code = f'<a href="{escape(word.address)}">{code}</a>'
    meaning = f' <span class="meaning">{escape(word.meaning)}</span>' if word.meaning else ""
    return f"<li>{code}{meaning}"


def _reference(item: Reference, absent: str) -> str:
    label = f'<span class="label">{typeset(item.label)}.</span> ' if item.label else ""
    text = typeset(item.text)
    if not item.address:
        return f"{label}{text}"
    link = f'<a href="{escape(item.address)}" title="{escape(plain(short(item.id)))}">{text}</a>'
    return f"{label}{link}{'' if item.held else absent}"


def _html(pieces: str) -> Markup:
    return Markup(pieces)  # noqa: S704 -- every piece went through typeset or escape
