"""``coverage.csv``: what newspapers and others wrote about a cable, and where it can be read.

::

    id,title,publisher,date,address,language
    08EXAMPLETOWN12,Blue barley for all,The Exampletown Herald,2011-09-02,https://…,en
"""

from pathlib import Path
from typing import NamedTuple

from reftel.edition.editorial import facts
from reftel.edition.editorial.files import table, unclear

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
    found = dict[Report, None]()
    for line, report in table(path, COLUMNS, _report, most_bytes=MOST_BYTES):
        if report in found:
            raise unclear(path, line, "this report stands twice")
        found[report] = None
    by_title = sorted(found, key=lambda one: (one.title.casefold(), one))
    return tuple(sorted(by_title, key=lambda one: one.day, reverse=True))


def _report(  # noqa: PLR0913, PLR0917 -- one a column
    id_: str, title: str, publisher: str, day: str, address: str, language: str
) -> Report:
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
