"""What a publisher put in place of a name: a run of X, or words in brackets (format 9.1).

The length of a run says nothing of the length of the name, and is not to be measured.
"""

import re
from typing import Final

from reftel.telegram.record import Read
from reftel.telegram.text import placed

# A run is not bounded, the words are. Roman numerals never have four X.
RUN: Final = re.compile(r"XXXX+")
REDACTED: Final = re.compile(r"XXXX+|\[[^\[\]\n]{0,60}\b(?i:removed|redacted|withheld)\]")
BEHIND_WORDS: Final = re.compile(  # looked for by its bracket
    r"](?:(?<=removed])|(?<=redacted])|(?<=withheld]))", re.IGNORECASE
)
_CODE: Final = re.compile(r"[^\s,\[\]]*[0-9][^\s,\[\]]*")
STRUCK_OUT: Final = re.compile(r"X{4,}$")  # a whole word that is


def redactions(text: str) -> list[Read[str]]:
    """Every redaction of the text, in order.

    >>> [one.value for one in redactions("XXXXXXXXXXXXsaid that [NAME REMOVED] left.")]
    ['XXXXXXXXXXXX', '[NAME REMOVED]']
    """
    if "]" in text and BEHIND_WORDS.search(text):
        pattern = REDACTED
    elif "XXXX" in text:
        pattern = RUN
    else:
        return []  # as in most
    return [placed(found.group(), *found.span()) for found in pattern.finditer(text)]


def codes(redaction: str) -> tuple[str, ...]:
    """The exemptions that a redaction cites; one that is empty where it cites none.

    >>> codes("[B6, 1.4(c) REDACTED]"), codes("XXXXXXXX")
    (('B6', '1.4(c)'), ('',))
    """
    cited = _CODE.findall(redaction) if redaction.startswith("[") else []
    return tuple(cited) or ("",)
