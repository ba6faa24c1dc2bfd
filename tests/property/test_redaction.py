"""Whatever was held back, and however long it was: nothing of it shows in what is left."""

import textwrap
from collections.abc import Callable, Iterator
from itertools import count

from hypothesis import example, given
from hypothesis import strategies as st

from reftel.redaction.laying import Laid, laid
from reftel.redaction.values import Kind, Mark
from reftel.telegram.cable import SEAM

OPENED, CLOSED = "\ue000", "\ue001"  # stand around what is held back, and nowhere else
WORDS = [
    "the",
    "a",
    "ministry",
    "harvest",
    "of",
    "in",
    "said",
    "that",
    "barley",
    "and",
    "was",
    "not",
    "able",
    "to",
    "pay",
    "for",
    "it",
    "next",
    "week",
    "Ambassador",
    "reported",
    "north",
    "U.S.",
    "2008",
    "(see)",
    "para",
    "3,",
    "however;",
    "end.",
    '"we"',
    "it's",
    "Ö-line",
]
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=50).map(" ".join)
secret = st.one_of(
    st.sampled_from(["J", "DOE", "Jane Doe", "Maximilian Alexander von Doe-Smythe-Roe", "Дое"]),
    st.lists(st.text("abcXY-éß", min_size=1, max_size=14), min_size=1, max_size=9).map(" ".join),
)
Part = tuple[str, list[str]]  # its kind, and what stands around what is held back
parts = st.tuples(
    st.sampled_from(["prose", "prose", "heading", "rows", "list", "withheld"]),
    st.lists(prose, min_size=2, max_size=3),
)
templates = st.tuples(
    st.lists(prose, min_size=1, max_size=2), st.lists(parts, min_size=1, max_size=4)
)


def built(
    template: tuple[list[str], list[Part]], secrets: list[str], margin: int, page: int
) -> tuple[str, str]:
    """Header and text of a cable: lines end at a margin, pages after so many lines of prose."""
    names = (f"{OPENED}{secrets[place % len(secrets)]}{CLOSED}" for place in count())
    subject, message = template
    header = f"R 040544Z JAN 08\nFM AMEMBASSY {next(names)}\nTO RUEHC/SECSTATE WASHDC 1866"
    text = "UNCLAS BONN 000012\n\nE.O. 12958: N/A\nTAGS: PGOV\n"
    text += wrapped(f"SUBJECT: BARLEY {f' {next(names)} '.join(['', *subject, ''])}", margin)
    text += "\nREF: BONN 9\n"
    pages = Pages(page)
    for number, (kind, words) in enumerate(message, start=1):
        text += PARTS[kind](number, words, names, margin, pages)
    return header, text + "\n\nROE\n"


class Pages:
    """Breaks prose off after so many lines of it, with a page mark."""

    def __init__(self, every: int) -> None:
        self._every, self._lines = every, 0

    def broken(self, lines: str) -> str:
        made = []
        for line in lines.split("\n"):
            made.append(line)
            self._lines += 1
            if self._every and self._lines % self._every == 0:
                made += ["", "BONN 00000012  002 OF 003", "", ""]
        return "\n".join(made)


def wrapped(words: str, margin: int) -> str:
    return textwrap.fill(words, margin, break_on_hyphens=False, break_long_words=False)


def _prose(number: int, words: list[str], names: Iterator[str], margin: int, pages: Pages) -> str:
    said = "".join(f"{one} {next(names)} " for one in words)
    return f"\n\n{pages.broken(wrapped(f'{number}. (C) {said} here.', margin))}"


def _heading(number: int, words: list[str], names: Iterator[str], margin: int, pages: Pages) -> str:
    title = f"TALKS WITH {next(names)}"
    rule = "-" * len(title)
    centred = f"\n\n{title.center(margin).rstrip()}\n{rule.center(margin).rstrip()}"
    return centred + _prose(number, words, names, margin, pages)


def _rows(number: int, words: list[str], names: Iterator[str], margin: int, pages: Pages) -> str:
    del margin, pages
    first = [next(names), "JANE ROE", next(names)]
    wide = max(map(len, first)) + 3
    rows = [f"{name:<{wide}}Minister    {len(words)}" for name in first]
    return f"\n\n{number}. (C) As follows:\n\n" + "\n".join(rows)


def _list(number: int, words: list[str], names: Iterator[str], margin: int, pages: Pages) -> str:
    del pages
    items = (wrapped(f"-- {one} {next(names)}.", margin) for one in words)
    return f"\n\n{number}. (C) Points:\n\n" + "\n".join(items)


def _withheld(
    number: int, words: list[str], names: Iterator[str], margin: int, pages: Pages
) -> str:
    del words
    whole = f"{number}. (C) {next(names)}"
    return f"\n\n{pages.broken(wrapped(whole, margin))}"


PARTS: dict[str, Callable[[int, list[str], Iterator[str], int, Pages], str]] = {
    "prose": _prose,
    "heading": _heading,
    "rows": _rows,
    "list": _list,
    "withheld": _withheld,
}


def marks_of(whole: str) -> Iterator[Mark]:
    """A mark over everything between the two signs."""
    at = whole.find(OPENED)
    while at >= 0:
        end = whole.index(CLOSED, at) + 1
        withheld = whole[:at].endswith(". (C) ") and whole[end : end + 1] in {"\n", ""}
        kind = Kind.PARAGRAPH if withheld else Kind.WORDS
        yield Mark.at(whole, at, end, kind=kind, code="B6")
        at = whole.find(OPENED, end)


def shown(header: str, text: str) -> Laid:
    return laid(header, text, marks_of(header + SEAM + text))


@given(
    template=templates,
    one=st.lists(secret, min_size=1, max_size=3),
    other=st.lists(secret, min_size=1, max_size=3),
    margin=st.integers(50, 69),
    page=st.sampled_from([0, 0, 3, 7]),
)
@example(  # what is held back swallows the ends of lines, and leaves one that is long
    template=(
        ["the"],
        [
            (
                "prose",
                ["the the the the the the ministry ministry", " ".join(13 * ["the"]), "Ambassador"],
            )
        ],
    ),
    one=["J"],
    other=["X abcabcab abcabcabc abcabcabc abcabcabcab abcabcabcabcab X"],
    margin=57,
    page=0,
)
def test_texts_that_differ_in_what_is_held_back_are_one_to_the_public(
    template: tuple[list[str], list[Part]],
    one: list[str],
    other: list[str],
    margin: int,
    page: int,
) -> None:
    """Lines, columns, padding, rules and pages that followed from it are gone as well."""
    mine, theirs = (built(template, secrets, margin, page) for secrets in (one, other))

    assert shown(*mine) == shown(*theirs)
