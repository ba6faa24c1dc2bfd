"""The groups: files of a mirror that say the same thing in many ways, and change together.

The pages of a cable that tell of others are a group, and so are its other views and forms, a list
with its forms, each further page of one, and what one edition changed; so are style
sheets and scripts, which are those of the program. All other files stand alone: there are few.
"""

import re

from reftel.mirror.places import INDEX, place

_FORM = re.compile(r"\.(?:html|csl\.json|json|csv|atom|ris|bib|txt)\Z")
_PAGE = re.compile(r"/page/[0-9]+\Z")
_LEAF = re.compile(r"browse/.+/from/[^/]+\Z")
# Pages of a cable that tell of others, and what leads on to one of them.
_TELLING = frozenset((INDEX, "sent", "sent.html", "history"))
RELEASED = "browse/released"


def group(written: str) -> str:
    """What the group of a file is called; empty for one that stands alone.

    >>> group("cable/08X1/sent.html"), group("cable/08X1/raw.txt"), group("a.xml")
    ('cable/08X1', 'cable/08X1/own', '')
    >>> group("browse/tag/ECON/from/08X1.html"), group("browse/tag/ECON.csv")
    ('browse/tag/ECON/from/08X1', 'browse/tag/ECON')
    """
    if written.startswith("cable/"):
        return _of_cable(*written.removeprefix("cable/").partition("/"))
    named = ""
    below = f"/{INDEX}"
    page = written.removesuffix(below) if written.endswith(below) else _FORM.sub("", written)
    if _LEAF.match(page):
        return page
    match _PAGE.sub("", page).split("/"):
        case ["browse", "created", _year, _month, *_] as names:
            named = "/".join(names)
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
        case ["reftel", name, *_]:
            named = f"reftel/{name}"
    return named


def _of_cable(name: str, _slash: str, below: str) -> str:
    if below.partition("/")[0] in _TELLING:
        return f"cable/{name}"
    return own(f"cable/{name if below else _FORM.sub('', name)}")


def own(of: str) -> str:
    """The group of what hangs on one cable alone, beside that of its pages."""
    return f"{of}/own"


def of_address(address: str) -> str:
    """The group of the file of an address; empty where it has none."""
    written = place(address)
    return group(written) if written else ""
