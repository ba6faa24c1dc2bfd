"""How a row of the Cablegate dump begins, told by its short columns: the date is only one sign.

A line that begins with a number and four more short columns begins a row, whatever the quotes
before it, if it shows a date; or a sign besides: a reference id, an origin, a classification,
the number after that of the last row, or, where all these columns are empty, the quote that
ends a row before it. Where the columns have no quotes, text may look like that, and it takes
two of the signs.
"""

import re
from typing import Final

_CLASS: Final = (
    rb"(?:(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|TOP SECRET)(?://[A-Z /]{2,40})?"
    rb"|LIMITED OFFICIAL USE|RESTRICTED)"
)
_ORIGIN: Final = (
    rb"(?:Emb?bass?y|Consulate|Mission|US |USUN|UN|Secretary|American|REO|Department|CD |DIR )"
)
_DAY: Final = rb"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d(?::\d\d)?"
_ID: Final = rb"\d\d[A-Z][A-Z0-9]{1,60}"

LONGEST: Final = 1024  # bytes of a line in which the start of a row can be told
# A number with a date and a quote behind it: so nearly all rows begin. Else four more short
# columns, at which ``begins`` looks.
QUOTED: Final = re.compile(
    rb'\n"([^"\n]{0,12})","(?:' + _DAY + rb'","|[^"\n]{0,60}","([^"\n]{0,200})",'
    rb'"([^"\n]{0,200})","([^"\n]{0,60})",)'
)
# The same, written by programs that quote only where they must.
LOOSE: Final = re.compile(
    rb'\n"?(\d{1,9})"?,"?(?:' + _DAY + rb'"?,"?\d\d[A-Z]|[^",\n]{0,60}"?,"?([^",\n]{0,200})"?,'
    rb'"?([^",\n]{0,200})"?,"?([^",\n]{0,60})"?,)'
)
ID: Final = re.compile(_ID + rb"\Z")
ORIGIN: Final = re.compile(_ORIGIN)
CLASS: Final = re.compile(_CLASS + rb"\Z")
COLUMNS: Final = re.compile(rb"(?i)\A\s*\"?(?:id|row|number|cable_?id)\"?,")
# Columns with something else between them than commas: a row, or names of columns and a row.
FOREIGN: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:"?[A-Za-z_ ]{1,40}"?[;\t|][^\n]{0,400}\n)?'
    rb'"?\d{1,9}"?(?P<between>[;\t|])"?[^"\n;\t|]{0,60}"?(?P=between)"?' + _ID + rb'"?(?P=between)'
)
# Short quoted columns at the very start, and yet no row of the dump.
NAMES: Final = {b";": "semicolons", b"\t": "tabs", b"|": "bars"}
TABLE: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:"[^"\n]{0,200}"[,;\t|]){3}')


def pattern(head: bytes) -> re.Pattern[bytes]:
    """How rows begin in a dump that begins so: with quotes throughout, or with few."""
    whole = b"\n" + head.lstrip()
    quoted, loose = QUOTED.search(whole), LOOSE.search(whole)
    if quoted is None or (loose is not None and loose.start() < quoted.start()):
        return LOOSE
    return QUOTED


def begins(row: re.Match[bytes], before: int | None) -> bool:
    """Whether a row begins where the pattern was found; ``before`` is the last one's number."""
    number, id_, origin, class_ = row.groups()
    if id_ is None:  # it has a date
        return True
    at = row.start()
    signs: tuple[bool, ...] = (
        ID.match(id_) is not None,
        ORIGIN.match(origin) is not None,
        CLASS.match(class_) is not None,
        before is not None and number == b"%d" % (before + 1),
        (
            not (id_ or origin or class_)
            and row.string[max(0, at - 2) : at].rstrip(b"\r").endswith(b'"')
        ),
    )
    quoted = row.string.startswith(b'"', at + 1)
    return sum(signs) > (0 if quoted else 1)


def stand_in(head: bytes) -> bool:
    """Whether rows stand here: one at the start or below a line of column names, else two."""
    whole = b"\n" + head.lstrip()
    if any(row and begins(row, None) for row in (QUOTED.match(whole), LOOSE.match(whole))):
        return True
    names = COLUMNS.match(head) is not None
    quoted = (row for row in QUOTED.finditer(whole) if begins(row, None))
    dated = (row for row in LOOSE.finditer(whole) if row.group(2) is None)
    return any(next(rows, None) and (names or next(rows, None)) for rows in (quoted, dated))


def fault(head: bytes) -> str | None:
    """Why a table that begins so is none that can be read; None where it is no table at all."""
    if foreign := FOREIGN.match(head):
        between = NAMES[foreign["between"]]
        return (
            f"This is a dump with {between} between its columns, where commas belong, and none of "
            "it was read: write it with commas and every column in quotes, and import that."
        )
    if TABLE.match(head):
        return (
            "This is a table, but its first line is no row of the Cablegate dump, and none of it "
            "was read: the dump has eight columns (number, date, id, origin, classification, "
            "references, header, body)."
        )
    return None
