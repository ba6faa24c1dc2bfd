"""The lines of a telegram, set again as running text where they were running text.

Posts wrapped at the teleprinter's margin, about 60 characters; that line end has no
meaning. A line that ends a sentence although the next word had room was meant to stop.
Tables and rows of dashes keep their lines.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

MARGIN = 58  # the usual edge of real telegram text is 60 to 62, of drafters' rules 55
NARROW = 40  # nobody wrapped at less: where no line is longer, each is one that was meant
MUCH = 22  # left in mid-sentence, by copyists who wrapped a wrapped text again
FEWEST_LISTED = 3  # lines that end in a semicolon make a list
SLACK = 9  # a ragged edge leaves this much room without a meaning

_RULE = re.compile(r"[-=_*~+ \t]*[-=_*~]{3,}[-=_*~+ \t]*")
_RULERS = frozenset("-=_*~+")  # a rule begins with one of them
_GAP = re.compile(r"[^\s.!?:;]\s{3,}\S")
_BULLET = re.compile(r"\s*(?:--?|\*|•|o)\s+\S")
_LABEL = re.compile(r"\s*(?:\([A-Za-z0-9]{1,3}\)|[A-Za-z0-9]{1,3}[.)])\s+\S")
_LISTED = re.compile(r";(?: and| or)?$", re.IGNORECASE)
_ENDS = frozenset(".!?:;\"')]-")  # what ends a sentence, or may


class Setting(StrEnum):
    """How a block is set."""

    PROSE = "prose"
    ITEM = "item"
    TABLE = "table"
    RULE = "rule"


class Block(NamedTuple):
    """Lines that are set together; of prose: as the sender ended them."""

    setting: Setting
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The blocks of one paragraph of a telegram, in order; no word is lost."""
    found: list[Block] = []
    may_be_table = "   " in text or not text.replace("\n", "").isprintable()
    may_be_list = text.count(";") >= FEWEST_LISTED
    for chunk in _joined(_chunks(text)):
        if may_be_table and _is_table(chunk):
            found.append(Block(Setting.TABLE, tuple(chunk)))
        else:
            found.extend(_prose(chunk, listed=may_be_list and _is_list(chunk)))
    return found


def _chunks(text: str) -> Iterator[list[str]]:
    """Runs of lines between blank lines."""
    chunk: list[str] = []
    for written in text.split("\n"):
        line = written.rstrip()
        if line:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _joined(chunks: Iterable[list[str]]) -> Iterator[list[str]]:
    """A sentence broken by a transmission page is one chunk again (telegram-format.md 1.8)."""
    held: list[str] = []
    for chunk in chunks:
        if held and chunk[0].lstrip()[:1].islower() and held[-1][-1] not in _ENDS:
            held.extend(chunk)
            continue
        if held:
            yield held
        held = chunk
    if held:
        yield held


def _is_table(lines: list[str]) -> bool:
    """Columns: most lines, and at least two, hold a gap of three spaces inside a phrase."""
    rows = sum(1 for line in lines if _GAP.search(line[:400]))
    return rows >= 2 and 2 * rows >= len(lines)


def _prose(lines: list[str], *, listed: bool) -> Iterator[Block]:
    """Items and running text, each line of which is one that the sender ended."""
    longest = max(map(len, lines))
    width = MARGIN if longest < NARROW else min(MARGIN, longest)
    full = width - SLACK - 1  # a line as long as this has no room that tells anything
    setting, held = Setting.PROSE, list[list[str]]()
    previous = ""
    for raw in lines:
        line = raw.strip()
        ruled = line[0] in _RULERS
        if held and len(previous) >= full and not listed and not ruled:
            held[-1].append(line)
            previous = line
            continue
        room = _room(previous, line, width) if previous else width
        stopped = (
            not previous
            or _stopped(previous, line, room)
            or (listed and _LISTED.search(previous[-5:]) is not None)
        )
        if ruled and _RULE.fullmatch(line[:400]):
            yield from _block(setting, held)
            yield Block(Setting.RULE, (line,))
            setting, held, previous = Setting.PROSE, [], ""
            continue
        if (stopped or room >= SLACK) and (_BULLET.match(line) or _LABEL.match(line)):
            yield from _block(setting, held)
            setting, held = Setting.ITEM, [[line]]
        elif stopped or not held:
            held.append([line])
        else:
            held[-1].append(line)
        previous = line
    yield from _block(setting, held)


def _block(setting: Setting, lines: list[list[str]]) -> Iterator[Block]:
    if lines:
        yield Block(setting, tuple(" ".join(pieces) for pieces in lines))


def _is_list(lines: list[str]) -> bool:
    """Whether semicolons end lines here, and seldom stand inside them."""
    semicolons = sum(line.count(";") for line in lines)
    ends = sum(1 for line in lines if _LISTED.search(line[-5:]))
    return ends >= FEWEST_LISTED and semicolons <= 2 * ends


def _room(line: str, following: str, width: int) -> int:
    """How many columns the line would have left if the first word of the next stood on it.

    Where even a word of one letter would leave less than SLACK, that word is not looked at.
    """
    left = width - len(line) - 1
    return left - (len(following[:width].split(maxsplit=1)[0]) if left > SLACK else 1)


def _stopped(line: str, following: str, room: int) -> bool:
    """Whether a line was meant to end: a sentence did, or much room was left before a new start."""
    if line[-1] in _ENDS:
        return room >= SLACK
    return room >= MUCH and not following[0].islower()
