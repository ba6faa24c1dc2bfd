"""A cable as reference managers take it: RIS, BibTeX and CSL-JSON, an entry each.

RIS follows the specification of 2001 (a tag, two spaces, a hyphen, a space, one line), BibTeX
the rules of ``btxdoc`` (Patashnik, 1988), CSL-JSON the schema of CSL 1.0.2. To all three a
telegram is a numbered report: the one kind in each that has a number, a genre and an author
that is no person.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import orjson

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


class Form(NamedTuple):
    """A format: its media type, an entry of it, and what stands round and between several."""

    media: str
    entry: Callable[[Work], str]
    before: str = ""
    between: str = ""
    after: str = ""


def ris(work: Work) -> str:
    """The cable as RIS, ended by an empty line."""
    archive, note = work.source.archive, work.note
    author = f"AU  - {work.institution}\r\n" if work.author else ""
    remark = f"N1  - {work.remark}\r\n" if work.remark else ""
    return (
        f"TY  - RPRT\r\nTI  - {work.title or work.id}\r\n{author}{_ris_day(work)}"
        f"M3  - {GENRE}\r\nSN  - {work.id}\r\nCN  - {work.id}\r\n"
        f"PB  - {archive}\r\nDB  - {archive}\r\nN1  - {note}\r\n{remark}"
        f"UR  - {work.address}\r\nER  - \r\n\r\n"
    )


def _ris_day(work: Work) -> str:
    year, month, day = work.day
    if not year:
        return ""
    rest = [f"{one:02}" if one else "" for one in (month, day)]
    return f"PY  - {year:04}\r\nDA  - {'/'.join([f'{year:04}', *rest, ''])}\r\n"


def bibtex(work: Work) -> str:
    """The cable as BibTeX, with its reference id as the key, ended by an empty line."""
    author = f"{{{_tex(work.author)}}}" if work.author else ""  # no family name in it
    title = f"{{{_tex(work.title or work.id)}}}"  # its capitals stay
    return (
        f"@techreport{{{_NO_KEY.sub('', work.id) or 'cable'},\n"
        f"{_bibtex('author', author)}{_bibtex('title', title)}{_bibtex('type', GENRE)}"
        f"{_bibtex('number', _tex(work.id))}{_bibtex('institution', _tex(work.source.archive))}"
        f"{_bibtex_day(work)}{_bibtex('note', _tex(work.note))}"
        f"{_bibtex('annote', _tex(work.remark))}{_bibtex('url', _tex(work.address))}}}\n\n"
    )


def _bibtex(name: str, value: str) -> str:
    return f"  {name} = {{{value}}},\n" if value else ""


def _bibtex_day(work: Work) -> str:
    """As much of a date as is known; months are BibTeX's own words."""
    year, month, day = work.day
    written = _bibtex("year", f"{year:04}" if year else "")
    written += f"  month = {_MONTHS[month - 1]},\n" if month else ""
    return written + _bibtex("day", str(day) if day else "")


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
        item["issued"] = {"date-parts": [work.sent]}
    archive = work.source.archive
    item |= {"publisher": archive, "archive": archive, "note": work.note, "URL": work.address}
    if work.remark:
        item["annote"] = work.remark
    return orjson.dumps(item).decode()


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
