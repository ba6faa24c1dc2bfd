"""Links that hold wherever a page lies: at the root of a host, below a folder, on a disk.

Templates and views write addresses from the root; a page leaves with the shortest way from where
it stands: ``../../browse/`` in the place of ``/browse/``, ``cite.html`` in that of its own address
and ``cite.html``. So a copy of it needs no word changed.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

LINKS = (b'href="', b'src="', b'action="', b'data-cite="')  # how a link of a page begins
_ATTRIBUTES = tuple(one.removesuffix(b'="') for one in LINKS)
_PLAIN = re.compile(r"[\w./~-]*", re.ASCII)  # a path that stands in a link as it is
_HERE = b"./"
_BARE = (b"#", b"?")  # what follows where a link leads to the page itself

LED = "reftel.links"  # where an application may leave what it told of the links of a page

Ways = tuple[tuple[bytes, bytes], ...]


class Told(NamedTuple):
    """A page whose links are told from where it stands, and those that led from the root.

    ``links`` are as they were written, without their slash; ``all_told`` is whether the page has
    no others but those to its own places.
    """

    content: bytes
    links: AbstractSet[bytes]
    all_told: bool


def relative(page: bytes, path: str) -> bytes:
    """A page at this path, its links from the root told from there.

    >>> relative(b'<a href="/about/"><a href="/browse/origin/"><a href="/browse/tag/A/">',
    ...     "/browse/tag/")
    b'<a href="../../about/"><a href="../origin/"><a href="A/">'
    """
    return told(page, path).content


def told(page: bytes, path: str) -> Told:
    """The same, with what its links are.

    In the text of a page no quotation mark stands as itself, so nothing but links is changed.
    """
    ways = _ways(path[: path.rindex("/") + 1])
    near, (_, to_root) = ways[-2][0] if len(ways) > 1 else b"", ways[-1]
    first, *others = page.split(b'="/')
    made = [first]
    known: dict[bytes, bytes] = {}
    found = page.count(b'href="#')
    is_link = first.endswith(_ATTRIBUTES)
    for part in others:
        if is_link:
            found += 1
            link, end, rest = part.partition(b'"')
            if link not in known:
                known[link] = _told(link, ways) if link.startswith(near) else to_root + link
            made.append(known[link] + end + rest)
        else:
            made.append(b"/" + part)
        is_link = part.endswith(_ATTRIBUTES)
    return Told(b'="'.join(made), known.keys(), found == sum(map(page.count, LINKS)))


def root_from(path: str) -> str:
    """The way from a path to the root: ``../../``, ``./``."""
    return "../" * (path.count("/") - 1) or "./"


def _told(link: bytes, ways: Ways) -> bytes:
    """A link by the first way that leads there."""
    for prefix, way in ways:
        if link.startswith(prefix):
            rest = link[len(prefix) :]
            return (way or _own(rest)) + rest
    raise AssertionError(ways)  # the last one leads from the root


def _own(rest: bytes) -> bytes:
    """What stands before a link to the page itself, or to what lies below it.

    A first step with a colon would be read as a scheme (RFC 3986, 4.2).
    """
    return _HERE if not rest or rest.startswith(_BARE) or b":" in rest else b""


@lru_cache(maxsize=1024)
def _ways(here: str) -> Ways:
    """What links from a folder may begin with, the longest first, and the way there.

    Steps above it are counted where there are two at the most: of more, one may be a slash in an
    id, which is none in the address that a reader asked for.
    """
    steps = here.split("/")[1:-1]
    counted = range(len(steps), 0 if len(steps) <= 2 else len(steps) - 1, -1)
    above = counted if _PLAIN.fullmatch(here) else ()
    folders = [(f"{'/'.join(steps[:n])}/".encode(), b"../" * (len(steps) - n)) for n in above]
    return (*folders, (b"", b"../" * len(steps)))
