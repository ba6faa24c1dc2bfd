"""The places: where the file of an address lies below the folder of a mirror.

A page, whose address ends in a slash, is an ``index.html``; all else is called as its address
is. What takes a question (a search, a check) has a page that asks it, and no file an answer.
"""

import re
from urllib.parse import quote, unquote

LONGEST = 240  # bytes of one name: file systems take 255
_ASKING = re.compile(r"/(?:alike|search|trends|quote|verify|list)/(?:batch/|concordance/)?")
_ANSWERS = re.compile(r"/(?:alike|search|suggest|trends|quote|verify|unapi|list)(?:[/.]|\Z)")
# Most addresses: no question, and nothing that any system reads otherwise.
_PLAIN = re.compile(
    r"/(?:browse|cable|reftel)/(?:[\w-]{1,200}/)*(?:[\w-]{1,200}\.(?:html|json|ris|bib|txt))?",
    re.ASCII,
)
_NAME = re.compile(r'[^\x00-\x1f\x7f/\\:*?"<>|]{1,240}(?<![. ])')
INDEX = "index.html"
READ = ("/", ".html", ".txt")  # how addresses end of what people read, and programs need not
# The folders of a mirror are its own: what lies in them is of it, or goes.
FOLDERS = frozenset((
    ".well-known", "about", "alike", "articles", "browse", "cable", "collections", "coverage",
    "editions", "feeds", "list", "quote", "reftel", "rules", "search", "sitemap", "static",
    "trends", "verify",
))  # fmt: skip


def place(address: str) -> str | None:
    """The path of the file of an address, below the folder; None where it has none.

    >>> place("/browse/tag/ECON/page/2/"), place("/browse/tag/ECON.csv"), place("/search/?q=a")
    ('browse/tag/ECON/page/2/index.html', 'browse/tag/ECON.csv', None)
    """
    if _PLAIN.fullmatch(address):
        return _written(address)
    if is_answer(address):
        return None
    written = _written(unquote(address))
    return written if is_place(written) else None


def _written(path: str) -> str:
    return path.removeprefix("/") + (INDEX if path.endswith("/") else "")


def address(written: str) -> str:
    """The address of a file: the reverse of ``place``.

    >>> address("browse/tag/ECON/page/2/index.html"), address("browse/tag/ECON.csv")
    ('/browse/tag/ECON/page/2/', '/browse/tag/ECON.csv')
    """
    return quote("/" + (written.removesuffix(INDEX) if written.endswith(f"/{INDEX}") else written))


def is_answer(address: str) -> bool:
    """Whether only a server can say what stands there: it answers a question."""
    return "?" in address or bool(_ANSWERS.match(address) and not _ASKING.fullmatch(address))


def is_place(written: str) -> bool:
    """Whether this names a file below a folder, on every system: no way up, no odd sign."""
    names = written.split("/")
    return all(
        name not in {".", ".."} and len(name.encode()) <= LONGEST and _NAME.fullmatch(name)
        for name in names
    )


def still(address: str) -> str:
    """An address without its question and its fragment: that of the page at rest."""
    return address.partition("#")[0].partition("?")[0]
