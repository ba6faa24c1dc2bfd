"""What a form wants held back of a cable, and how that is asked of the vault.

Words that were selected on the page come with their place; typed ones are looked for. Both
have to be those of the text that the form was made from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from reftel.desk.typed import whole
from reftel.redaction.flattening import flat
from reftel.redaction.occurrences import occurrences
from reftel.redaction.passages import passages
from reftel.telegram.record import Span
from reftel.vault import marking
from reftel.vault.faults import UndecidableError
from reftel.vault.marking import By
from reftel.vault.models import Mark, MarkKind
from reftel.vault.veils import Current, current

LONGEST = 2_000  # of words; a passage that is longer is a paragraph
LONGEST_NUMBER = 9
MOST = 2_000  # paragraphs
NOTHING = "Nothing was decided."


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen in the form for marking, as it was typed."""

    mark_words: str
    which: str
    paragraphs: tuple[str, ...]  # their anchors
    but: str  # a portion mark: all paragraphs that do not have it
    code: str
    why: str
    text: str  # the digest of the text that the form was made from
    start: str = ""
    end: str = ""
    adrift: str = ""  # the number of a mark that is to be placed anew

    @classmethod
    def of(cls, sent: QueryDict) -> "Wish":
        return cls(
            mark_words=sent.get("mark_words", ""),
            which=sent.get("which", "").strip(),
            paragraphs=tuple(sent.getlist("paragraph")),
            but=sent.get("but", ""),
            code=sent.get("code", ""),
            why=sent.get("why", "").strip(),
            text=sent.get("text", ""),
            start=sent.get("start", "").strip(),
            end=sent.get("end", "").strip(),
            adrift=sent.get("adrift", "").strip(),
        )

    @property
    def typed(self) -> dict[str, object]:
        """What is put back into the form where it was refused."""
        return {
            name: getattr(self, name)
            for name in ("mark_words", "which", "paragraphs", "but", "code", "why", "adrift")
        }


@transaction.atomic
def hold_back(cable: str, wish: Wish, by: By) -> int:
    """Mark all that the wish names, or nothing: how many marks that makes.

    Raises UndecidableError where something of it is not there, or another text came in.
    """
    _require_whole(wish)
    now = current(cable)
    if wish.text != now.text:
        raise UndecidableError(
            f"{cable}: a new text of it came in meanwhile.", NOTHING, "Read it, then mark it there."
        )
    marked = _placed(now, wish, by) if wish.adrift else sum(_marked(now, wish, by))
    if not marked:
        raise UndecidableError(
            "No words and no paragraphs were chosen.",
            NOTHING,
            "Select words in the text, type them, or tick paragraphs.",
        )
    return marked


def _require_whole(wish: Wish) -> None:
    whole(wish.mark_words, LONGEST, "Words")
    whole(wish.why, LONGEST, "Reason")
    for number in (wish.which, wish.start, wish.end, wish.adrift):
        whole(number, LONGEST_NUMBER, "Which")
    if len(wish.paragraphs) > MOST:
        raise UndecidableError(
            f"That is more than {MOST:,} paragraphs.", NOTHING, "Hold them back in two steps."
        )


def _placed(now: Current, wish: Wish, by: By) -> int:
    """The mark that was adrift, at the one place that is named."""
    number = int(wish.adrift) if wish.adrift.isdecimal() else 0
    row = Mark.objects.filter(pk=number, cable=now.cable).first()
    if row is not None and row.kind == MarkKind.PARAGRAPH:
        found = passages(now.record)
        places = [found[anchor] for anchor in wish.paragraphs if anchor in found]
    else:
        one = _one(now, wish)
        places = [one] if one else occurrences(wish.mark_words, now.whole)
    if len(places) != 1:
        raise UndecidableError(
            f"A mark that is adrift is placed at one place; {len(places):,} were named.",
            NOTHING,
            "Select its words in the text, or tick its paragraph.",
        )
    marking.place(number, *places[0], by=by, text=now.text, cable=now.cable)
    return 1


def _marked(now: Current, wish: Wish, by: By) -> Iterator[int]:
    one = _one(now, wish)
    if one is not None:
        marking.mark(now.cable, *one, by=by, code=wish.code, text=now.text)
        yield 1
    elif wish.mark_words.strip():
        yield len(marking.mark_words(now.cable, wish.mark_words, by=by, code=wish.code))
    anchors = [*wish.paragraphs, *_all_but(now, wish.but)]
    for anchor in dict.fromkeys(anchors):
        marking.mark_paragraph(now.cable, anchor, by=by, code=wish.code)
        yield 1


def _one(now: Current, wish: Wish) -> Span | None:
    """The one place that is meant, where the words are not to be looked for everywhere."""
    if wish.start.isdecimal() and wish.end.isdecimal():
        return _selected(now, wish)
    return _one_of(now, wish) if wish.mark_words.strip() and wish.which else None


def _selected(now: Current, wish: Wish) -> Span:
    """What was selected with the pointer, if the words are those that stand there."""
    start, end = int(wish.start), int(wish.end)
    if flat(now.whole[start:end]).strip() != flat(wish.mark_words).strip():
        raise UndecidableError(
            "The words that were selected do not stand at that place of the text.",
            NOTHING,
            "Select them again, or type them and send the form.",
        )
    return Span(start, end)


def _one_of(now: Current, wish: Wish) -> Span:
    """The n-th place of words that were typed."""
    found = occurrences(wish.mark_words, now.whole)
    number = int(wish.which) if wish.which.isdecimal() else 0
    if not 1 <= number <= len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise UndecidableError(
            f"There is no place {wish.which} of these words: they stand {times} in the text.",
            NOTHING,
            "Write a number up to that, or none for all of them.",
        )
    return found[number - 1]


def _all_but(now: Current, portion: str) -> list[str]:
    """The anchors of all paragraphs with words in them that do not bear a portion mark."""
    if not portion:
        return []
    paragraphs = now.record["paragraphs"]
    return [one["anchor"] for one in paragraphs if one["mark"] != portion and one["text"].strip()]
