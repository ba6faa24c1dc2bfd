"""The TAGS line: subject, program, geographic, organization and person TAGS.

Commas, semicolons, blanks or nothing at all stand between the codes; a code means what the
list of its year says. No code is dropped, and none is put right.
"""

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from reftel.gazetteer import tags as table
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Defect, Read, Span, Tag, TagKind
from reftel.telegram.redactions import STRUCK_OUT
from reftel.telegram.text import placed

ITEM: Final = re.compile(r"\((?P<inside>[^()]{1,80})\)|(?P<comma>[,;])|(?P<word>[^\s,;()/]+)")
IN_BRACKETS: Final = re.compile(r"[^\s,;/]+")
BETWEEN: Final = re.compile(r"[\s,;/]+")
CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9&\-]{1,60}$")
NAME: Final = re.compile(r"[A-Za-z][A-Za-z'\-]+$")
INITIAL: Final = re.compile(r"[A-Z]\.?$")
EDGES: Final = ".:*'\"`?_-"
LONGEST_CODE: Final = 20  # letters: more than the longest of the table
LONGEST_RUN: Final = 80  # letters of a run in which an organization is looked for
MOST: Final = 400  # codes of one line; a line with more is no TAGS line


Word = tuple[str, int]  # a word of the line, or a comma (no text), and where it stands


def tags(
    text: str, start: int, end: int, year: int | None, defects: list[Defect]
) -> list[Read[Tag]]:
    """The TAGS in ``text[start:end]``, label not included, in order."""
    found: list[Read[Tag]] = []
    words: list[Word] = []
    for match in islice(ITEM.finditer(text, start, end), 2 * MOST + 1):
        if match.lastgroup == "word":
            words.append((match.group(), match.start()))
            continue
        if match.lastgroup == "comma":
            words.append(("", match.start()))
            continue
        inside, at = match["inside"], match.start("inside")
        if "," in inside and _names_person(inside, year):
            found += _codes(words, year, defects)
            words = []
            found.append(_person(inside, at, match.end("inside")))
        else:
            words += [
                (one.group(), at + one.start())
                for one in IN_BRACKETS.finditer(inside)
                if one.end() - one.start() > 1
            ]
    found += _codes(words, year, defects)
    return found


def codes_only(line: str, year: int | None) -> bool:
    """Whether a line holds nothing but known codes, so that it may continue a TAGS line."""
    words = [word for one in BETWEEN.split(line[:200]) if (word := one.strip(EDGES))]
    return bool(words) and all(
        word.isupper() and (_known(word, year) or table.split(word)) for word in words
    )


def _known(word: str, year: int | None) -> bool:
    return _kind(word.upper(), year) is not None


def _kind(code: str, year: int | None) -> TagKind | None:
    return _listed(code, year) if len(code) <= LONGEST_CODE else None


@lru_cache(maxsize=8192)
def _listed(code: str, year: int | None) -> TagKind | None:
    entry = table.entry(code, year)
    return None if entry is None else TagKind(entry.kind)


@lru_cache(maxsize=8192)
def _plain(word: str, year: int | None) -> Tag | None:
    """The tag of a word that is a code and nothing else, and that no person is called."""
    kind = _listed(word.upper(), year)
    if kind is None or kind is TagKind.ORGANIZATION or len(word) < 2 or word.strip(EDGES) != word:
        return None
    return Tag(word.upper(), kind, word)


def _person(written: str, start: int, end: int) -> Read[Tag]:
    name = " ".join(written.split())
    return placed(Tag(name.upper(), TagKind.PERSON, name), start, end)


def _codes(words: list[Word], year: int | None, defects: list[Defect]) -> list[Read[Tag]]:
    found: list[Read[Tag]] = []
    place = 0
    while place < len(words):
        word, start = words[place]
        tag = _plain(word, year) if len(word) <= LONGEST_CODE else None
        if tag is not None:
            found.append(placed(tag, start, start + len(word)))
        used = 0 if tag is not None or not word else _person_words(words, place, year)
        if used:
            last, at = words[place + used - 1]
            given = " ".join(one for one, _ in words[place + 2 : place + used])
            found.append(_person(f"{word}, {given}", start, at + len(last)))
        elif word and tag is None:
            more = _code(word, start, year, defects)
            if more is None:
                break
            found += more
        place += used or 1
    return found


def _names_person(inside: str, year: int | None) -> bool:
    """Whether ``DOE, JANE Q.`` in brackets is a name, though DOE may be an organization's code."""
    surname, _, given = inside.partition(",")
    kind = _kind(surname.strip().upper(), year)
    codes = all(_known(word, year) for word in given.split())
    return kind is None or (kind is TagKind.ORGANIZATION and not codes)


def _person_words(words: list[Word], at: int, year: int | None) -> int:
    """How many words from ``at`` are ``SURNAME , GIVEN [INITIAL]``; 0 where they are none."""
    surname = words[at][0]
    if at + 2 >= len(words) or words[at + 1][0] or not NAME.match(surname):
        return 0
    known = _kind(surname.upper(), year)
    if known not in {None, TagKind.ORGANIZATION} or table.split(surname):
        return 0
    used = 2
    initial = False
    for word, _ in words[at + 2 : at + 5]:
        if not word or _known(word.strip("."), year):
            break
        if INITIAL.match(word):
            initial = True
        elif not NAME.match(word):
            break
        used += 1
    if used == 2:
        return 0
    alone = known is None and len(words) > 3 and sum(not word for word, _ in words) == 1
    return used if initial or alone else 0


def _code(word: str, at: int, year: int | None, defects: list[Defect]) -> list[Read[Tag]] | None:
    """The code or codes of a word; None where prose begins."""
    stripped = word.strip(EDGES)
    code = stripped.upper()
    if len(code) < 2 or code == "AND" or code.isdigit() or STRUCK_OUT.match(code):
        return []
    start = at + word.index(stripped)
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
        found.append(placed(Tag(code, kind, run), start, start + len(code)))
        start += len(code)
    return found
