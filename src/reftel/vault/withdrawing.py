"""Taking back on the desk: a cable, or words and paragraphs of one that is public.

It needs no approval: it shows less than is public, and has to be done in minutes. A part is
taken back by marking it and releasing the very text that is public, under the marks it had
and the new ones. A new mark cuts the history (docs/adr/0010-the-desk.md), and the editions
that hold it leave the public folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reftel.archive import ArchiveFolder
from reftel.redaction.values import Veil as Laid
from reftel.vault import decisions, marking
from reftel.vault.decisions import Ground
from reftel.vault.faults import UndecidableError, told
from reftel.vault.models import Decision, Veil, Verb, Witness
from reftel.vault.veils import current

_NOTHING = "Nothing was decided."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a cable is taken back: paragraphs by their numbers, words wherever they stand."""

    paragraphs: Sequence[str] = ()
    words: Sequence[str] = ()
    code: str = ""  # shown to readers: B6


def withdraw(archive: ArchiveFolder, cable: str, *, notice: str, author: str, at: datetime) -> None:
    """Take a public cable back; readers find the notice in its place.

    Whoever would release it again has to have it reviewed and approved anew.
    """
    ground = Ground(on=at.date(), reason=notice, author=author, at=at)
    decisions.withdraw(archive, [cable], ground)


def withdraw_part(  # noqa: PLR0913 -- of what, what, why, who, when
    archive: ArchiveFolder, cable: str, part: Part, *, notice: str, author: str, at: datetime
) -> None:
    """Take a part of a public cable back; readers find the notice in its history.

    Raises UndecidableError where the cable is not public, where its public text is not the one
    that is held last, and where what is to be taken back does not stand in it.
    """
    if not notice.strip():
        raise UndecidableError(
            "Nothing of a cable is taken back without a word.",
            _NOTHING,
            "Say why: readers find it in the history of the cable.",
        )
    if not part.paragraphs and not part.words:
        raise UndecidableError(
            "Neither a paragraph nor words were named.", _NOTHING, "Say what is to be taken back."
        )
    with told(archive), transaction.atomic():
        public = _public(cable)
        by = marking.By(author=author, at=at, reason=notice)
        for number in part.paragraphs:
            marking.mark_paragraph(cable, number, by=by, code=part.code)
        for words in part.words:
            marking.mark_words(cable, words, by=by, code=part.code)
        veil = marking.veil(cable)
        _require_no_more(cable, public.veil, veil)
        made = Decision.objects.create(
            cable_id=cable,
            original_id=public.original_id,
            veil=veil,
            verb=Verb.RELEASE,
            on=at.date(),
            notice=notice,
            author=author,
        )
        ground = Ground(on=at.date(), notice=notice, author=author, at=at)
        decisions.log(Verb.RELEASE, ground, after=made.id - 1)


def _public(cable: str) -> Decision:
    """The release that holds, where it is of the text that the cable has now."""
    standing = Decision.objects.filter(cable=cable).order_by("-id").first()
    if standing is None or standing.verb != Verb.RELEASE:
        raise UndecidableError(
            f"{cable} is not public.", _NOTHING, "Mark what is to be held back before a release."
        )
    now = current(cable)
    if not Witness.objects.filter(original=standing.original_id, revision=now.revision).exists():
        raise UndecidableError(
            f"A later text of {cable} came in than the one that is public.",
            _NOTHING,
            "Withdraw the whole cable; then mark the later text, and have it approved.",
        )
    return standing


def _require_no_more(cable: str, before: Veil | None, now: Veil | None) -> None:
    """Raise UndecidableError where a mark was lifted since: this must show nothing more."""
    held = Laid.read(before.marks).roots if before else frozenset()
    holding = Laid.read(now.marks).roots if now else frozenset()
    if not held <= holding:
        raise UndecidableError(
            f"A mark in {cable} was lifted since it was released.",
            _NOTHING,
            "Set it again, or withdraw the whole cable and have it approved anew.",
        )
