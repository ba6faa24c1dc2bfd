"""A cable as reference managers take it: RIS and BibTeX, an entry each.

RIS follows the specification of 2001 (a tag, two spaces, a hyphen, a space, one line);
BibTeX the rules of ``btxdoc`` (Patashnik, 1988). A telegram is a government document to the
one and ``@misc`` to the other, as neither knows telegrams.
"""

import re
from collections.abc import Iterator

from reftel.edition.read import Entry
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain, short

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}


def ris(entry: Entry, archive: str, site: str) -> str:
    """The entry as RIS, ended by an empty line; ``site`` is where the archive stands."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(entry, archive, site)) + "\r\n"


def _ris(entry: Entry, archive: str, site: str) -> Iterator[tuple[str, str]]:
    yield "TY", "GOVDOC"
    yield "AN", _line(entry.id)
    yield "TI", _line(entry.subject or entry.id)
    if entry.origin:
        yield "AU", _line(entry.origin)
    year, month, day = _date(entry.created)
    if year:
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    yield "M3", "Telegram"
    yield "N1", _line(f"{entry.id}, {entry.classification}")
    yield "PB", _line(archive)
    yield "UR", _line(site + addresses.cable(entry.id))
    yield "ER", ""


def bibtex(entry: Entry, archive: str, site: str) -> str:
    """The entry as BibTeX, with its reference id as the key, ended by an empty line."""
    year, month, _ = _date(entry.created)
    fields = {
        "author": f"{{{_tex(entry.origin)}}}" if entry.origin else "",  # no family name in it
        "title": f"{{{_tex(entry.subject or entry.id)}}}",  # its capitals stay
        "year": year,
        "number": _tex(entry.id),
        "howpublished": "Telegram",
        "publisher": _tex(archive),
        "note": _tex(entry.classification),
        "url": _tex(site + addresses.cable(entry.id)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if month:
        lines.insert(3, f"  month = {_MONTHS[int(month) - 1]},\n")
    return f"@misc{{{_NO_KEY.sub('', entry.id) or 'cable'},\n{''.join(lines)}}}\n\n"


def _date(created: str | None) -> tuple[str, str, str]:
    """Year, month and day, each empty where it is not known."""
    match = _DATE.match(created or "")
    if match is None:
        return "", "", ""
    year, month, day = match.groups(default="")
    return year, month, day


def _line(value: str) -> str:
    """One line: a line end in a subject would begin another tag."""
    return " ".join(plain(short(value)).split())


def _tex(value: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(value))
