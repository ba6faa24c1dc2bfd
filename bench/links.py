"""Every link of a mirror followed on the disk: ``python -m bench.links MIRROR``.

Nothing is asked of a program that made it: each link in each page has to lead to a file of the
folder, told from the page, so that the folder may lie below any other. Links to other hosts, and
to what only a server can answer (searches with a question), are counted and left alone.
"""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from html import unescape
from itertools import islice
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from reftel.crew import usual_size, worked
from reftel.mirror.places import INDEX, is_answer

LINK = re.compile(rb'\b(?:href|src|action|data-cite)="([^"#?]*)([?])?')
AWAY = re.compile(r"[a-z][a-z+.-]*:", re.ASCII)  # another host, or none
AT_ONCE = 200  # pages for a worker
REMEMBERED = 1 << 16  # links of which it is known where they lead: those of the frame
NAMED_AT_MOST = 20


class Found(NamedTuple):
    """What some pages have: how many links of each kind, and which lead to no file."""

    kinds: Counter[str]
    broken: list[tuple[str, str]]  # the page, and the link as it is written


def followed(root: str, pages: list[str]) -> Found:
    """Follow the links of these pages, which are named from the root."""
    found = Found(Counter(), [])
    for page in pages:
        found.kinds["pages"] += 1
        folder = dirname(page)
        for link, asks in set(LINK.findall(Path(root, page).read_bytes())):
            kind = leads(root, folder, unescape(link.decode()), asks=bool(asks))
            found.kinds[kind] += 1
            if kind == "broken":
                found.broken.append((page, link.decode()))
    return found


def leads(root: str, folder: str, link: str, *, asks: bool) -> str:
    """What kind of link a page in a folder has: ``here``, ``away``, ``asked`` or ``broken``."""
    if AWAY.match(link):
        return "away"
    if not link and not asks:  # a place on the page itself
        return "here"
    to = normpath(join(folder, unquote(link)))
    if to.startswith(("..", "/")):  # out of the folder, wherever that lies
        return "broken"
    if is_file(f"{root}/{to}/{INDEX}" if link.endswith(("/", ".")) else f"{root}/{to}"):
        return "here"
    return "asked" if asks or is_answer(f"/{to}/") else "broken"


is_file = lru_cache(maxsize=REMEMBERED)(os.path.isfile)


def pages_of(root: str) -> Iterator[str]:
    """Every page below a folder."""
    for folder, folders, files in os.walk(root):
        folders.sort()
        within = os.path.relpath(folder, root)
        yield from (normpath(join(within, one)) for one in sorted(files) if one.endswith(".html"))


def batches(root: str) -> Iterator[tuple[None, list[str]]]:
    coming = pages_of(root)
    while some := list(islice(coming, AT_ONCE)):
        yield None, some


def main() -> None:
    """Follow, and print; exit code 1 where a link leads to nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mirror", type=Path)
    root = str(parser.parse_args().mirror.resolve())
    begun, kinds, broken = time.monotonic(), Counter[str](), list[tuple[str, str]]()
    for _, found in worked(partial(followed, root), batches(root), workers=usual_size()):
        kinds += found.kinds
        broken += found.broken[: NAMED_AT_MOST - len(broken)]
    took = time.monotonic() - begun
    print(f"{kinds.pop('pages', 0):,} pages in {took:,.0f} s; a link is counted once a page")
    for kind, count in sorted(kinds.items()):
        print(f"{kind}: {count:,}")
    for page, link in broken:
        print(f"broken: {link} on {page}")
    sys.exit(1 if kinds["broken"] else 0)


if __name__ == "__main__":
    main()
