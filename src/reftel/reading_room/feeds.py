"""Atom feeds (RFC 4287): links are relative; ids are the same on every host and mirror."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse

from reftel.reading_room import addresses
from reftel.reading_room.characters import plain, short
from reftel.reading_room.frame import Frame

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://reftel.invalid/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry. Its id is made from ``identity``, which stays the same for ever."""

    title: str
    address: str
    identity: str
    updated: str  # a date as published, to whatever precision; the edition's where it is empty
    author: str
    summary: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: ``address`` is of the whole list, ``here`` and ``following`` are of its pages."""

    title: str
    address: str
    here: str
    following: str = ""
    subtitle: str = ""
    items: tuple[Item, ...]
    deleted: tuple[Item, ...] = ()  # entries of other feeds that are to go (RFC 6721)


def atom(feed: Feed, about: Frame) -> HttpResponse:
    """The feed as an answer."""
    return HttpResponse(
        "\n".join(_lines(feed, about)).encode("utf-8", "xmlcharrefreplace"),
        content_type="application/atom+xml; charset=utf-8",
    )


def _lines(feed: Feed, about: Frame) -> Iterator[str]:
    updated = max((item.updated for item in feed.items), default="") or about.made
    yield '<?xml version="1.0" encoding="utf-8"?>'
    tombs = ' xmlns:at="http://purl.org/atompub/tombstones/1.0"' if feed.deleted else ""
    yield f'<feed xmlns="http://www.w3.org/2005/Atom"{tombs}>'
    yield f"<title>{_text(f'{feed.title} – {about.name}')}</title>"
    if feed.subtitle:
        yield f"<subtitle>{_text(feed.subtitle)}</subtitle>"
    yield f"<id>{_identity(feed.address)}</id>"
    yield f"<updated>{_instant(updated)}</updated>"
    yield f'<link rel="self" href={_attribute(addresses.rendering(feed.here, "atom"))}/>'
    yield f"<link href={_attribute(feed.here)}/>"
    yield f"<author><name>{_text(about.name)}</name></author>"
    if feed.following:
        following = addresses.rendering(feed.following, "atom")
        yield f'<link rel="next" href={_attribute(following)}/>'
    for item in feed.items:
        yield _entry(item, about)
    for item in feed.deleted:
        when = _instant(item.updated or about.made)
        yield f'<at:deleted-entry ref="{_identity(item.identity)}" when="{when}"/>'
    yield "</feed>\n"


def _entry(item: Item, about: Frame) -> str:
    language = f" xml:lang={_attribute(item.language)}" if item.language else ""
    return (
        f"<entry{language}><title>{_text(item.title)}</title>"
        f"<id>{_identity(item.identity)}</id>"
        f"<link href={_attribute(item.address)}/>"
        f"<updated>{_instant(item.updated or about.made)}</updated>"
        f"<author><name>{_text(item.author or about.name)}</name></author>"
        f"<summary>{_text(item.summary)}</summary></entry>"
    )


def _text(value: str) -> str:
    return escape(plain(short(value)))


def _attribute(value: str) -> str:
    return quoteattr(plain(value))


def _identity(path: str) -> str:
    return uuid.uuid5(_NAMES, path).urn


def _instant(written: str) -> str:
    """RFC 3339, from a year, a month, a day or a minute as they are published."""
    day, _, time = written.partition("T")
    clock = time.rstrip("Z") or "00:00"
    return f"{day}{'-01-01'[len(day) - 4 :]}T{clock if clock.count(':') == 2 else f'{clock}:00'}Z"
