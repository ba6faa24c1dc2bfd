"""What changed, set for reading: words struck out and underlined, in the text they stand in.

``del`` and ``ins`` say the same without colour and to who listens. What a cable says
reaches HTML only through ``typeset``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from reftel.analysis.redline import Field, Passage, Redline
from reftel.analysis.wording import Kind, Run
from reftel.reading_room.characters import plain, typeset
from reftel.reading_room.reflow import Setting, blocks
from reftel.reading_room.wording import said as _

AROUND = 12  # words that are shown on either side of a change in a long paragraph
LONG = 60  # words that stayed, from which on the middle of them is left out


@dataclass(frozen=True, slots=True)
class MarkedField:
    """A field that changed, with what stands in it now and what stood in it."""

    label: str
    words: Markup


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A paragraph that is not as it was; ``anchor`` leads to it in the text that has it."""

    label: str
    anchor: str
    in_new: bool  # whether that is the new text
    kind: str  # changed, added, removed
    words: Markup
    as_sent: bool  # whether the ends of its lines have a meaning


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Paragraphs between two changes that are as they were."""

    count: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A redline as a page shows it."""

    fields: tuple[MarkedField, ...]
    passages: tuple[MarkedPassage | Unchanged, ...]

    @property
    def changed(self) -> int:
        return sum(isinstance(one, MarkedPassage) for one in self.passages)

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.changed


def marked(found: Redline) -> Marked:
    """The redline of two texts, set for reading."""
    names = _names()
    fields = (MarkedField(names[one.name], _field(one)) for one in found.fields)
    return Marked(tuple(fields), tuple(_passages(found.passages)))


def _passages(passages: Iterable[Passage]) -> Iterator[MarkedPassage | Unchanged]:
    lines = _("The lines before")
    for changed, group in groupby(passages, key=lambda one: one.changed):
        some = list(group)
        for passage in some if changed else ():
            anchor = passage.after if passage.after is not None else passage.before or ""
            yield _passage(passage, anchor, lines)
            lines = _("The lines behind") if anchor else lines
        paragraphs = sum(bool(one.after) for one in some)
        if not changed and paragraphs:
            yield Unchanged(paragraphs)
            lines = _("The lines behind")


def _passage(passage: Passage, anchor: str, lines: str) -> MarkedPassage:
    before, after = passage.before, passage.after
    kind = "changed" if before is not None and after is not None else "removed"
    now = "".join(run.text for run in passage.runs)
    as_sent = not anchor or any(block.setting is Setting.TABLE for block in blocks(now))
    return MarkedPassage(
        label=f"¶ {plain(anchor).removeprefix('par')}" if anchor else lines,
        anchor=anchor,
        in_new=after is not None,
        kind="added" if before is None else kind,
        words=_set(passage.runs, whole=as_sent),
        as_sent=as_sent,
    )


def _set(runs: tuple[Run, ...], *, whole: bool) -> Markup:
    last = len(runs) - 1
    parts = (
        _run(run, whole=whole or run.kind is not Kind.EQUAL, first=at == 0, last=at == last)
        for at, run in enumerate(runs)
    )
    return _html("".join(parts))


def _run(run: Run, *, whole: bool, first: bool, last: bool) -> str:
    if run.kind is Kind.EQUAL:
        return typeset(run.after) if whole else _shortened(run.after, first=first, last=last)
    tag = "del" if run.kind is Kind.REMOVED else "ins"
    words = run.text.rstrip()
    return f"<{tag}>{typeset(words)}</{tag}>{escape(run.text[len(words) :])}"


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Words that stayed; of many, those beside the changes."""
    words = text.split(" ")
    if len(words) <= LONG:
        return typeset(text)
    begun = "" if first else typeset(" ".join(words[:AROUND]))
    ended = "" if last else typeset(" ".join(words[-AROUND:]))
    if first:
        begun = typeset(" ".join(words[:3]))  # number and mark, by which the paragraph is known
    return f'{begun} <span class="left-out" title="{escape(_("unchanged"))}">[…]</span> {ended}'


def _field(field: Field) -> Markup:
    if not field.is_list:
        return _set(field.runs, whole=True)
    items = (f"<li>{_run(run, whole=True, first=False, last=False)}</li>" for run in field.runs)
    return _html(f'<ul class="items">{"".join(items)}</ul>')


def _names() -> dict[str, str]:
    return {
        "subject": _("Subject"),
        "classification": _("Classification"),
        "created": _("Created"),
        "released": _("Released"),
        "origin": _("Origin"),
        "precedence": _("Precedence"),
        "executive_order": _("Order"),
        "classified_by": _("Classified by"),
        "signer": _("Signer"),
        "header": _("Transmission"),
        "tags": _("Tags"),
        "captions": _("Captions"),
        "reasons": _("Reasons"),
        "references": _("Refers to"),
        "from": _("From"),
        "to": _("To"),
        "info": _("Info"),
    }


def _html(pieces: str) -> Markup:
    return Markup(pieces)  # noqa: S704 -- every piece went through typeset or escape
