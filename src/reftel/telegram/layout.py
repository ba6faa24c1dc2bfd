"""The message seen as a whole: numbers and headings in the order in which they stand."""

from typing import NamedTuple

from reftel.telegram.candidates import candidates
from reftel.telegram.numbering import Chain
from reftel.telegram.numerals import Candidate
from reftel.telegram.quotations import Quotations
from reftel.telegram.record import Defect
from reftel.telegram.rows import Rows
from reftel.telegram.titles import START, Title, titles


class Layout(NamedTuple):
    """``events`` are the numbers of paragraphs, and the headings, in order."""

    events: list[Candidate | Title]
    headings: list[Title]
    defects: list[Defect]


def layout(rows: Rows, quoted: Quotations) -> Layout:
    """What stands where in the rows. A number inside a heading is the heading's."""
    found = candidates(rows, quoted)
    accepted, defects = found.found, []
    if not found.sound:
        chain = Chain(accepted)
        accepted, defects = chain.walked(), chain.defects
    headings = titles(rows, found, accepted, quoted)
    covered = {title.start for title in headings}
    events: list[Candidate | Title] = [
        one for one in accepted if one.start not in covered and one.kind != "roman"
    ]
    if headings:
        events += headings
        events.sort(key=START)
    return Layout(events, headings, defects)
