"""The archive's own ``spellings.csv``: a row is one name in all its spellings.

::

    # Names of this archive
    Exampletown,Eksampelton,Exempleville
"""

from pathlib import Path

from reftel.edition.editorial.files import rows, unclear
from reftel.search.folding import one_line, words

MOST_SPELLINGS = 40  # of one name
MOST_WORDS = 8  # of one spelling

Group = tuple[str, ...]


def spellings_of(path: Path) -> tuple[Group, ...]:
    """The groups of a file in its order; none where there is no file.

    Raises ConfigError, with the number of the line, where a row cannot be understood.
    """
    if not path.exists():
        return ()
    return tuple(_group(path, line, list(map(one_line, row))) for line, row in rows(path))


def _group(path: Path, line: int, row: list[str]) -> Group:
    seen: set[tuple[str, ...]] = set()
    for cell in row:
        found = words(cell)
        if not found:
            raise unclear(path, line, "a spelling is empty")
        if len(found) > MOST_WORDS:
            raise unclear(path, line, f"“{cell[:40]}…” has more than {MOST_WORDS} words")
        if found in seen:
            raise unclear(path, line, f"“{cell}” stands twice, as search reads it")
        seen.add(found)
    if not 2 <= len(row) <= MOST_SPELLINGS:
        why = f"a name needs 2 to {MOST_SPELLINGS} spellings, with commas between"
        raise unclear(path, line, why)
    return tuple(row)
