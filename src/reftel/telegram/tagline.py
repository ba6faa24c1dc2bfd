"""The TAGS line: subject, program, geographic, organization and person TAGS.

Commas, semicolons, blanks or nothing at all stand between the codes; a code means what the
list of its year says. No code is dropped, and none is put right.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.gazetteer import tags as table
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Read, Span, Tag, TagKind

ITEM = re.compile(r"\((?P<inside>[^()]{1,80})\)|(?P<comma>[,;])|(?P<word>[^\s,;()/]+)")
CODE = re.compile(r"[A-Z0-9][A-Z0-9&\-]{1,60}$")
NAME = re.compile(r"[A-Za-z][A-Za-z'\-]+$")
INITIAL = re.compile(r"[A-Z]\.?$")
REDACTED = re.compile(r"X{4,}$")
EDGES = ".:*'\"`?_-"
LONGEST_RUN = 80  # letters of a run in which an organization is looked for
MOST = 400  # codes of one line; a line with more is no TAGS line


class Word(NamedTuple):
    """A word of the line, or a comma (no text)."""

    text: str
    start: int
    end: int


def tags(
    text: str, start: int, end: int, year: int | None, defects: list[Defect]
) -> list[Read[Tag]]:
    """The TAGS in ``text[start:end]``, label not included, in order."""
    found: list[Read[Tag]] = []
    words: list[Word] = []
    for number, match in enumerate(ITEM.finditer(text, start, end)):
        if number > 2 * MOST:
            break
        inside = match["inside"]
        if inside is not None and "," in inside and not _known(inside.split(",")[0].strip(), year):
            found += _codes(words, year, defects)
            words = []
            found.append(_person(inside, match.start("inside"), match.end("inside")))
        elif inside is not None:
            at = match.start("inside")
            words += [
                Word(one.group(), at + one.start(), at + one.end())
                for one in re.finditer(r"[^\s,;/]+", inside)
                if one.end() - one.start() > 1
            ]
        elif match["comma"]:
            words.append(Word("", match.start(), match.end()))
        elif match["word"]:
            words.append(Word(match["word"], *match.span("word")))
    found += _codes(words, year, defects)
    return found


def codes_only(line: str, year: int | None) -> bool:
    """Whether a line holds nothing but known codes, so that it may continue a TAGS line."""
    words = [word.strip(EDGES) for word in re.split(r"[\s,;/]+", line[:200])]
    words = [word for word in words if word]
    return bool(words) and all(
        word.isupper() and (_known(word, year) or table.split(word)) for word in words
    )


def _known(word: str, year: int | None) -> bool:
    return _kind(word.upper(), year) is not None


@lru_cache(maxsize=8192)
def _kind(code: str, year: int | None) -> TagKind | None:
    entry = table.entry(code, year)
    return None if entry is None else TagKind(entry.kind)


def _person(written: str, start: int, end: int) -> Read[Tag]:
    name = " ".join(written.split())
    return Read(Tag(name.upper(), TagKind.PERSON, name), Span(start, end))


def _codes(words: list[Word], year: int | None, defects: list[Defect]) -> list[Read[Tag]]:
    found: list[Read[Tag]] = []
    commas = sum(not word.text for word in words)
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if not word.text:
            continue
        used = _person_words(words, place - 1, year, commas)
        if used:
            last = words[place - 1 + used - 1]
            surname = word.text
            given = " ".join(one.text for one in words[place + 1 : place - 1 + used])
            found.append(_person(f"{surname}, {given}", word.start, last.end))
            place += used - 1
            continue
        more = _code(word, year, defects)
        if more is None:
            break
        found += more
    return found


def _person_words(words: list[Word], at: int, year: int | None, commas: int) -> int:
    """How many words from ``at`` are ``SURNAME , GIVEN [INITIAL]``; 0 where they are none."""
    if at + 2 >= len(words) or words[at + 1].text or not NAME.match(words[at].text):
        return 0
    known = _kind(words[at].text.upper(), year)
    if known not in {None, TagKind.ORGANIZATION} or table.split(words[at].text):
        return 0
    used = 2
    initial = False
    for word in words[at + 2 : at + 5]:
        if not word.text or _known(word.text.strip("."), year):
            break
        if INITIAL.match(word.text):
            initial = True
        elif not NAME.match(word.text):
            break
        used += 1
    if used == 2:
        return 0
    return used if initial or (known is None and commas == 1 and len(words) > 3) else 0


def _code(word: Word, year: int | None, defects: list[Defect]) -> list[Read[Tag]] | None:
    """The code or codes of a word; None where prose begins."""
    stripped = word.text.strip(EDGES)
    code = stripped.upper()
    if len(code) < 2 or code.isdigit() or REDACTED.match(code):
        return []
    start = word.start + word.text.index(stripped)
    span = Span(start, start + len(stripped))
    kind = _kind(code, year)
    if kind is not None:
        return [Read(Tag(code, kind, stripped), span)]
    parts = _split(code, year) if len(code) > 4 else None
    if parts is not None:
        defects.append(Defect(DefectKind.TAGS_RUN_TOGETHER, span, stripped))
        return _run(parts, stripped, start, year)
    if code != stripped:
        return None
    if CODE.match(code) is None:
        return []
    defects.append(Defect(DefectKind.TAG_UNKNOWN, span, code))
    return [Read(Tag(code, TagKind.UNKNOWN, stripped), span)]


def _split(run: str, year: int | None) -> tuple[str, ...] | None:
    """The codes of a run; one of them may be an organization of four letters."""
    parts = table.split(run)
    if parts is not None or len(run) > LONGEST_RUN:
        return parts
    for at in range(0, len(run) - 3, 2):
        if _kind(run[at : at + 4], year) is TagKind.ORGANIZATION:
            head = table.split(run[:at]) if at else ()
            tail = table.split(run[at + 4 :]) if run[at + 4 :] else ()
            if head is not None and tail is not None:
                return (*head, run[at : at + 4], *tail)
    return None


def _run(parts: tuple[str, ...], run: str, start: int, year: int | None) -> list[Read[Tag]]:
    found: list[Read[Tag]] = []
    for code in parts:
        kind = _kind(code, year) or TagKind.UNKNOWN
        found.append(Read(Tag(code, kind, run), Span(start, start + len(code))))
        start += len(code)
    return found
