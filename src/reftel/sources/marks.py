"""The marks by which a text shows that it is a telegram, and where one begins in it."""

import re
from collections.abc import Iterator
from typing import Final

PATIENCE: Final = 40  # lines, blank ones not counted, within which the marks must stand
LONGEST: Final = 400  # characters of a line that are looked at

DTG: Final = r"(?:[ZOPR] ){1,2}\d{6}Z [A-Z]{3} \d\d\b"
_SPACED: Final = (
    r"U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    r"|S ?E ?C ?R ?E ?T|L ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E"
)
# One of these is enough.
STRONG: Final = re.compile(
    r"[>\s]*(?:"
    r"V?ZCZC[A-Z]{3}"  # FL 1
    r"|DE R[A-Z]{4,6} #\d{4}"  # FL 3
    rf"|{DTG}"  # FL 5
    # FL 12, first line: classification, station, number, captions
    rf"|(?:{_SPACED})\b[A-Z0-9 /.'-]{{0,80}} \d{{2,6}}\b[A-Z/ ]{{0,40}}$)"
)
# One of these is, where a text was typed again without capitals; or the first line of FL 12
# (in STRONG as well) with a caption, since prose may look like that line.
TRANSMITTED: Final = re.compile(rf"[>\s]*(?:V?ZCZC[A-Z]{{3}}|DE R[A-Z]{{4,6}} #\d{{4}}|{DTG})")
# Of these, two different ones are.
CAPTIONS: Final = re.compile(
    r"[>\s]*(?:"
    r"(?P<sender>FM [A-Z]{2,})"
    r"|(?P<to>TO (?:[A-Z]{4,7}/)?[A-Z]{3,})"
    r"|(?P<order>E\.?\s?O\.?:?\s?1\d{4})"
    r"|(?P<tags>TAGS?:?\s+[A-Z]{2,5}\b)"
    r"|(?P<subject>SUBJ(?:ECT)?\s?:)"
    r"|(?P<ref>REF(?:TEL)?S?\s?:)"
    r"|(?P<paragraph>1\.\s\([A-Z/]{1,8}\))"
    r"|(?P<caption>(?:SIPDIS|NOFORN|SENSITIVE)\s*$))"
)
NO_PROSE: Final = frozenset(("order", "tags", "paragraph", "caption"))
# What a body has and transmission lines have not.
BODY: Final = re.compile(
    rf"^[>\s]*(?:(?:{_SPACED})\b|E\.?\s?O\.?:?\s?1\d{{4}}|TAGS?\b|SUBJ|SUMMARY|\d{{1,2}}\.\s)",
    re.MULTILINE | re.IGNORECASE,
)
FENCE: Final = re.compile(r"\s*(?:#{1,6} |```|~~~|<[a-z!?]|\{|\[\[?[a-z])")


def is_telegram(text: str) -> bool:
    """Whether this text is a telegram, or holds one soon after its start.

    A manual that quotes a telegram is none: its first lines are headings, not marks.
    """
    seen: set[str] = set()
    first = sure = False  # of the lines without capitals
    for line in _first_lines(text):
        if FENCE.match(line):
            return False
        if STRONG.match(line):
            return True
        caption = CAPTIONS.match(line)
        if caption and caption.lastgroup:
            seen.add(caption.lastgroup)
            if len(seen) > 1:
                return True
        elif line.islower():
            capitals = line.upper()
            if TRANSMITTED.match(capitals):
                return True
            caption = CAPTIONS.match(capitals)
            first = first or STRONG.match(capitals) is not None
            sure = sure or (caption is not None and caption.lastgroup in NO_PROSE)
            if first and sure:
                return True
    return False


def is_fenced(text: str) -> bool:
    """Whether this begins as a manual, a page or a file of settings does."""
    return any(FENCE.match(line) for line in _first_lines(text))


def has_body(text: str) -> bool:
    """Whether this is more than transmission lines."""
    return BODY.search(text) is not None


def _first_lines(text: str) -> Iterator[str]:
    """The first lines that are not blank, each cut to a bounded length."""
    found = start = 0
    while start < len(text) and found < PATIENCE:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + LONGEST)].rstrip()
        if line:
            found += 1
            yield line
        start = end + 1
