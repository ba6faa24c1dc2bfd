"""TAGS ("Traffic Analysis by Geography and Subject") by code and by the year of the message.

A code may mean different things in different years: ``XB`` was Asia in 1975 and is East Asia
and the Pacific in 2006. Where no year is given, the list of the 2000s is meant.
"""

from dataclasses import dataclass
from typing import Final, Literal, cast

from reftel.gazetteer import _tables

TagWord = Literal["subject", "program", "geographic", "organization"]


@dataclass(frozen=True, slots=True)
class TagEntry:
    """One of the TAGS as a handbook lists it; ``country`` only for a geographic one.

    ``first`` and ``last`` are the years of its use, None where the lists name none.
    """

    code: str
    kind: TagWord
    title: str
    country: str | None
    first: int | None
    last: int | None
    source: str


_STILL: Final = 9999  # the last year of a code that was never given up


def _entries() -> dict[str, tuple[tuple[int, int, TagEntry], ...]]:
    found: dict[str, tuple[tuple[int, int, TagEntry], ...]] = {}
    rows = zip(_tables.TAGS, _tables.TAG_SOURCES, strict=True)
    for (code, kind, title, country, first, last), (source,) in rows:
        word = cast("TagWord", kind)
        entry = TagEntry(code, word, title, country or None, first, last, source)
        found[code] = (*found.get(code, ()), (first or 0, last or _STILL, entry))
    return found


_ENTRIES: Final = _entries()
_IN_RUNS: Final = frozenset(
    code
    for code, eras in _ENTRIES.items()
    if any(entry.kind != "organization" for _, _, entry in eras)
)

TITLES: tuple[tuple[str, str, str], ...] = tuple(
    dict.fromkeys((code, kind, title) for code, kind, title, *_ in _tables.TAGS)
)  # code, kind and title of every entry of any year

_GEOGRAPHIC: Final = {
    entry.country: code
    for code, eras in reversed(_ENTRIES.items())
    for _, last, entry in eras
    if entry.country and last == _STILL
}


def entry(code: str, year: int | None) -> TagEntry | None:
    """What a code meant in a year; where no list of that year has it, the nearest list does.

    ``TC`` was the United Arab Emirates until 1979 and was still written so in 2003.

    >>> entry("KTIP", 2008).title
    'Trafficking in persons'
    """
    eras = _ENTRIES.get(code.upper())
    if eras is None:
        return None
    when = 2005 if year is None else year
    return min(eras, key=lambda era: max(era[0] - when, when - era[1], 0))[2]


def meanings(code: str) -> tuple[TagEntry, ...]:
    """All that a code has meant, in the order of the years.

    >>> [(one.title, one.last) for one in meanings("XB")]
    [('Asia', 1979), ('East Asia and Pacific', None)]
    """
    eras = sorted(_ENTRIES.get(code.upper(), ()), key=lambda era: era[:2])
    return tuple(entry for _, _, entry in eras)


def geographic(country: str) -> str | None:
    """The code that cables of the 2000s used for a country: ``LA``, ``IZ`` for Iraq (``IQ``).

    >>> geographic("IQ")
    'IZ'
    """
    return _GEOGRAPHIC.get(country)


def split(run: str) -> tuple[str, ...] | None:
    """The codes in a run that was written without separators: ``PGOVPRELXX``.

    Codes of four letters first, two letters at any place, only known ones; None where the
    run does not come out even. One known code alone is its own split.

    >>> split("PGOVPRELLA")
    ('PGOV', 'PREL', 'LA')
    """
    return _split(run.upper(), _IN_RUNS)


def _split(run: str, known: frozenset[str]) -> tuple[str, ...] | None:
    # Which suffixes split, from the end: a run of a megabyte costs a megabyte of steps.
    best: dict[int, int] = {len(run): 0}
    for start in range(len(run) - 2, -1, -1):
        for length in (4, 2):
            if start + length in best and run[start : start + length] in known:
                best[start] = length
                break
    if not run or 0 not in best:
        return None
    codes: list[str] = []
    at = 0
    while at < len(run):
        codes.append(run[at : at + best[at]])
        at += best[at]
    return tuple(codes)
