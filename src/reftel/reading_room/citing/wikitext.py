"""The citation that Wikipedia takes: its template for reports, filled in.

``{{cite report}}`` and not ``{{cite web}}``: it is what Wikipedia's own editor makes of an
address by itself where a page says, as ours does, that it holds a report; and it has places
for a number, a kind and a paragraph.
"""

from markupsafe import Markup, escape

from reftel.reading_room.citing.styles import MONTHS
from reftel.reading_room.citing.work import GENRE, Work

_WIKI = str.maketrans({"|": "{{!}}", **{sign: f"&#{ord(sign)};" for sign in "[]{}<>&~"}})
_PAIRS = {"''": "&#39;&#39;", "__": "&#95;&#95;", "://": "&#58;//"}  # italic, a switch, a link


def wikipedia(work: Work, quote: str = "") -> Markup:
    """``{{cite report |…}}`` as HTML: on one line, each value unable to end the template."""
    fields = {
        "author": _safe(work.author),
        "date": _date(work),
        "title": _safe(work.title or work.id),
        "type": GENRE,
        "id": _safe(work.id),
        "publisher": _safe(work.source.archive),
        "edition": str(work.edition),
        "url": Markup(f'<span class="permanent">{escape(_address(work.here))}</span>'),  # noqa: S704
        "at": f"para. {_safe(work.paragraph)}" if work.paragraph else "",
        "quote": _safe(quote),
    }
    given = "".join(f" |{name}={escape(one)}" for name, one in fields.items() if one)
    return Markup(f"{{{{cite report{given}}}}}")  # noqa: S704 -- each value was escaped


def _date(work: Work) -> str:
    """As its editors write dates: ``29 February 2008``; a month alone may not be figures."""
    year, month, day = work.day
    named = (str(day) if day else "", MONTHS[month - 1] if month else "")
    return " ".join(filter(None, (*named, f"{year:04}" if year else "")))


def _safe(value: str) -> str:
    safe = value.translate(_WIKI)
    for pair, reference in _PAIRS.items():
        safe = safe.replace(pair, reference)
    return safe


def _address(address: str) -> str:
    """An address has no sign left that wikitext would read, but for a few."""
    return "".join(f"%{ord(sign):02X}" if sign in "|[]{}'\"<>" else sign for sign in address)
