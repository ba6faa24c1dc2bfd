"""The lines around a block, set anew: prose at the usual margin, columns drawn together."""

import re
from collections.abc import Iterator, Sequence

from reftel.redaction.blocks import TIE, TIED
from reftel.redaction.structure import ITEM, LONG, Structure
from reftel.telegram.headings import is_rule
from reftel.telegram.record import Telegram

WIDTH = 62  # letters of a line of telegram text, at most (format 1.1)
RULE = 12  # signs of a rule beside a block: its own length was that of the words
WORD = re.compile(rf"[\S{TIE}]+")  # a block is one
BLANKS = re.compile(r"[ \t]+")
COLUMNS = re.compile(r"[ \t]{2,}|\t")
ROUTING = re.compile(r"R[A-Z]{4,7}(?: R[A-Z]{4,7})*\s*$")  # FL 2, wrapped
# A word that would say something else at the beginning of a line.
LABEL = re.compile(
    r"(?:E\.?O\.|EO|DECL|TAGS?|SUBJ(?:ECT)?|REF(?:S|TELS?|ERENCES?)?|CLASSIFIED|DERIVED|REASONS?"
    r"|BEGIN|END|SUMMARY|COMMENT|SIPDIS|NOFORN|EXDIS|NODIS|STADIS|LIMDIS|UNCLAS|CONFIDENTIAL"
    r"|SECRET|PAGE|BT|NNNN?)\b|[>¶#]|https?:|\d{5}",
    re.IGNORECASE,
)


def set_header(header: str) -> str:
    """The transmission lines: one addressee a line, so only what was padded is drawn together."""
    lines: list[list[str]] = []
    for line in header.split("\n"):
        if lines and ROUTING.match(line):
            lines[-1].append(line)
        else:
            lines.append([line])
    return "\n".join(_header_line(group) for group in lines)


def _header_line(group: Sequence[str]) -> str:
    if not any(map(TIED.search, group)):
        return "\n".join(group)
    words = " ".join(group)
    return "\n".join(_wrapped(words)) if len(group) > 1 else BLANKS.sub(" ", words).strip(" ")


def set_text(body: str, telegram: Telegram) -> str:
    """The body, in which ``telegram`` was read, with the lines around each block set anew."""
    found = Structure(body, telegram)
    if not any(found.marked):
        return body
    units = list(_units(found))
    marked = [any(found.marked[unit.start : unit.stop]) for unit in units]
    pieces: list[str] = []
    for number, unit in enumerate(units):
        lines = found.lines[unit.start : unit.stop]
        if marked[number]:
            pieces += _set(found, unit)
        elif found.rules[unit.start] and _beside(number, units, marked, found):
            pieces.append(lines[0].strip()[0] * RULE)
        else:
            pieces += lines
    return "\n".join(pieces)


def _units(found: Structure) -> Iterator[range]:
    """The lines that are set together: those of a paragraph, of a field, of a table."""
    start = 0
    for number in range(1, len(found.lines)):
        if found.parted(number) and not _one_table(found, number):
            yield range(start, number)
            start = number
    yield range(start, len(found.lines))


def _one_table(found: Structure, number: int) -> bool:
    """Whether a line and the one above it belong to one table; a rule may part its rows."""
    above, here = number - 1, number
    if found.rows[above]:
        return found.rows[here] or found.rules[here]
    return found.rules[above] and found.rows[here]


def _beside(number: int, units: Sequence[range], marked: Sequence[bool], found: Structure) -> bool:
    """Whether a unit stands beside a marked one, or one blank line away from it."""
    for step in (-1, 1):
        for other in (number + step, number + 2 * step):
            if not 0 <= other < len(units):
                break
            if marked[other]:
                return True
            if found.texts[units[other].start]:
                break
    return False


def _set(found: Structure, unit: range) -> list[str]:
    """The lines of a unit that holds a block, without a trace of how they were set."""
    texts = [found.texts[number] for number in unit]
    if any(found.rows[number] for number in unit):
        return [text[0] * RULE if is_rule(text) else COLUMNS.sub("  ", text) for text in texts]
    words = " ".join(texts)
    if found.reflowed or any(max(found.stretches[number]) > LONG for number in unit):
        return [BLANKS.sub(" ", words)]
    return _wrapped(words)


def _wrapped(words: str) -> list[str]:
    """Words at the usual margin; none begins a line that would mean something there."""
    lines: list[str] = []
    line = ""
    for word in _tied(WORD.findall(words)):
        if line and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _tied(words: Sequence[str]) -> Iterator[str]:
    """The words, those that may not begin a line tied to the one before."""
    waiting = ""
    for word in words:
        if waiting and (ITEM.match(word) or LABEL.match(word)):
            waiting = f"{waiting} {word}"
        else:
            if waiting:
                yield waiting
            waiting = word
    if waiting:
        yield waiting
