"""The word in the address of each shelf: ``embassy-vientiane``, ``KTIP``.

A key is ASCII, safe in a URL, unique among its kind, and stays the same from edition to
edition. Titles are as published, so they may be anything: empty, a megabyte, markup, two
that differ by a hyphen. A title gets the plain key if the key says all of it but case,
accents and what separates words; else a piece of its digest is added. Where two titles
claim one plain key, it goes to the one that the gazetteer knows, else to the first in code
point order, and the other gets a digest too.
"""

import hashlib
import re
from collections.abc import Iterable

from reftel.edition.filing import without_accents
from reftel.gazetteer import markings, posts

IN_CAPITALS = frozenset({"tag", "caption"})  # kinds whose keys are; all others are in lower case
LONGEST = 80  # characters of a key before its digest
DIGEST_LENGTHS = (10, 64)  # the whole of it where someone made two pieces agree
NO_LETTERS = "x"
NAMELESS = "unknown"  # the key of the empty title: an origin that nobody published

_SEPARATORS = re.compile(r"[\s/.,_()'-]+")
_OTHER = re.compile(r"[^A-Za-z0-9]+")
_DIGEST_LIKE = re.compile(r"-[0-9a-f]{10,}\Z", re.IGNORECASE)  # claimed by digests alone


def unique_keys(kind: str, titles: Iterable[str]) -> dict[str, str]:
    """The key of each title of one kind of shelf."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for title in sorted(set(titles), key=lambda title: (not _known(kind, title), title)):
        slug, whole = _slug(kind, title)
        claims = [slug] if whole else []
        claims += [f"{slug or NO_LETTERS}-{_digest(title)[:length]}" for length in DIGEST_LENGTHS]
        keys[title] = next(claim for claim in claims if claim not in taken)
        taken.add(keys[title])
    return keys


def in_its_case(kind: str, key: str) -> str:
    """A key as this kind has it, whatever case it was typed in."""
    return key.upper() if kind in IN_CAPITALS else key.lower()


def _slug(kind: str, title: str) -> tuple[str, bool]:
    """The title as a key, and whether it says all of it."""
    if not title:
        return NAMELESS, True
    words = _SEPARATORS.sub("-", without_accents(title[: LONGEST * 4])).strip("-")
    slug = _OTHER.sub("-", words).strip("-")
    whole = slug == words and len(title) <= LONGEST * 4 and not _DIGEST_LIKE.search(slug)
    whole = whole and 0 < len(slug) <= LONGEST
    slug = slug[:LONGEST].strip("-")
    return in_its_case(kind, slug), whole


def _known(kind: str, title: str) -> bool:
    if kind == "origin":
        post = posts.post_of_origin(title)
        return post is not None and post.origin == title
    if kind == "addressee":
        post = posts.post_of_origin(title)
        return post is not None and post.origin.casefold() == title
    if kind == "caption":
        return title in markings.CAPTIONS
    return kind == "classification" and title in markings.CLASSIFICATIONS


def _digest(title: str) -> str:
    return hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()
