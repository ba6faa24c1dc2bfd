"""The leading: where a page of a mirror leads, and whose page an address is."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

from reftel.reading_room.relative import LINKS

_OWNER = re.compile(
    r"(/cable/[^/]+?)(?:/|\.(?:json|ris|bib|csl\.json)\Z)"
    r"|(/.+)/page/[0-9]{1,10}[/.][a-z.]{0,8}\Z"
)
_REMEMBERED = 1 << 14  # links of which it is known where they lead: those of the frame
_TOLD = 1 << 17  # links that are known to be told of already: 12 MB


def owner(address: str) -> str:
    """The page of the cable, or the first of those with numbers, that an address is of.

    >>> owner("/cable/08X1/history/3/"), owner("/editions/page/2.json"), owner("/browse/")
    ('/cable/08X1/', '/editions/', '/browse/')
    """
    found = _OWNER.match(address)
    return f"{found[1] or found[2]}/" if found else address


def links(page: bytes) -> set[bytes]:
    """The links of a page as they are written, without question and fragment.

    >>> sorted(links(b'<a href="../a/?q=1"><a href="#b"><img src="c.png">'))
    [b'../a/', b'c.png']
    """
    found = {piece.partition(b'"')[0] for one in LINKS for piece in page.split(one)[1:]}
    return {link for one in found if (link := one.partition(b"#")[0].partition(b"?")[0])}


def led(address: str, links: Iterable[bytes]) -> Iterator[str]:
    """The addresses that links of a page lead to; nearly all are told from where it stands.

    >>> list(led("/browse/tag/", [b"../../about/", b"../origin/", b"ECON/", b"./"]))
    ['/about/', '/browse/origin/', '/browse/tag/ECON/', '/browse/tag/']
    """
    here = address.rpartition("/")[0]
    for link in links:
        to, base = unescape(link.decode()), here
        if ":" in to or to.startswith("/"):
            yield urljoin(address, to)
            continue
        while to.startswith("../"):
            to, base = to[3:], base.rpartition("/")[0]
        yield f"{base}/{to.removeprefix('./')}"


@lru_cache(maxsize=_REMEMBERED)
def from_root(link: bytes) -> str:
    """The address that a link leads to that is written from the root, without its slash.

    >>> from_root(b"cable/08X1/#par3"), from_root(b"")
    ('/cable/08X1/', '/')
    """
    return "/" + unescape(link.partition(b"#")[0].partition(b"?")[0].decode())


def untold(run: str, links: AbstractSet[bytes]) -> Iterator[str]:
    """The addresses that links from the root lead to, but for those told of before in this run.

    What may belong to the page that leads there is told each time.
    """
    told = _told(run) if run else set[bytes]()
    if len(told) > _TOLD:
        told.clear()
    for link in links - told:
        address = from_root(link)
        if owner(address) == address:
            told.add(link)
        yield address


@lru_cache(maxsize=1)
def _told(_run: str) -> set[bytes]:
    return set()
