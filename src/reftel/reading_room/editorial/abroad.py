"""The links of the keepers' texts in an extract, which may lead to what it does not hold.

A link to an address of the archive leads to the whole of it, where that has a declared address,
and is no link where it has none. What an extract has of its own stays: the pages about the
archive, and the cables that a text cites and that are here.
"""

import re
from collections.abc import Container
from functools import partial
from html import unescape
from urllib.parse import urlsplit

_LINK = re.compile(r'<a\b(?P<rest>[^>]*? href="(?P<to>[^"]*)"[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
_OWN = ("#", "/about/")


def abroad(html: str, host: str, here: Container[str]) -> str:
    """Clean HTML whose links lead to what is ``here``, by its address, or to the archive at a host.

    >>> abroad('<a href="/browse/">all</a>, <a href="#x">x</a>', "https://cables.example", ())
    '<a href="https://cables.example/browse/">all</a>, <a href="#x">x</a>'
    >>> abroad('<a href="/browse/">all</a> of <a href="/cable/X/#par1">it</a>', "", ["/cable/X/"])
    'all of <a href="/cable/X/#par1">it</a>'
    """
    return _LINK.sub(partial(_led, host, here), html)


def _led(host: str, here: Container[str], link: re.Match[str]) -> str:
    to = unescape(link["to"])
    if to.startswith(_OWN) or to.partition("#")[0] in here or _is_elsewhere(to):
        return link[0]
    if host and to.startswith("/"):
        return link[0].replace(f' href="{link["to"]}"', f' href="{host}{link["to"]}"', 1)
    return link["words"]


def _is_elsewhere(to: str) -> bool:
    """Whether a link leads to another host, or to what is no page; one that is odd does not."""
    try:
        at = urlsplit(to)
    except ValueError:
        return False
    return bool(at.scheme or at.netloc)
