"""What befell a text on its way: page marks, stray captions, lost ends, redactions, garbles."""

import re

from reftel.invented.draft import Draft
from reftel.invented.layout import written
from reftel.invented.prose import Story

_PAGE = "{name:<10} {number:08d}  {page:03d}{part} OF {of:03d}"


def paged(draft: Draft, lines: list[str]) -> list[str]:
    """The lines of a message of several sections, with what is left of the page breaks."""
    if draft.sections < 2 or draft.chance.often(0.25):
        return lines
    kind = draft.chance.one(("mark", "mark", "mark", "mark", "SIPDIS", "blank"))
    if draft.year < 2001:
        kind = "department"
    breaks = [_break(lines, len(lines) * k // draft.sections) for k in range(1, draft.sections)]
    done = list(lines)
    for page, at in reversed(list(enumerate(breaks, start=2))):
        done[at:at] = ["", *_mark(draft, kind, page), ""] if kind != "blank" else [""]
    if kind != "mark":
        draft.oddities.add(f"page break: {kind}")
    return done


def _break(lines: list[str], at: int) -> int:
    """The next place from there on that lies inside a paragraph."""
    while at < len(lines) and not (lines[at - 1] and lines[at][:1] not in {"", "-"}):
        at += 1
    return at


def _mark(draft: Draft, kind: str, page: int) -> list[str]:
    frame = draft.frame
    name = written(frame.station)
    if kind == "SIPDIS":
        return ["SIPDIS"]
    if kind == "department":
        return [
            f"PAGE {page:02d}        {name[:6]:<6}  {frame.number:05d}  {frame.created:%d%H%M}Z"
        ]
    part = f".{draft.chance.between(2, 3)}" if draft.chance.often(0.3) else ""
    return [
        _PAGE.format(name=name[:10], number=frame.number, page=page, part=part, of=draft.sections)
    ]


def truncated(draft: Draft, lines: list[str]) -> list[str]:
    """The lines up to somewhere in mid-word, as where a record of the dump was cut."""
    if "truncated" not in draft.oddities:
        return lines
    draft.signer = None
    at = max(3, len(lines) * 2 // 3)
    while at < len(lines) - 1 and not all(
        line and line[0] != "-" for line in lines[at - 1 : at + 2]
    ):
        at += 1  # inside a paragraph, not at a heading
    draft.numbers = [(number, line) for number, line in draft.numbers if line <= at]
    kept = lines[: at + 1]
    kept[-1] = f"{kept[-1][:17].rstrip()}"
    return [*kept, "..."] if draft.chance.often(0.5) else kept


def marred(draft: Draft, body: str) -> str:
    """The whole body with what copying, recoding and forwarding left in it."""
    if " and " in body and draft.odd("ampersand encoded twice", 0.005):
        body = body.replace(" and ", " &amp; ", 1)
    if "'" in body and draft.odd("quotes recoded wrongly", 0.005):
        wrong = "\u00e2\u20ac\u2122"
        body, draft.subject = body.replace("'", wrong), draft.subject.replace("'", wrong)
    if draft.odd("backslash at a line end", 0.004):
        body = body.replace(".\n", ".\\\n", 3)
    if draft.odd("quoted in a mail", 0.003):
        body = "> " + body.replace("\n", "\n> ")
    return body


def accented(draft: Draft, story: Story, body: str) -> str:
    """A town spelt with its accents, in a set of texts that is else plain ASCII."""
    town = story.cast["town"]
    spelt = town.replace("a", "\u00e1").replace("o", "\u00f3")
    if spelt != town and town in body and draft.odd("accented letters", 0.02):
        body = body.replace(town, spelt)
    return body


def redacted(draft: Draft, story: Story, body: str) -> str:
    """The names of those who spoke, struck out as the first publishers did: X's of any number.

    The draft's subject, which may hold a name, is struck out alike.
    """
    chance = draft.chance
    for slot in ("c", "x", "o"):
        name = story.cast.get(slot)
        if name is None:
            continue
        mark = "X" * chance.one((12, 12, 12, 11, 13, 8))
        if chance.often(0.1):
            mark = "[Source removed]"
        mark += " " * chance.often(0.6)
        spelt = re.compile(rf"\b{name}\b ?", re.IGNORECASE)
        body = spelt.sub(mark, body)
        draft.subject = spelt.sub(mark, draft.subject).strip()
    return body
