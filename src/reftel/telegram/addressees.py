"""One line of FL 6 to 9: routing indicator, name, offices, precedence, channel serial."""

import re
from functools import lru_cache
from typing import Final

from reftel.telegram.record import Addressee, Precedence

ROUTED: Final = re.compile(r"(R[A-Z]{3,7}|ZEN)\s*/\s*(?=\S)")
GROUP_COUNT: Final = re.compile(r"\s+GR(?:NC|\s?\d{1,4})$")  # of FL 10, written on to a name
SERIAL: Final = re.compile(r"\d{3,5}(?:-\d{1,5})?$")
ANY_SERIAL: Final = "0000"
LONGEST: Final = 200  # letters of a line that is remembered: most stand in thousands of telegrams
WORDS: Final = {word.value.upper(): word.value for word in Precedence}
NIGHT: Final = "NIACT"  # night action: deliver at any hour


def near(written: str, word: str) -> bool:
    """Whether one letter lost, added, changed or two swapped turns ``written`` into ``word``."""
    if abs(len(written) - len(word)) > 1:
        return False
    shortest = min(len(written), len(word))
    head = 0
    while head < shortest and written[head] == word[head]:
        head += 1
    tail_written, tail_word = written[head:], word[head:]
    return (
        tail_written[1:] == tail_word[1:]
        or tail_written == tail_word[1:]
        or tail_written[1:] == tail_word
        or tail_written[:2][::-1] + tail_written[2:] == tail_word
    )


def precedence_word(written: str) -> tuple[str, bool] | None:
    """The precedence that a word names, and whether it had to be put right."""
    exact = WORDS.get(written)
    if exact is not None:
        return exact, False
    if len(written) < 6 or not written.isalpha():
        return None
    for word, value in WORDS.items():
        if written[0] in "IPRF" and near(written, word):
            return value, True
    return None


def addressee(line: str) -> tuple[Addressee, bool]:
    """The addressee of a line without its keyword, and whether its precedence was misspelt."""
    if len(line) > LONGEST:
        return _read(line)
    head, _, last = line.rpartition(" ")
    if SERIAL.match(last):
        # The serial is new with each telegram, the rest of the line is not.
        found, misspelt = _remembered(f"{head} {ANY_SERIAL}")
        if found.serial:
            routing, station, precedence, _, offices = found
            return Addressee(routing, station, precedence, last, offices), misspelt
    return _remembered(line)


def _read(line: str) -> tuple[Addressee, bool]:
    routing = None
    line = GROUP_COUNT.sub("", line)
    routed = ROUTED.match(line)
    if routed is not None:
        routing = routed.group(1)
        line = line[routed.end() :]
    offices: tuple[str, ...] = ()
    if "//" in line:
        name, _, rest = line.partition("//")
        inside, _, after = rest.rpartition("//")
        if not inside:
            inside, after = after, ""
        offices = tuple(office.strip() for office in inside.split("/") if office.strip())
        line = f"{name} {after}"
    parts = line.split()
    serial = precedence = None
    misspelt = False
    if len(parts) > 1 and SERIAL.match(parts[-1]):
        serial = parts.pop()
    if len(parts) > 1:
        found = precedence_word(parts[-1])
        if found is not None:
            precedence, misspelt = found
            parts.pop()
            if len(parts) > 1 and parts[-1] == NIGHT:
                parts.pop()
                precedence = f"niact {precedence}"
    return Addressee(routing, " ".join(parts), precedence, serial, offices), misspelt


_remembered: Final = lru_cache(maxsize=8192)(_read)
