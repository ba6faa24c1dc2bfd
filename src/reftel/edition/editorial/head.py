"""The head of a file of the keepers: lines ``key: value`` between two lines ``---``.

::

    ---
    title: Where the barley went
    author: The archive's keepers
    date: 2026-01-14
    language: en
    countries: Laos, Thailand
    ---

It looks as in other systems that take Markdown, and is simpler: a value is the rest of its
line, whatever stands in it. A file without a head has the first line ``# Title`` for a title.
"""

from pathlib import Path
from typing import Any, NamedTuple

from reftel.edition.editorial import facts
from reftel.edition.editorial.files import text_of, unclear
from reftel.gazetteer import countries

FENCE = "---"
MOST_LINES = 100
KEYS = {
    "title": "title",
    "author": "author",
    "date": "day",
    "language": "language",
    "countries": "countries",
    "summary": "summary",
}  # as written, and as a field of Head


class Head(NamedTuple):
    """What is known of an article or a collection; empty where its file does not say."""

    title: str
    author: str = ""
    day: str = ""
    language: str = ""
    countries: tuple[str, ...] = ()  # codes
    summary: str = ""


class Headed(NamedTuple):
    """A file in two: its head, and the Markdown below, with the number of its first line."""

    head: Head
    markdown: str
    line: int


def headed(path: Path) -> Headed:
    """A file of the keepers. Raises ConfigError for a line of its head that cannot be read."""
    lines = text_of(path).splitlines(keepends=True)
    fields: dict[str, Any] = {}
    below = _end(path, lines) if lines and lines[0].strip() == FENCE else 0
    for number, line in enumerate(lines[1 : below - 1] if below else (), 2):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, written = (part.strip() for part in line.partition(":"))
        try:
            name, value = _field(key, " ".join(written.split()))
        except ValueError as error:
            raise unclear(path, number, str(error)) from error
        if name in fields:
            raise unclear(path, number, f"'{key}' stands twice")
        fields[name] = value
    markdown = "".join(lines[below:])
    if not fields.get("title"):
        fields["title"] = title_of(markdown) or path.stem.replace("-", " ").replace("_", " ")
    return Headed(Head(**fields), markdown, below + 1)


def title_of(markdown: str) -> str:
    """The title that a text has of its own: a first line ``# Title``."""
    first = markdown.lstrip().partition("\n")[0]
    return first[2:].strip()[: facts.LONGEST] if first.startswith("# ") else ""


def _end(path: Path, lines: list[str]) -> int:
    """How many lines the head has, with both fences."""
    for number, line in enumerate(lines[1:MOST_LINES], 2):
        if line.strip() == FENCE:
            return number
    raise unclear(path, 1, f"the head that begins here has no line '{FENCE}' at its end")


def _field(key: str, written: str) -> tuple[str, Any]:
    """One line of a head as a field of ``Head``. Raises ValueError with what is wrong."""
    if key not in KEYS:
        raise ValueError(f"“{key[:40]}” is none of the words of a head: {', '.join(KEYS)}")
    if len(written) > 2 and written[0] == written[-1] == '"':
        written = written[1:-1]  # as other systems want it
    if len(written) > facts.LONGEST:
        raise ValueError(f"'{key}' has more than {facts.LONGEST} characters")
    if not written or key in {"title", "author", "summary"}:
        return KEYS[key], written
    return KEYS[key], {"date": _day, "language": _language, "countries": _countries}[key](written)


def _day(written: str) -> str:
    if day := facts.day(written):
        return day
    raise ValueError(f"“{written[:40]}” is no date like 2026-01-14")


def _language(written: str) -> str:
    if language := facts.language(written):
        return language
    raise ValueError(f"“{written[:40]}” is no language tag like en, pt-BR or sr-Latn")


def _countries(written: str) -> tuple[str, ...]:
    codes = dict[str, None]()
    for name in written.split(","):
        code = countries.code(name)
        if code is None:
            raise ValueError(f"“{name.strip()[:40]}” is no country that reftel knows")
        codes[code] = None
    return tuple(codes)
