"""What stands between and inside paragraphs: tables, quoted texts, notes, slips of the key."""

import re

from reftel.invented.draft import UNCLASSIFIED, Draft
from reftel.invented.layout import wrapped
from reftel.invented.prose import Story

_THOUSANDS = re.compile(r"\b(\d+),(\d{3}) (?=crowns|kilos|people)")


def after(draft: Draft, story: Story) -> list[str]:
    """Lines between two paragraphs; most often none."""
    if not draft.chance.often(0.025):
        return []
    if draft.chance.often(0.3):
        return _table(draft, story)
    if draft.chance.often(0.4):
        return _quoted(draft, story)
    points = [wrapped(f"-- {story.passage('f')}", draft.width) for _ in range(3)]
    return [line for point in points for line in (*point, "")]


def within(draft: Draft, text: str) -> str:
    """The text of one paragraph in ten, with what may have happened to it."""
    chance = draft.chance
    if chance.often(0.1):
        closed = not draft.odd("note unclosed", 0.15)
        text += f" (Note: The figures are those of the host government. End note{'.)' * closed}"
    if draft.references and chance.often(0.2):
        text += f" See {chance.one(('reftel', 'ref A', 'refs', 'septel'))} for details."
    if _THOUSANDS.search(text) and draft.odd("thousands between dots", 0.15):
        text = _THOUSANDS.sub(r"\1.\2.000 ", text)
    if " the " in text and draft.odd("error struck out", 0.01):
        text = text.replace(" the ", " teh E E E E E E E E the ", 1)
    if draft.classified and " told us" in text and draft.odd("protect mark", 0.7):
        text = text.replace(" told us", " (strictly protect) told us", 1)
    return text


def at_line_start(draft: Draft) -> list[str]:
    """Lines below one paragraph in ten that begin with a number and a period."""
    if draft.odd("year at a line start", 0.008):
        return ["The rule had been printed once before, in the spring of", "2001. Nobody read it."]
    if draft.odd("decimal at a line start", 0.008):
        return ["Since then the collection has grown to", "3.5 million cards."]
    return []


def _table(draft: Draft, story: Story) -> list[str]:
    """Columns: three years of figures for a few towns."""
    cast, year = story.cast, draft.year
    years = (year - 3, year - 2, year - 1)
    first = f"{'':<22}{years[0]:>10}{years[1]:>10}{years[2]:>10}"
    rows = (
        f"{cast[slot]:<22}{cast['big']:>10}{cast['big']:>10}{cast['big']:>10}"
        for slot in ("town", "town2", "town3", "province")
    )
    return [first, *rows, ""]


def _quoted(draft: Draft, story: Story) -> list[str]:
    """A quoted text with a numbering of its own, its end marked or forgotten."""
    lines = ["Begin text:", ""]
    for number in range(1, draft.chance.between(3, 6)):
        lines += wrapped(f"{number}. {story.passage('f')}", draft.width)
    # Without an end, only the portion mark of the next paragraph tells that the quotation is over.
    marked = draft.year >= 1995 and draft.classification != UNCLASSIFIED
    unended = marked and draft.odd("quoted text without end", 0.15)
    end = [] if unended else ["", "End text."]
    return [*lines, *end, ""]
