"""How a message ends: the signer, the end marks below it, and whether the text breaks off.

The surname at the foot is the formal signature of the chief of mission, not the author
(telegram format 3.4).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from reftel.telegram.attention import stamp
from reftel.telegram.record import Read, Span
from reftel.telegram.redactions import STRUCK_OUT
from reftel.telegram.rows import Rows
from reftel.telegram.text import placed, word_set

WORD: Final = r"[A-Z][A-Za-z'’\-]{1,19}"
SIGNER: Final = re.compile(rf"{WORD}(?:\s{WORD}){{0,2}}\s?[.#]{{0,2}}$")
SMALL: Final = re.compile(r"[a-z][a-z'\-]{2,14}$")
GLUED: Final = re.compile(
    r"(?:(?<=[.!?)\"”*])|\bUNQ(?:UO)?TE|(?P<url>https?://\S{4,120}(?:\s\S{1,20})?)"
    r"|\b(?i:end of)\s[A-Z][a-z]{2,9}(?:\s[A-Z][a-z]{2,9})?)"
    r"[ ]{1,80}"  # a page mark may stand between, blanked
    r"(?P<name>[A-Z][A-Z'’\-]{1,19}[ ][A-Z][A-Z'’\-]{2,19}|[A-Z][A-Z'’\-]{2,19})\s?\.?"
    r"(?:\s\d{4}-\d\d-\d\d)?$"
)
ONLY_A_NUMBER: Final = re.compile(r"\d{1,3}\s?[.)]\s*(?:\([A-Z/ ]{1,12}\)\s*)?$")  # of a paragraph
PARTICLES: Final = frozenset(
    ("LA", "LE", "DE", "VAN", "VON", "MC", "MAC", "DI", "DU", "DEL", "ST", "EL")
)
END_MARK: Final = re.compile(
    r"(?:N{3,4}(?:MAFVVZCZ)?|BT|\#\d{4}|[=*-]{3,}\s?CABLE\s?ENDS?\s?[=*-]*"
    r"|<<\s?END OF DOCUMENT\s?>>|\.{2,3}|>{1,3}|UNCLASSIFIED|CONFIDENTIAL|SECRET"
    r"|LIMITED OFFICIAL USE|EXEMPT)$"
)
GROUP: Final = re.compile(r"(?:GP\s?-?\s?[1-4]|EXEMPT)\.?$")  # of downgrading, E.O. 10501 and 11652
NOT_A_SIGNER: Final = word_set(
    "END TEXT COMMENT SUMMARY NOTE SIPDIS NOFORN EXEMPT UNQUOTE UNCLASSIFIED CONFIDENTIAL SECRET"
    " UNCLAS SENSITIVE NODIS EXDIS NNNN GDS XGDS NONE CLASSIFIED BEGIN QUOTE NOTAL MINIMIZE"
    " CONSIDERED POINTS BT DECAPTIONED PART ONE TWO THREE ECONOMY POLITICS BACKGROUND"
    " REGARDS THANKS INTRODUCTION CONCLUSION THE AND OF"
)
TERMINAL: Final = frozenset(".!?:;)]}\"'”’>*-_=")
UNQUOTE: Final[tuple[str, ...]] = ("UNQUOTE", "UNQTE")
FOOT: Final = 8  # lines from the end in which the signer is looked for
SHORT: Final = 20
WRAPPED: Final = 45  # letters of a line that has come to the margin


class Ending(NamedTuple):
    """The foot of the message: ``end`` is where its text ends, above the signer."""

    signer: Read[str] | None
    end: int
    marks: tuple[Read[str], ...] = ()
    after: Span | None = None  # what stands below the signer and is no end mark
    truncated: Span | None = None


def ending(rows: Rows) -> Ending:
    """Read the foot of a message from its last rows that are not empty."""
    texts, foot = rows.texts, rows.foot(FOOT)
    complete = len(foot) < FOOT
    below: list[int] = []
    while foot and _mark(texts[foot[-1]]):
        below.insert(0, foot.pop())
    marks = tuple([rows.read(row) for row in below])
    dots = next((mark.span for mark in marks if mark.value.startswith("..")), None)
    if not foot:
        return Ending(None, marks[0].span.start if marks else rows.end, marks, None, dots)
    signed = _signed(rows, foot, complete=complete) or _glued(rows.read(foot[-1]))
    if signed is not None:
        return _group_off(rows, signed, foot, marks)
    last = rows.read(foot[-1])
    if dots is None and _breaks_off(last.value):
        dots = last.span
    return Ending(None, last.span.end, marks, None, dots)


def _mark(written: str) -> bool:
    """Whether a line at the foot is a mark of wire, printer or archive, and no text."""
    return bool(END_MARK.match(written) or GROUP.match(written) or stamp(written))


def _group_off(
    rows: Rows, signed: Ending, foot: Sequence[int], marks: tuple[Read[str], ...]
) -> Ending:
    """The foot without the downgrading group that stands above the signer."""
    above = next((row for row in reversed(foot) if rows.stop(row) <= signed.end), None)
    if above is not None and GROUP.match(rows.texts[above]):
        group = rows.read(above)
        return signed._replace(end=group.span.start, marks=(group, *marks))
    return signed._replace(marks=marks)


def _signed(rows: Rows, foot: Sequence[int], *, complete: bool) -> Ending | None:
    """The signer on a line of its own, the last or up to two above it."""
    texts = rows.texts
    for place in range(len(foot) - 1, max(-1, len(foot) - 4), -1):
        row, rest = foot[place], foot[place + 1 :]
        if texts[row].startswith(UNQUOTE):
            return None  # what is above was signed in the message that is quoted
        if place == 0 and complete:
            return None  # the one line of all is no signature
        spaced = row > 0 and not texts[row - 1]
        name = _signer(texts[row], texts[foot[place - 1]] if place else "", spaced=spaced)
        if name is None or (rest and not name.isupper()):
            continue  # no signature, or one of the names of a list
        at = rows.at(row)
        after = Span(rows.at(rest[0]), rows.stop(rest[-1])) if rest else None
        return Ending(placed(name, at, rows.stop(row)), at, (), after)
    return None


def _signer(written: str, above: str, *, spaced: bool) -> str | None:
    """A surname: capitals, or one capitalised word that no sentence can go on with.

    ``above`` is the line before it; ``spaced`` tells of a blank one between.
    """
    if len(written) > 45:
        return None
    if SIGNER.match(written) is None:
        small = SMALL.match(written) and above and len(above) < WRAPPED
        return written if small and above[-1] not in ",;:-" else None
    words = written.rstrip(" .#").split()
    capitals = written.rstrip(" .#").isupper()
    twice = len(words) == 2 and words[0].upper() == words[1].upper()
    if len(words) > 1 and not (capitals or twice or words[0].upper() in PARTICLES):
        return None
    listed = above.endswith(":") and not capitals  # the one name of a list
    finished = not above or above[-1] in TERMINAL or spaced or "http" in above
    shouted = above.isupper() and len(above) >= SHORT
    if len(words) > 1 and shouted and not (spaced or twice):
        return None
    if listed or (not finished and (not capitals or len(words) > 1 or shouted)):
        return None
    return _named(words)


def _named(words: list[str]) -> str | None:
    if any(word.upper() in NOT_A_SIGNER or STRUCK_OUT.match(word) for word in words):
        return None
    if len(words) == 2 and words[0].upper() == words[1].upper():
        words = words[:1]  # ROE ROE
    return " ".join(words)


def _glued(line: Read[str]) -> Ending | None:
    """A signer at the end of the last line: ``… END COMMENT. ROE``, in re-flowed copies."""
    tail = line.value[-260:]
    if tail.rstrip(".").rstrip()[-1:].islower():
        return None  # a sentence, as in most
    match = GLUED.search(tail)
    if match is None:
        return None
    before = tail[: match.start("name")]
    if _shouted(before) and (match["url"] or " " in match["name"] or tail[-1] == "."):
        return None  # the last words of the text itself may be in capitals
    if ONLY_A_NUMBER.match(before) and len(tail) == len(line.value):
        return None
    name = _named(match["name"].split())
    if name is None:
        return None
    start = line.span.end - len(tail) + match.start("name")
    return Ending(placed(name, start, start + len(match["name"])), start)


def _shouted(written: str) -> bool:
    letters = "".join(filter(str.isalpha, written))
    return sum(map(str.isupper, letters)) * 10 > len(letters) * 8


def _breaks_off(last: str) -> bool:
    """Whether the last line ends in the middle of a word or a sentence, or in ``...``."""
    if last.endswith("..."):
        return True
    if last[-1] in TERMINAL or last.isupper() or "http" in last or len(last.split()) < 3:
        return False
    return last[-1].islower() or last[-1] in ",-"
