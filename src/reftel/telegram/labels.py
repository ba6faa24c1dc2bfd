"""Where the labelled fields of the opening stand: E.O., TAGS, SUBJECT, REF, Classified By.

A label begins a line; in re-flowed copies it may stand inside one, where its colon tells it
from the same word in a sentence.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.gazetteer import posts
from reftel.telegram.text import Line

LABEL = re.compile(
    r"""[\s>*'"¶\-]{0,8}(?:
    (?P<eo>(?:E\s?[.,]?\s?[O0]\s?[.,]{0,2}|EXECUTIVE\s{1,3}ORDER)\s{0,3}[:;]?\s{0,3}
        (?=\d{4,5}|N/?A\b|XXX))
    |(?P<tags>(?:TAGSS?|TAGE|TAG|TAS|TACS)\s{0,3}(?P<tags_colon>[:;.])?\s?)
    |(?P<subject>SUBJ(?:ECTS?|ET|CT)?\s{0,3}(?P<subject_colon>[:;.\-])?)
    |(?P<ref>(?:REFERENCES?|REFTELS?|REFS?\s{0,2}\(S\)|REFS?)\s{0,3}(?P<ref_colon>[:;.])?)
    |(?P<by>(?:CLASSIFIED\s{1,3}BY\b|CLASSIFIED\s{0,2}:|DERIVED\s{1,3}FROM\b
        |(?:DECLASSIFY\s{1,3}ON|REASONS?)\s{0,3}:))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
INNER = re.compile(
    r"""\s(?:(?P<tags>TAGS?\s?:)|(?P<subject>SUBJ(?:ECT)?\s?:)
    |(?P<ref>(?:REFERENCES?|REFTELS?|REFS?(?:\s?\(S\))?)\s?:)
    |(?P<eo>E\.?\s?O\.?\s\d{5}\b)|(?P<by>CLASSIFIED\s{1,3}BY\s?:)
    |(?P<message>1\s?\.\s{0,3}\((?:U|C|S|SBU|LOU|[CS]/{1,2}NF|U//FOUO|SBU/NF)\)\s))""",
    re.IGNORECASE | re.VERBOSE,
)
FIRST_LETTERS = frozenset("EeTtSsRrCcDd>*'\"¶- \t")
MOST_CHARACTERS = 4000  # of a line, for labels inside it
CODE = re.compile(r"[A-Z]{2,4}(?:[\s,;/]|$)")
ITEM = re.compile(r"\(?[A-Z]\)?[.):]\s|\([A-Z]\)|\d\d\s+[A-Z]{3}")


class Label(NamedTuple):
    """A label: its kind, where it begins, and where the value after it begins."""

    kind: str
    start: int
    value: int


def labels(line: Line) -> Iterator[Label]:
    """The labels of a line, in order."""
    first = _first(line)
    after_subject = False
    if first is not None:
        yield first
        after_subject = first.kind == "subject"
    if len(line.text) < 12 or not (":" in line.text or "(" in line.text):
        return
    at = first.value - line.start if first else 0
    for match in INNER.finditer(line.text, at, MOST_CHARACTERS):
        kind = match.lastgroup or ""
        if kind == "eo" and (after_subject or (first is not None and first.kind == "eo")):
            continue
        if kind == "message":
            if first is not None or after_subject:
                yield Label(kind, line.start + match.start() + 1, line.start + match.start() + 1)
            return
        after_subject = after_subject or kind == "subject"
        value = match.start() + 1 if kind in {"eo", "by"} else match.end()
        yield Label(kind, line.start + match.start() + 1, line.start + value)


def _first(line: Line) -> Label | None:
    """The label that begins a line."""
    written = line.text
    match = LABEL.match(written) if written and written[0] in FIRST_LETTERS else None
    if match is None:
        return None
    end = match.end()
    if match["eo"] or match["by"]:
        return Label("eo" if match["eo"] else "by", line.start, line.start)
    if match["tags"]:
        sure = match["tags_colon"] or (match["tags"].isupper() and _codes_follow(written, end))
        return Label("tags", line.start, line.start + end) if sure else None
    if match["subject"]:
        alone = match["subject"].isupper() and written[end : end + 1] in {"", " "}
        sure = match["subject_colon"] or alone
        return Label("subject", line.start, line.start + end) if sure else None
    return _reference(written, match, line.start)


def _codes_follow(written: str, end: int) -> bool:
    return written[end - 1 : end].isspace() and CODE.match(written, end) is not None


def _reference(written: str, match: re.Match[str], start: int) -> Label | None:
    """REF with its colon, or in capitals before something that can be an item."""
    found = Label("ref", start, start + match.end())
    if match["ref_colon"]:
        return found
    at = match.start("ref") + len(match["ref"].rstrip())
    rest = written[at : at + 60]
    if not match["ref"].isupper() or not rest[:1].isspace():
        # ``REF(A)`` without a colon, or a word that only begins with the letters
        return found if rest[:1] == "(" else None
    words = rest.split()
    leading = posts.leading_station(words[:5])
    numbered = leading is not None and words[leading[1] : leading[1] + 1]
    if ITEM.match(rest.lstrip()) or (numbered and numbered[0][0].isdigit()):
        return found
    return None
