"""Whether a line goes on with the labelled field above it: a wrapped line has no mark.

Teleprinter lines end where the margin is; so each field has its own way of ending.
"""

import re
from typing import Final

from reftel.gazetteer import posts
from reftel.telegram.attention import is_caption
from reftel.telegram.tagline import codes_only
from reftel.telegram.text import word_set

RULE: Final = re.compile(r"[-=_*~]{3}[-=_*~\s]*$")
MESSAGE: Final = re.compile(
    r"(?:(?:BEGIN|EXECUTIVE)\s+)?SUMMARY\b|INTRODUCTION\b|COMMENT\s?[:.]|ACTION\s+REQUEST"
    r"|BACKGROUND\s*$|OVERVIEW\s*$|KEY\s+POINTS\s*$|BEGIN\s+TEXT|PARA(?:GRAPH)?\s1\b",
    re.IGNORECASE,
)
NOTICE: Final = re.compile(
    r"\(?(?:SENSITIVE\s+BUT\s+UNCLASSIFIED|SBU\b|NOT\s+FOR\s+INTERNET|THIS\s+(?:CABLE|MESSAGE|IS"
    r"|TELEGRAM|REPORT)\b|ENTIRE\s+TEXT|(?:PLEASE\s+)?PROTECT\s+ACCORDINGLY|HANDLE\s+ACCORDINGLY"
    r"|\(U\)|CLASSIFIED\s+BY)",
    re.IGNORECASE,
)
PORTION: Final = re.compile(r"\(\s?(?:U|C|S|TS|SBU|LOU|FOUO)(?:[/ \-]{1,2}[A-Z, ]{2,14})?\s?\)\s")
DANGLING: Final = word_set(
    "THE OF AND TO IN FOR A AN ON WITH BY AT FROM OR ITS VS VERSUS BETWEEN AGAINST ABOUT & INTO"
    " OVER UNDER HIS HER THEIR"
)
COMPLETE_ORDER: Final = re.compile(
    r"(?:\d{4}|\d/\d\d|N/?A|OADR|MR|NONE|X\d|[AX]?GDS\d?|\d\d-\d\d)\W*$", re.IGNORECASE
)
REFERENCE_WORDS: Final = re.compile(
    r"\d|NOTAL|E-?MAIL|MEMO|TELCON|MEMCON|\bFAX|LETTER|SEPTEL|PREVIOUS", re.IGNORECASE
)
NEXT_ITEM: Final = re.compile(
    r"(?:REF\s?)?\(?[A-Z]\)?\s?[.):]\s|\([A-Z]\)|[A-Z]\.\s", re.IGNORECASE
)
LETTER: Final = re.compile(r"\(([A-Za-z])\)")
LETTERED: Final = re.compile(r"\([A-Z]\)\s{1,3}(?:(?:19|20)?\d\d\s{1,3})?(?=[A-Z])")
MORE_REASONS: Final = re.compile(r"(?:AND|OR|&)\s{1,3}\(?[A-H]\)", re.IGNORECASE)
ONLY_NUMBER: Final = re.compile(r"\d{1,8}[.,;]?(?:\s\(NOTAL\))?$")
HAS_REASONS: Final = re.compile(
    r"\b1\s?\.\s?[3-7]\b.{0,80}[a-hA-H]\)|reasons?:?\s*\(?[a-hA-H]\b", re.IGNORECASE
)
MOST_LINES: Final = {"eo": 3, "tags": 8, "subject": 8, "ref": 60, "by": 10}


def continues(kind: str, so_far: str, line: str, *, blank: bool, count: int) -> bool:
    """Whether ``line`` belongs to the field of that kind that reads ``so_far``.

    ``blank`` tells that a blank line stands between; ``count`` is the lines it has by now.
    """
    if count >= MOST_LINES[kind] or RULE.match(line) or is_caption(line):
        return False
    if kind == "tags":
        return _tags(so_far, line, blank=blank)
    if kind == "subject":
        return _subject(so_far, line, blank=blank)
    if kind == "ref":
        return _references(so_far, line, blank=blank)
    if kind == "by":
        return _classified_by(so_far, line, blank=blank)
    return not blank and len(line) < 70 and COMPLETE_ORDER.search(so_far[-40:]) is None


def _tags(so_far: str, line: str, *, blank: bool) -> bool:
    if so_far.rstrip().endswith(","):
        first = line.split(",", 1)[0].split(" ", 1)[0]
        return first.isupper() and not MESSAGE.match(line) and len(line) < 80
    return not blank and codes_only(line, None)


def _subject(so_far: str, line: str, *, blank: bool) -> bool:
    if MESSAGE.match(line) or NOTICE.match(line) or PORTION.match(line):
        return False
    before = so_far.rstrip()
    if not before:
        return not blank
    if blank:
        last = before.rsplit(None, 1)[-1].upper()
        dangling = last in DANGLING or before.endswith(("-", ",", "&"))
        return dangling and len(line) < 80
    return line.startswith("[") or not (_shouted(before) and _prose(line))


def _shouted(written: str) -> bool:
    """Whether more than nine letters of ten are capitals."""
    head = written[:200]
    if head.isupper() and head.isascii():
        return True
    letters = "".join(filter(str.isalpha, head))
    return sum(map(str.isupper, letters)) * 10 > len(letters) * 9


def _prose(written: str) -> bool:
    """Whether more than six letters of ten are small ones."""
    if written.isupper():
        return False
    letters = "".join(filter(str.isalpha, written[:200]))
    return len(letters) > 8 and sum(map(str.islower, letters)) * 5 > len(letters) * 3


def _references(so_far: str, line: str, *, blank: bool) -> bool:
    if MESSAGE.match(line) or NOTICE.match(line):
        return False
    before = so_far.rstrip()
    if PORTION.match(line) and not (_lettered(line) or next_letter(before, line[1])):
        return False
    unfinished = (
        not before
        or before[-1] in ",;(-&"
        or not before[-8:].rstrip(".)").endswith(tuple("0123456789L"))
    )
    if blank:
        return (ONLY_NUMBER.match(line) is not None and unfinished) or (
            NEXT_ITEM.match(line) is not None
            and REFERENCE_WORDS.search(line) is not None
            and len(line) < 90
            and (not before or not before.endswith("."))
        )
    if REFERENCE_WORDS.search(line) and (len(line) < 90 or NEXT_ITEM.match(line)):
        return not _prose(line) or NEXT_ITEM.match(line) is not None or unfinished
    return NEXT_ITEM.match(line) is not None or (unfinished and bool(before) and len(line) < 70)


def next_letter(so_far: str, letter: str) -> bool:
    """Whether a letter in brackets goes on with those before it: (C) after (B) is no mark."""
    labels = LETTER.findall(so_far[-400:])
    return bool(labels) and ord(letter.upper()) == ord(labels[-1].upper()) + 1


def _lettered(line: str) -> bool:
    """Whether the (C) of a line is the letter of an item, a station behind it, and no mark."""
    item = LETTERED.match(line)
    return item is not None and posts.leading_station(line[item.end() :].split()[:7]) is not None


def _classified_by(so_far: str, line: str, *, blank: bool) -> bool:
    if MESSAGE.match(line):
        return False
    if not blank and MORE_REASONS.match(line):
        return True
    if blank:
        return HAS_REASONS.search(so_far) is None and HAS_REASONS.search(line[:200]) is not None
    return HAS_REASONS.search(so_far) is None or not so_far.rstrip().endswith((".", ")"))
