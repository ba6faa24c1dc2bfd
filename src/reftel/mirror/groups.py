"""The groups: files of a mirror that say the same thing in many ways, and change together.

A cable with its views and forms is a group, and so is a list with its forms, a month with its days,
each further page of one of these with its forms, and what one edition changed; so are style sheets
and scripts, which are those of the program. All other files stand alone: there are few of them.
"""

import re

from reftel.mirror.places import INDEX, place

_FORM = re.compile(r"\.(?:csl\.json|json|csv|atom|ris|bib|txt)\Z")
_PAGE = re.compile(r"/page/[0-9]+\Z")
_LEAF = re.compile(r"browse/.+/from/[^/]+\Z")
RELEASED = "browse/released"


def group(written: str) -> str:
    """What the group of a file is called; empty for one that stands alone.

    >>> group("cable/08X1/sent/index.html"), group("browse/tag/ECON/from/08X1.json"), group("a.xml")
    ('cable/08X1', 'browse/tag/ECON/from/08X1', '')
    """
    named = ""
    page = _FORM.sub("", written.removesuffix(f"/{INDEX}"))
    if _LEAF.match(page):
        return page
    match _PAGE.sub("", page).split("/"):
        case ["browse", "created", year, month, *_]:
            named = f"browse/created/{year}/{month}"
        case ["browse", "created", "undated"] | ["browse", "released"] as names:
            named = "/".join(names)
        case ["browse", "created" | "missing", *_] | ["browse", _, "letter", *_]:
            pass
        case ["browse", kind, key, *_]:
            named = f"browse/{kind}/{key}"
        case ["static", *_]:
            named = "static"
        case ["editions", number, _, *_]:
            named = f"editions/{number}"
        case ["cable" | "reftel" as kind, name, *_]:
            named = f"{kind}/{name}"
    return named


def of_address(address: str) -> str:
    """The group of the file of an address; empty where it has none."""
    written = place(address)
    return group(written) if written else ""
