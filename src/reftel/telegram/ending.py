"""How a message ends: the signer, the end marks below it, and whether the text breaks off.

The surname at the foot is the formal signature of the chief of mission, not the author
(telegram format 3.4).
"""

import re
from typing import NamedTuple

from reftel.telegram.record import Read, Span
from reftel.telegram.text import Line

SIGNER = re.compile(r"[A-Z][A-Za-z'’\-]{1,19}(?:\s(?:[A-Z][A-Za-z'’\-]{1,19})){0,2}\s?\.?$")
GLUED = re.compile(
    r"(?<=[.!?)\"”*])[ ]{1,4}(?P<name>[A-Z][A-Z'’\-]{2,19}(?:[ ][A-Z][A-Z'’\-]{2,19}){0,1})\s?\.?"
    r"(?:\s\d{4}-\d\d-\d\d)?$"
)
PARTICLES = frozenset(("LA", "LE", "DE", "VAN", "VON", "MC", "MAC", "DI", "DU", "DEL", "ST", "EL"))
END_MARK = re.compile(
    r"(?:N{3,4}(?:MAFVVZCZ)?|BT|\#\d{4}|[=*-]{4,}\s?CABLE\s?ENDS?\s?[=*-]*"
    r"|<<\s?END OF DOCUMENT\s?>>|\.{2,3}|>{1,3}|(?:UN)?CLASSIFIED)$"
)
NOT_A_SIGNER = frozenset(
    [
        "END",
        "TEXT",
        "COMMENT",
        "SUMMARY",
        "NOTE",
        "SIPDIS",
        "NOFORN",
        "EXEMPT",
        "UNQUOTE",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
        "SECRET",
        "UNCLAS",
        "SENSITIVE",
        "NODIS",
        "EXDIS",
        "NNNN",
        "GDS",
        "XGDS",
        "NONE",
        "CLASSIFIED",
        "BEGIN",
        "QUOTE",
        "NOTAL",
        "MINIMIZE",
        "CONSIDERED",
        "POINTS",
        "BT",
        "DECAPTIONED",
        "PART",
        "ONE",
        "TWO",
        "THREE",
        "ECONOMY",
        "POLITICS",
        "BACKGROUND",
        "INTRODUCTION",
        "CONCLUSION",
    ]
)
TERMINAL = frozenset(".!?:;)]}\"'”’>*-_=")
FOOT = 8  # lines from the end in which the signer is looked for
BROKEN = re.compile(r"(?:[a-z,\-]|\.{3})$")


class Ending(NamedTuple):
    """The foot of the message: ``end`` is where its text ends, above the signer."""

    signer: Read[str] | None
    end: int
    marks: tuple[Read[str], ...]
    after: Span | None  # what stands below the signer and is no end mark
    truncated: Span | None


def ending(rows: list[Line], end: int) -> Ending:
    """Read the foot of a message of which ``rows`` are the lines that are not empty."""
    marks: list[Read[str]] = []
    foot = rows[-FOOT:]
    while foot and END_MARK.match(foot[-1].text) and not foot[-1].text.startswith("..."):
        line = foot.pop()
        marks.insert(0, Read(line.text, line.span))
    text_end = foot[-1].end if foot else end
    if len(foot) < len(rows[-FOOT:]) and not foot:
        return Ending(None, text_end, tuple(marks), None, None)
    for place in range(len(foot) - 1, max(-1, len(foot) - 4), -1):
        line = foot[place]
        below = foot[place + 1 :]
        first_of_all = place == 0 and len(foot) == len(rows)
        name = None if first_of_all else _signer(line.text, foot[place - 1].text if place else "")
        if name is None:
            continue
        after = Span(below[0].start, below[-1].end) if below else None
        if below and all(one.text.strip(". ") == "" for one in below):
            marks[:0] = [Read(one.text, one.span) for one in below]
            after = None
        above = foot[place - 1].end if place else line.start
        return Ending(Read(name, line.span), above, tuple(marks), after, None)
    if foot and (glued := GLUED.search(foot[-1].text[-80:])):
        name = _named(glued["name"])
        if name is not None and not _shouted(foot[-1].text[-300:]):
            offset = max(0, len(foot[-1].text) - 80)
            start = foot[-1].start + offset + glued.start("name")
            span = Span(start, start + len(glued["name"]))
            return Ending(Read(name, span), start, tuple(marks), None, None)
    truncated = foot[-1].span if foot and _breaks_off(foot) else None
    return Ending(None, text_end, tuple(marks), None, truncated)


def _signer(written: str, above: str) -> str | None:
    """The surname on a line of its own: capitals, or one capitalised word below a full stop."""
    if len(written) > 45 or SIGNER.match(written) is None:
        return None
    words = written.rstrip(" .").split()
    if len(words) > 1 and not written.isupper():
        same = words[0].upper() == words[1].upper() and len(words) == 2
        if not same and words[0].upper() not in PARTICLES:
            return None
    finished = not above or above[-1] in TERMINAL
    if not finished and not written.rstrip(" .").isupper():
        return None
    if len(words) > 1 and not finished:
        return None
    return _named(" ".join(words))


def _named(written: str) -> str | None:
    words = written.split()
    if any(word.upper() in NOT_A_SIGNER for word in words):
        return None
    if len(words) == 2 and words[0].upper() == words[1].upper():
        words = words[:1]  # ROE ROE
    return " ".join(words)


def _shouted(written: str) -> bool:
    letters = [letter for letter in written if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 10 > len(letters) * 8


def _breaks_off(foot: list[Line]) -> bool:
    """A last line that ends in the middle of a word or a sentence, or in ``...``."""
    last = foot[-1].text
    if last.endswith("..."):
        return True
    return (
        last[-1] not in TERMINAL
        and not last.isupper()
        and (last[-1].islower() or last[-1] in ",-")
        and "http" not in last
        and len(last.split()) > 2
    )
