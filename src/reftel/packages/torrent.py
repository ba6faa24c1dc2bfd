"""The torrent: how peers share a package, with the archive's own host as one of them.

BEP 3, with a web seed (BEP 19): who has no peer takes the pieces from the host. No tracker is
named: peers find each other by the hash. Bencoding is the whole of the format, and short.
"""

from hashlib import sha1
from typing import NamedTuple
from urllib.parse import quote

from reftel.packages.fixity import Fixity

Value = int | bytes | str | list["Value"] | dict[str, "Value"]


class Torrent(NamedTuple):
    """The file, and the hash by which peers know it."""

    written: bytes
    info_hash: str  # hexadecimal


def torrent(name: str, content: Fixity, at: int, seed: str) -> Torrent:
    """The torrent of one file; ``at`` is a Unix time, ``seed`` its address, empty for none."""
    info: dict[str, Value] = {
        "length": content.size,
        "name": name,
        "piece length": content.piece,
        "pieces": content.pieces,
    }
    whole: dict[str, Value] = {"creation date": at, "info": info}
    if seed:
        whole["url-list"] = [seed]
    return Torrent(bencoded(whole), sha1(bencoded(info), usedforsecurity=False).hexdigest())


def magnet(name: str, info_hash: str, size: int, seed: str) -> str:
    """The same as a link; without the file, a client asks peers for it (BEP 9)."""
    more = f"&ws={quote(seed, safe='')}" if seed else ""
    return f"magnet:?xt=urn:btih:{info_hash}&dn={quote(name, safe='')}&xl={size}{more}"


def bencoded(value: Value) -> bytes:
    """A value as BEP 3 writes it, keys in order.

    >>> bencoded({"b": [1, "x"], "a": b"yz"})
    b'd1:a2:yz1:bli1e1:xee'
    """
    match value:
        case int():
            return b"i%de" % value
        case str():
            return bencoded(value.encode())
        case bytes():
            return b"%d:%b" % (len(value), value)
        case list():
            return b"l%be" % b"".join(map(bencoded, value))
        case dict():
            pairs = (bencoded(key) + bencoded(value[key]) for key in sorted(value))
            return b"d%be" % b"".join(pairs)
