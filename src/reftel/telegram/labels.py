"""Where the labelled fields of the opening stand: E.O., TAGS, SUBJECT, REF, Classified By.

A label begins a line; in re-flowed copies it may stand inside one, where its colon tells it
from the same word in a sentence.
"""

import re
from typing import Final, NamedTuple

from reftel.gazetteer import posts

LABEL: Final = re.compile(
    r"""[\s>*'"¶\-]{0,8}(?:
    (?P<eo>(?:E\s?[.,]?\s?[O0]\s?[.,]{0,2}|EXECUTIVE\s{1,3}ORDER)\s{0,3}[:;]?\s{0,3}
        (?=\d{4,5}|N/?A\b|XXX)|DECL\s?:)
    |(?P<tags>(?:TAGSS?|TAGE|TAG|TAS|TACS)\s{0,3}(?P<tags_colon>[:;.]|-(?=\s))?\s?)
    |(?P<subject>SUBJ(?:ECTS?|ET|CT)?\s{0,3}(?P<subject_colon>[:;.\-])?)
    |(?P<ref>(?:REFERENCES?|REFTELS?|REFS?\s{0,2}\(S\)|REFS?)\s{0,3}(?P<ref_colon>[:;.]|-(?=\s))?)
    |(?P<by>(?:(?:\((?:U|C|S|SBU)\)\s{1,3})?CLASSIFIED\s{1,3}BY\b|CLASSIFIED\s{0,2}:|DERIVED\s{1,3}FROM\b
        |(?:DECLASSIFY\s{1,3}ON|REASONS?)\s{0,3}:))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
INNER: Final = re.compile(
    r"""\s(?:(?P<tags>TAGS?\s?:|TAGS(?P<bare>)\s(?=\s{0,2}[A-Z]{4}[\s,]))|(?P<subject>SUBJ(?:ECT)?\s?:)
    |\(?(?P<ref>(?:REFERENCES?|REFTELS?|REFS?(?:\s?\(S\))?)\s?:)
    |(?P<eo>E\.?\s?O\.?\s\d{5}\b)|(?P<by>CLASSIFIED\s{1,3}BY\s?:)
    |(?P<message>1\s?\.\s{0,3}\((?:U|C|S|SBU|LOU|[CS]/{1,2}NF|U//FOUO|SBU/NF)\)\s))""",
    re.IGNORECASE | re.VERBOSE,
)
# No label stands inside a line without one of these …
INNER_WORDS: Final[tuple[str, ...]] = ("TAG", "SUBJ", "REF", "CLASS")
INNER_NUMBERS: Final = re.compile(r"[Oo]\.?\s\d{5}|1\s?\.\s{0,3}\(")  # … or of these
OWN: Final = 3  # letters of a label that is part of its own value: ``E.O.``, ``Classified``
FIRST_LETTERS: Final = frozenset("EeTtSsRrCcDd(>*'\"¶- \t")
MOST_CHARACTERS: Final = 4000  # of a line, for labels inside it
CODE: Final = re.compile(r"[A-Z]{2,4}(?:[\s,;/]|$)")
BARE: Final = "bare"  # the kind of a SUBJECT without its colon, if no other stands in the opening
IN_A_SENTENCE: Final = re.compile(r"(?:TO|OF|IS|WAS|AND|MATTER|OR)\b")
ITEM: Final = re.compile(r"\(?[A-Z]\)?[.):]\s|\([A-Z]\)|\d\d\s+[A-Z]{3}")


class Label(NamedTuple):
    """A label: its kind, where it begins, and where the value after it begins."""

    kind: str
    start: int
    value: int


def labels(at: int, line: str) -> list[Label]:
    """The labels of a line that stands at ``at``, in order."""
    first = _first(at, line) if line[0] in FIRST_LETTERS else None
    found = [] if first is None else [first]
    ordered = first is not None and first.kind == "eo"
    if len(line) >= 12 and (":" in line or "(" in line or (ordered and "TAGS" in line)):
        own = 0 if first is None else first.value - at or (OWN if line[0].isalpha() else 0)
        rest = line[own:MOST_CHARACTERS]
        worded = (":" in rest or ordered) and any(map(rest.upper().__contains__, INNER_WORDS))
        if worded or INNER_NUMBERS.search(rest):
            _inner(at, line, found)
    return found


def _inner(at: int, line: str, found: list[Label]) -> None:
    """Adds the labels inside the line to the one that begins it."""
    first = found[0] if found else None
    after_subject = first is not None and first.kind == "subject"
    after_order = first is not None and first.kind == "eo"
    for match in INNER.finditer(line, first.value - at if first else 0, MOST_CHARACTERS):
        kind = match.lastgroup or ""
        start = at + match.start() + 1
        if kind == "eo" and (after_subject or after_order):
            continue
        if match["bare"] is not None and (after_subject or not after_order):
            continue  # the word in a sentence, with no colon behind it
        if kind == "message":
            if first is not None or after_subject:
                found.append(Label(kind, start, start))
            return
        after_subject = after_subject or kind == "subject"
        found.append(Label(kind, start, start if kind in {"eo", "by"} else at + match.end()))


def _first(at: int, line: str) -> Label | None:
    """The label that begins a line."""
    match = LABEL.match(line)
    if match is None:
        return None
    kind = match.lastgroup or ""
    end = match.end()
    if kind in {"eo", "by"}:
        return Label(kind, at, at)
    if kind == "tags":
        sure = match["tags_colon"] or (match["tags"].isupper() and _codes_follow(line, end))
        return Label(kind, at, at + end) if sure else None
    if kind == "subject":
        if match["subject_colon"]:
            return Label(kind, at, at + end)
        return _bare_subject(line, match["subject"], at, end)
    return _reference(line, match, at)


def _codes_follow(written: str, end: int) -> bool:
    return written[end - 1 : end].isspace() and CODE.match(written, end) is not None


def _bare_subject(line: str, written: str, at: int, end: int) -> Label | None:
    """SUBJECT without its colon: alone in its line, or in capitals before capitals."""
    if not written.isupper():
        return None
    if line[end : end + 1] in {"", " "}:
        return Label("subject", at, at + end)
    sure = written[-1].isspace() and line.isupper() and IN_A_SENTENCE.match(line, end) is None
    return Label(BARE, at, at + end) if sure else None


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
