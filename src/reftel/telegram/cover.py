"""The cover of a telegram: every character in one part, so that nothing is passed over unsaid.

A part is a value's place, or what stands between values: labels, signs that part values,
rules, blanks. Words that no field takes are ``skipped``, and can be listed.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reftel.telegram.record import Read, Span, Telegram

LABEL: Final = "label"
SIGN: Final = "sign"  # commas, brackets, bullets: what parts values
RULE: Final = "rule"
BLANK: Final = "blank"
SKIPPED: Final = "skipped"

LABELS: Final = re.compile(
    r"""(?:FM|TO|INFO|XMT|DE|PAGE|ACTION|ORIGIN|ZZ|OO|PP|RR|E\.?O\.?
    |TAGS?|TAGE|TAS|SUBJ(?:ECTS?|ET|CT)?|REF(?:ERENCES?|TELS?|S|\(S\))?
    |\(?[A-Z]\)?[.):]|\((?:U|C|S|TS|SBU|LOU|FOUO|[CS]/{1,2}NF|U//FOUO)\))[:;.,)\-]{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
SIGNS: Final = re.compile(r"[^\w\s]{1,80}$")
RULES: Final = re.compile(r"[-=_*~]{2,}$|[-=_*]$")
WORDS: Final = re.compile(r"\S+")


class Part(NamedTuple):
    """A stretch of the text; ``name`` is a field of ``Telegram``, or what the gap holds."""

    name: str
    span: Span


def cover(telegram: Telegram) -> list[Part]:
    """The parts of the whole text, in order, end to end, none of them empty.

    Where values lie inside one another (a quotation in a paragraph) the inner one counts.

    >>> from reftel import parse
    >>> [part.name for part in cover(parse("UNCLAS BANGKOK 000012\\n\\n1. Rain."))]
    ['classification', 'blank', 'mrn', 'blank', 'paragraphs']
    """
    text = telegram.text
    parts: list[Part] = []
    at = 0
    for name, start, end in _innermost(telegram):
        if at < start:
            parts += _between(text, at, start)
        parts.append(Part(name, Span(start, end)))
        at = end
    if at < len(text):
        parts += _between(text, at, len(text))
    return parts


def skipped(telegram: Telegram) -> list[Read[str]]:
    """The words that no field takes, in order: what a reader of fields alone would not see.

    >>> from reftel import parse
    >>> [one.value for one in skipped(parse("UNCLAS BONN 000012\\nREF: NONE"))]
    ['NONE']
    """
    return [
        Read(telegram.text[span.start : span.end], span)
        for name, span in cover(telegram)
        if name == SKIPPED
    ]


def _innermost(telegram: Telegram) -> Iterator[tuple[str, int, int]]:
    """The values' stretches, apart and in order, the innermost where they overlap."""
    values = [
        (span.start, -span.end, name)
        for name, span in telegram.spans()
        if name != "defects" and span.start < span.end
    ]
    values.sort()
    open_: list[tuple[int, str]] = []  # the values that are not at their end, the innermost last
    at = 0
    for start, minus_end, name in [*values, (len(telegram.text), 0, "")]:
        while open_ and at < start:
            end, within = open_[-1]
            stop = min(end, start)
            if at < stop:
                yield within, at, stop
                at = stop
            if end <= at:
                open_.pop()
        at = max(at, start) if not open_ else at
        end = -minus_end
        if end > at:
            open_.append((end, name))


def _between(text: str, start: int, end: int) -> Iterator[Part]:
    """What stands between two values: words of one sort on one line are one part."""
    name, first, last = "", start, start
    for match in WORDS.finditer(text, start, end):
        found = _sort(match.group())
        joined = found == name and "\n" not in text[last : match.start()]
        if not joined:
            if name:
                yield Part(name, Span(first, last))
            if last < match.start():
                yield Part(BLANK, Span(last, match.start()))
            name, first = found, match.start()
        last = match.end()
    if name:
        yield Part(name, Span(first, last))
    if last < end:
        yield Part(BLANK, Span(last, end))


def _sort(word: str) -> str:
    if RULES.match(word):
        return RULE
    if SIGNS.match(word):
        return SIGN
    return LABEL if LABELS.match(word) else SKIPPED
