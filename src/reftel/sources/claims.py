"""The reference id of a telegram that does not show its year: above its text, or the file's name.

An id on the first line is the word of whoever saved the text, and holds unless the text says
another station or number. A file's name may be anything: it holds only where the text shows
the station and number that it names, and no date at all.
"""

import re
from typing import Final, NamedTuple

from reftel.gazetteer import posts
from reftel.telegram.heading_line import heading_line
from reftel.telegram.record import Mrn
from reftel.telegram.seam import seam
from reftel.telegram.sending import date_line

ID: Final = re.compile(r"(\d\d)([A-Z]{2,40}?)0{0,5}([1-9]\d{0,7})\Z", re.IGNORECASE | re.ASCII)
NEAR: Final = 8192  # characters in which the date and first line of a telegram stand
MONTHS: Final = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
# A date-time group with its month and year, whatever its day and hour.
DATED: Final = re.compile(
    rf"^[>\s]*(?:[ZOPR]\s+){{0,3}}\d\w{{3,5}}\s?Z\s*(?:{MONTHS})[A-Z]{{0,6}}\.?\s*\d\d",
    re.IGNORECASE | re.MULTILINE,
)


class Claim(NamedTuple):
    """A reference id, and a note of where it is from."""

    id: str
    note: str


def claimed(text: str, container: str) -> Claim | None:
    """The id that this telegram has from elsewhere than its own lines, if it needs one."""
    above = ID.match(text.lstrip()[:60].partition("\n")[0].strip())
    named = ID.match(_stem(container))
    if not (above or named) or DATED.search(text, 0, NEAR):
        return None
    mrn = _number(text)
    if above and (mrn is None or _agree(above, mrn)):
        return Claim(_id(above, mrn), "the reference id is that of the line above the text")
    if mrn is None or mrn.year is not None or date_line(text, min(len(text), NEAR)):
        return None
    if named and _agree(named, mrn):
        return Claim(_id(named, mrn), "the year is that of the reference id in the file's name")
    return None


def _stem(container: str) -> str:
    """``08EXAMPLETOWN12`` of ``a.zip!b/08EXAMPLETOWN12.txt.gz``."""
    return re.split(r"[/\\!]", container)[-1].partition(".")[0]


def _number(text: str) -> Mrn | None:
    at = seam(text)
    line = heading_line(text[at : at + NEAR], 0, NEAR)
    return line.mrn.value if line.mrn else None


def _agree(found: re.Match[str], mrn: Mrn) -> bool:
    station = found[2].upper()
    same = station == mrn.station or posts.station(station) == mrn.station
    return same and int(found[3]) == mrn.number


def _id(found: re.Match[str], mrn: Mrn | None) -> str:
    station = mrn.station if mrn else found[2].upper()
    return f"{found[1]}{station}{int(found[3])}"
