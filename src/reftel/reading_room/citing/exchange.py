"""A cable as reference managers take it: RIS, BibTeX and CSL-JSON, an entry each.

RIS follows the specification of 2001 (a tag, two spaces, a hyphen, a space, one line), BibTeX
the rules of ``btxdoc`` (Patashnik, 1988), CSL-JSON the schema of CSL 1.0.2. To all three a
telegram is a numbered report: the one kind in each that has a number, a genre and an author
that is no person.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reftel.reading_room.citing.work import GENRE, Work

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
_TEX = str.maketrans({
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts a brace behind a backslash as well
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
})  # fmt: skip
_IN_TEX = re.compile(f"[{re.escape(''.join(map(chr, _TEX)))}]")


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class Form(NamedTuple):
    """A format: its media type, an entry of it, and what stands round and between several."""

    media: str
    entry: Callable[[Work], str]
    before: str = ""
    between: str = ""
    after: str = ""


def ris(work: Work) -> str:
    """The cable as RIS, ended by an empty line."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(work)) + "\r\n"


def _ris(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "TI", work.title or work.id
    if work.author:
        yield "AU", work.institution
    year, month, day = work.day
    if year:
        yield "PY", f"{year:04}"
        rest = [f"{one:02}" if one else "" for one in (month, day)]
        yield "DA", "/".join([f"{year:04}", *rest, ""])
    yield "M3", GENRE
    yield "SN", work.id
    yield "CN", work.id
    yield "PB", work.source.archive
    yield "DB", work.source.archive
    yield "N1", work.note
    if work.remark:
        yield "N1", work.remark
    yield "UR", work.address
    yield "ER", ""


def bibtex(work: Work) -> str:
    """The cable as BibTeX, with its reference id as the key, ended by an empty line."""
    year, month, day = work.day
    fields = {
        "author": f"{{{_tex(work.author)}}}" if work.author else "",  # no family name in it
        "title": f"{{{_tex(work.title or work.id)}}}",  # its capitals stay
        "type": GENRE,
        "number": _tex(work.id),
        "institution": _tex(work.source.archive),
        "year": f"{year:04}" if year else "",
        "month": _MONTHS[month - 1] if month else "",
        "day": str(day) if day else "",
        "note": _tex(work.note),
        "annote": _tex(work.remark),
        "url": _tex(work.address),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"  # months are BibTeX's own
        for name, value in fields.items()
        if value
    ]
    return f"@techreport{{{_NO_KEY.sub('', work.id) or 'cable'},\n{''.join(lines)}}}\n\n"


def csl(work: Work) -> str:
    """The cable as an item of CSL-JSON."""
    item: dict[str, object] = {
        "id": work.id,
        "type": "report",
        "genre": GENRE,
        "number": work.id,
        "call-number": work.id,
        "title": work.title or work.id,
    }
    if work.author:
        item["author"] = [{"literal": work.author}]
    if work.sent:
        item["issued"] = {"date-parts": [list(work.sent)]}
    item |= {
        "publisher": work.source.archive,
        "archive": work.source.archive,
        "note": work.note,
        "URL": work.address,
    }
    if work.remark:
        item["annote"] = work.remark
    return _ENCODER.encode(item)


FORMS: Mapping[str, Form] = {
    "ris": Form("application/x-research-info-systems; charset=utf-8", ris),
    "bib": Form("application/x-bibtex; charset=utf-8", bibtex),
    "csl.json": Form("application/vnd.citationstyles.csl+json", csl, "[\n", ",\n", "\n]\n"),
}


def alone(form: Form, work: Work) -> str:
    """A whole file of one cable."""
    return f"{form.before}{form.entry(work)}{form.after}"


def _tex(value: str) -> str:
    return value.translate(_TEX) if _IN_TEX.search(value) else value
