"""Compile tables/*.csv into src/reftel/gazetteer/_tables.py.

    python tools/build_tables.py            write the module
    python tools/build_tables.py --check    exit 1 where the module is not what the tables say

The module holds plain literals, so that it loads without reading a file. The column
``source`` stays in the CSV, but where a page tells it. Needs ruff, which formats the result.
"""

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tables"
MODULE = ROOT / "src" / "reftel" / "gazetteer" / "_tables.py"

HEAD = '''"""The tables of tables/*.csv as literals, made by tools/build_tables.py: edit those."""

# ruff: noqa: E501 (a row of a table may be long)
'''

# name of the literal: file, columns in order; a trailing # makes the column a number or None
LITERALS = {
    "POSTS": ("posts.csv", "station place country kind routing origin now region"),
    "ALIASES": ("aliases.csv", "written station"),
    "PREFIXES": ("prefixes.csv", "written kind"),
    "COUNTRIES": ("countries.csv", "code name region also"),
    "REGIONS": ("regions.csv", "code name also"),
    "TAGS": ("tags.csv", "code kind title country first_year# last_year#"),
    "TAG_SOURCES": ("tags.csv", "source"),
    "CAPTIONS": ("captions.csv", "caption meaning"),
    "CLASSIFICATIONS": ("classifications.csv", "name rank# written"),
    "PRECEDENCES": ("precedences.csv", "written precedence order#"),
    "ORDERS": ("orders.csv", "order from until title"),
    "REASONS": ("reasons.csv", "section letter meaning"),
    "AGENCIES": ("agencies.csv", "agency address first_year# last_year#"),
    "TERMS": ("glossary.csv", "term meaning word"),
    "SPELLINGS": ("spellings.csv", "spellings"),
}


def rows(name: str, columns: list[str]) -> list[tuple[str | int | None, ...]]:
    """The rows of one table; refuses a row without a source."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        found: list[tuple[str | int | None, ...]] = []
        for number, row in enumerate(csv.DictReader(file), start=2):
            if not row["source"]:
                sys.exit(f"{name}, line {number}: no source is given")
            found.append(tuple(cell(row, column) for column in columns))
    return found


def cell(row: dict[str, str], column: str) -> str | int | None:
    """One cell: text, or for a column marked # a number, None where it is empty."""
    if not column.endswith("#"):
        return row[column]
    value = row[column.rstrip("#")]
    return int(value) if value else None


def module() -> str:
    """The text of the generated module, formatted as the rest of the code is."""
    parts = [HEAD]
    for literal, (name, columns) in LITERALS.items():
        names = columns.split()
        kinds = ", ".join("int | None" if each.endswith("#") else "str" for each in names)
        lines = [f"    {row!r}," for row in rows(name, names)]
        parts += [f"{literal}: tuple[tuple[{kinds}], ...] = (", *lines, ")"]
    source = "\n".join(parts) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(MODULE), "-"],
        input=source,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return done.stdout


def main(arguments: list[str]) -> int:
    """Write the module, or with --check only say whether it is in step."""
    text = module()
    if "--check" not in arguments:
        MODULE.write_text(text, encoding="utf-8")
        return 0
    if MODULE.exists() and MODULE.read_text(encoding="utf-8") == text:
        return 0
    print("src/reftel/gazetteer/_tables.py is not what tables/*.csv say; run tools/build_tables.py")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
