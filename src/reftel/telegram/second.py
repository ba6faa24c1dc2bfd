"""A second cable in one body: records that the source's broken quoting glued together."""

import re
from typing import Final

from reftel.telegram.defects import DefectKind
from reftel.telegram.heading_line import classified
from reftel.telegram.record import Defect, Mrn, Span

GLUED_ROW: Final = re.compile(r"\n\"?\d{1,6}\"?[ ,\t]{1,3}\"?\d{4}-\d\d-\d\d[ T\d:\"]{0,12}[ ,\t]")
HEADING: Final = re.compile(
    r"\n(?P<line>(?:UNCLAS|CONFIDENTIAL|SECRET|C O N F I D E N T I A L|S E C R E T"
    r"|LIMITED OFFICIAL USE)[ A-Z/]{0,40}[ ][A-Z][A-Z .]{2,24}[ ](?P<number>\d{4,6}))[ \t\r]*\n"
)
# A line below the first has to begin so for any to be a heading; SECRET//NOFORN alone is none.
BEGINNING: Final = re.compile(r"\n(?:UNCLAS|CONFID|SECRET |C O N F|S E C R|LIMITED O)")


def second_cable(text: str, start: int, end: int, mrn: Mrn | None) -> list[Defect]:
    """Where another cable begins below ``start``: a row of the table, or another MRN line."""
    row = GLUED_ROW.search(text, start, end)
    if row is not None:
        return [Defect(DefectKind.SECOND_CABLE, Span(row.start() + 1, row.end()))]
    if BEGINNING.search(text, start, end) is None:
        return []
    for match in HEADING.finditer(text, max(start - 1, 0), end):
        other = mrn is None or int(match["number"]) != mrn.number
        if other and "SECTION" not in match["line"] and classified(match["line"]):
            span = Span(*match.span("line"))
            return [Defect(DefectKind.SECOND_CABLE, span, " ".join(match["line"].split())[:80])]
    return []
