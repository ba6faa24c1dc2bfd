"""``coverage.csv``: what newspapers and others wrote about a cable, and where it can be read.

::

    id,title,publisher,date,address,language
    08EXAMPLETOWN12,Blue barley for all,The Exampletown Herald,2011-09-02,https://…,en
"""

from pathlib import Path
from typing import NamedTuple

from reftel.edition.editorial import facts
from reftel.edition.editorial.files import is_here, rows, unclear

COLUMNS = ("id", "title", "publisher", "date", "address", "language")
MOST_BYTES = 10_000_000


class Report(NamedTuple):
    """A report about one cable. ``address`` is that of a page elsewhere, or empty for print."""

    id: str
    title: str
    publisher: str
    day: str
    address: str
    language: str


def coverage_of(path: Path) -> tuple[Report, ...]:
    """The reports of a file, the newest first; none where there is no file.

    Raises ConfigError, with the number of the line, where one cannot be understood.
    """
    if not is_here(path):
        return ()
    lines = rows(path, MOST_BYTES)
    first, header = next(lines, (1, list(COLUMNS)))
    if tuple(header) != COLUMNS:
        raise unclear(path, first, f"the first row should be {','.join(COLUMNS)}")
    found = dict[Report, None]()
    for line, cells in lines:
        try:
            report = _report(cells)
        except ValueError as error:
            raise unclear(path, line, str(error)) from error
        if report in found:
            raise unclear(path, line, "this report stands twice")
        found[report] = None
    by_title = sorted(found, key=lambda one: (one.title.casefold(), one))
    return tuple(sorted(by_title, key=lambda one: one.day, reverse=True))


def _report(cells: list[str]) -> Report:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"a row has {len(COLUMNS)} cells, and this one {len(cells)}")
    id_, title, publisher, day, address, language = cells
    known, tag = facts.cable_id(id_), facts.language(language)
    if known is None:
        raise ValueError(f"“{id_[:40]}” is no reference id")
    if not title or not publisher:
        raise ValueError("a report needs a title and a publisher")
    if max(len(title), len(publisher)) > facts.LONGEST:
        raise ValueError(f"a title or a publisher has more than {facts.LONGEST} characters")
    if day and facts.day(day) is None:
        raise ValueError(f"“{day[:40]}” is no date like 2011-09-02, 2011-09 or 2011")
    if address and not facts.web_address(address):
        raise ValueError(f"“{address[:60]}” is no address that begins with http:// or https://")
    if language and tag is None:
        raise ValueError(f"“{language[:40]}” is no language tag like en, pt-BR or sr-Latn")
    return Report(known, title, publisher, day, address, tag or "")
