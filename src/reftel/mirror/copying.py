"""The copying: a handful of addresses copied, in a process of its own, and where they lead.

A cable comes with all that belongs to it (its other views, forms, history), a list with its other
pages where they have numbers: these addresses are known to nobody but the worker that copies them.
A file is written beside its place and then put there, and only where it says anything new; at once
in its place where no mirror stood before.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple
from urllib.parse import quote, urljoin

from reftel.mirror.asking import Answer, Application, asked
from reftel.mirror.groups import of_address
from reftel.mirror.leading import led, links, owner, untold
from reftel.mirror.places import INDEX, READ, is_answer, place, still
from reftel.reading_room.assets import PREFIX
from reftel.reading_room.relative import root_from

_OF_PAGE = f"/{INDEX}"
_PARTS = re.compile(rb"/sitemap/[0-9]+\.xml")
_AT_ONCE = 4 << 20  # bytes of a file that are held together
_REMEMBERED = 1 << 14  # addresses of which it is known whether they have a file: those of the frame
OK, GONE = 200, 410
MOVED = frozenset((301, 302))

Opener = Callable[[Path], Application]


@dataclass(frozen=True, slots=True)
class Order:
    """What is copied, whereto, and as whose. ``opener`` opens the folder of an edition."""

    opener: Opener
    edition: Path
    out: Path
    host: str  # the declared address of the archive; empty where there is none
    pages_only: bool = False
    with_search: bool = True
    anew: bool = False  # whatever was kept of what a browser searches it by
    follows: bool = True  # to all that belongs to a page; else to what changes with it
    is_first: bool = False  # nothing stood there: files are written in place, before it verifies
    run: str = ""  # a name for each time that a mirror is made: what one was told, the next was not

    def wants(self, address: str) -> bool:
        """Whether the mirror is to have a file for an address."""
        if not _is_still(address):
            return False
        return not self.pages_only or address.endswith(READ) or address.startswith(PREFIX)


class Copy(NamedTuple):
    """A file of the mirror, or an address that there is nothing to copy of: ``place`` is empty."""

    address: str
    status: int
    place: str = ""
    sha256: str = ""
    size: int = 0
    is_new: bool = False  # it was not there, or said something else


class Copied(NamedTuple):
    """What came of some addresses, and where their pages lead beside to themselves.

    ``nameless`` are addresses that no file can be called after.
    """

    copies: tuple[Copy, ...]
    links: tuple[str, ...]
    nameless: tuple[str, ...] = ()


def copied(order: Order, addresses: Sequence[str]) -> Copied:
    """Copy these addresses, with all that belongs to a cable among them."""
    application = _opened(order.opener, order.edition)
    copies, others, nameless = list[Copy](), dict[str, None](), dict[str, None]()
    for address in addresses:
        waiting, met = [address], {address}
        while waiting:
            copy, leads = _copied(application, order, waiting.pop())
            copies.append(copy)
            for link in sorted(leads - met):
                if _place(link) is None:
                    nameless[link] = None
                elif _belongs(order, link, address):
                    waiting.append(link)
                else:
                    others[link] = None
            met |= leads
    return Copied(tuple(copies), tuple(others), tuple(nameless))


def _belongs(order: Order, link: str, address: str) -> bool:
    """Whether what a page leads to is copied along with it; what stands alone has no such thing.

    Where some of a mirror stands it is asked for before what leads there is told, or not at all: so
    no two workers write it.
    """
    if owner(link) != address:
        return False
    return order.follows or of_address(link) == (of_address(address) or None)


def answers(order: Order, address: str) -> bool:
    """Whether there is a page, or a file, at an address."""
    with asked(_opened(order.opener, order.edition), address, order.host) as answer:
        return answer.status == OK


@lru_cache(maxsize=1)
def _opened(opener: Opener, edition: Path) -> Application:
    return opener(edition)


def _copied(application: Application, order: Order, address: str) -> tuple[Copy, frozenset[str]]:
    with asked(application, address, order.host) as answer:
        if answer.status in MOVED:
            to = still(urljoin(f"http://x{address}", answer.to).partition("//x")[2])
            content = _leading_on(address, to)
            return _put(order, address, answer.status, iter([content])), _wanted(order, [to])
        if answer.status not in {OK, GONE}:
            return Copy(address, answer.status), frozenset()
        parts, leads = _followed(order, address, answer)
        return _put(order, address, answer.status, parts), leads


def _followed(order: Order, address: str, answer: Answer) -> tuple[Iterator[bytes], frozenset[str]]:
    """The parts of an answer, and the addresses that it leads to."""
    if answer.is_page:
        content = b"".join(answer.parts)
        if answer.links is not None:
            return iter([content]), _wanted(order, untold(order.run, answer.links))
        return iter([content]), _wanted(order, led(address, links(content)))
    if address == "/sitemap.xml":
        content = b"".join(answer.parts)
        return iter([content]), _wanted(order, (one.decode() for one in _PARTS.findall(content)))
    return iter(answer.parts), frozenset()


def _wanted(order: Order, addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(order.wants, addresses))


@lru_cache(maxsize=_REMEMBERED)
def _is_still(address: str) -> bool:
    return address.startswith("/") and not is_answer(address)


_place = lru_cache(maxsize=_REMEMBERED)(place)


def _put(order: Order, address: str, status: int, parts: Iterator[bytes]) -> Copy:
    """Put a file in its place, unless it says there already what it is to say."""
    written = _place(address)
    if written is None:
        return Copy(address, status)
    path = f"{order.out}/{written}"
    if order.is_first:
        with suppress(FileExistsError):  # two workers were asked for it
            return Copy(address, status, written, *_written(path, "xb", parts), is_new=True)
    beside = f"{path}.new"  # which no address ends in
    digest, size = _written(beside, "wb", parts)
    is_new = not _is_same(path, size, digest)
    if is_new:
        os.replace(beside, path)
    else:
        os.unlink(beside)
    return Copy(address, status, written, digest, size, is_new)


def _written(path: str, mode: Literal["wb", "xb"], parts: Iterator[bytes]) -> tuple[str, int]:
    """Write a file; its sha256 and its size."""
    digest, size = sha256(), 0
    with _opened_anew(path, mode) as file:
        for part in parts:
            file.write(part)
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size


def _opened_anew(path: str, mode: Literal["wb", "xb"]) -> BinaryIO:
    """A file to write to, in a folder that may not be there yet: a new page has its own."""
    if mode == "xb" and path.endswith(_OF_PAGE):
        _make(path.removesuffix(_OF_PAGE))
    try:
        return open(path, mode)
    except FileNotFoundError:
        _make(path.rpartition("/")[0])
        return open(path, mode)


def _make(folder: str) -> None:
    """Make a folder: most are the only one that is not there."""
    try:
        os.mkdir(folder)
    except FileExistsError:  # another worker made it
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _is_same(path: str, size: int, digest: str) -> bool:
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size != size:
                return False
            found = sha256()
            for part in iter(lambda: file.read(_AT_ONCE), b""):
                found.update(part)
    except OSError:  # there is none, or no file
        return False
    return found.hexdigest() == digest


def _leading_on(address: str, to: str) -> bytes:
    """A page that leads on, where the server answers that the address is another."""
    leads = escape(root_from(address) + quote(to.removeprefix("/"), safe="/%"))
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(to)}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={leads}">\n'
        f'<link rel="canonical" href="{leads}">\n<p><a href="{leads}">{escape(to)}</a></p>\n'
    ).encode()
