"""Whether a reproducible citation holds: what an edition says of it, and what it cannot say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reftel.archive import Audience
from reftel.edition import citation as citations
from reftel.edition.chronicle import opened
from reftel.edition.citation import Citation
from reftel.edition.passages import ALLOWED, Looked, looked_for
from reftel.edition.read import Edition
from reftel.edition.standing import Standing
from reftel.telegram.cable import CableRecord


class Outcome(StrEnum):
    """What came of checking a citation."""

    HOLDS = "holds"
    SAME_WORDS = "same-words"  # as another edition had them
    MOVED = "moved"  # the same words, in another paragraph
    CHANGED = "changed"  # the edition that is named had them
    OTHER = "other"  # and nobody can look into the edition that is named
    NOT_YET = "not-yet"  # the edition that is named is later than this one
    NEVER = "never"  # the edition that is named has other words itself
    UNCHECKED = "unchecked"  # no digest is given, so there is nothing to check
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    UNREADABLE = "unreadable"

    @property
    def holds(self) -> bool:
        """Whether the words that were cited stand in this edition."""
        return self in {Outcome.HOLDS, Outcome.SAME_WORDS, Outcome.MOVED}

    @property
    def checked(self) -> bool:
        """Whether there was anything to check."""
        return self not in {Outcome.UNCHECKED, Outcome.UNREADABLE}


SENTENCES: Mapping[Outcome, str] = {
    Outcome.HOLDS: "Edition %(here)s has these words.",
    Outcome.SAME_WORDS: "Edition %(here)s has the same words as those that were cited from edition "
    "%(edition)s.",
    Outcome.MOVED: "The words are the same; edition %(here)s numbers or divides the paragraphs "
    "otherwise.",
    Outcome.CHANGED: "Edition %(edition)s had these words; edition %(here)s has others. The text "
    "has changed since.",
    Outcome.OTHER: "Edition %(here)s has other words. What edition %(edition)s had is not here to "
    "compare: the text has changed since, or the citation was never right.",
    Outcome.NOT_YET: "Edition %(here)s has other words. The citation is of edition %(edition)s, "
    "which is later than this one and may have them.",
    Outcome.NEVER: "Edition %(edition)s has other words.",
    Outcome.UNCHECKED: "Nothing was checked: the citation has no digest (#…) to check by.",
    Outcome.WITHDRAWN: "The cable was withdrawn on %(day)s; nothing of it can be checked.",
    Outcome.ABSENT: "There is no such cable in edition %(here)s of this archive.",
    Outcome.UNREADABLE: "This is not a citation of the form 08VIENTIANE145 ¶3 @12 #1f0c9a3b.",
}
IN_PART = "The text is long: not every passage of it was compared."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it. ``now`` is how the same words, or the same place, are cited today.

    ``anchor`` is where they stand; empty for the cable as a whole.
    """

    outcome: Outcome
    here: int  # the edition that was asked
    asked: Citation | None = None
    now: Citation | None = None
    anchor: str = ""
    then: int = 0  # the edition with which the words came that were cited, if they changed
    day: str = ""  # of the withdrawal
    citing: int = 0  # cables here that refer to one that is not
    in_part: bool = False  # whether the search for the words was ended before all were compared

    @property
    def values(self) -> Mapping[str, str]:
        """What stands in its sentence."""
        edition = self.asked.edition if self.asked else None
        return {
            "here": str(self.here),
            "edition": str(self.here if edition is None else edition),
            "day": self.day,
        }

    @property
    def sentence(self) -> str:
        told = SENTENCES[self.outcome] % self.values
        return f"{told} {IN_PART}" if self.in_part else told

    def entry(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "citation": str(self.asked) if self.asked else None,
            "outcome": self.outcome.value,
            "holds": self.outcome.holds,
            "sentence": self.sentence,
            "edition": self.here,
            "now": str(self.now) if self.now else None,
            "anchor": self.anchor or None,
            "then": self.then or None,
            "compared": "part" if self.in_part else "all",
        }


def verdict(edition: Edition, text: str) -> Verdict:
    """What this edition says of a citation, as it was typed or pasted. Three queries at most."""
    here = edition.manifest.number
    asked = citations.read(text)
    if asked is None:
        return Verdict(Outcome.UNREADABLE, here)
    standing = edition.standing((asked.id, asked.id.upper()))
    id_ = asked.id if asked.id in standing else asked.id.upper()
    asked = asked._replace(id=id_)
    record = edition.record(id_) if standing.get(id_) is Standing.HELD else None
    if record is None:
        return _not_here(edition, asked, standing.get(id_))
    paragraph = citations.paragraph_at(record, asked.place)
    anchor = paragraph["anchor"] if paragraph else ""
    if not asked.digest:
        return _found(record, here, asked, Outcome.UNCHECKED, anchor)
    if paragraph is not None or not asked.place:
        words = citations.written(record, paragraph)
        if citations.digest(words).startswith(asked.digest):
            same = asked.edition in {None, here, record["edition"]}
            return _found(
                record, here, asked, Outcome.HOLDS if same else Outcome.SAME_WORDS, anchor
            )
    left = ALLOWED
    if asked.place:
        moved, left = looked_for(record, asked.digest, left)
        if moved is not None:
            return _found(record, here, asked, Outcome.MOVED, moved)
    found = _other(edition, record, asked, anchor, left)
    return replace(found, in_part=found.in_part or not left)


def _other(
    edition: Edition, record: CableRecord, asked: Citation, anchor: str, allowed: int
) -> Verdict:
    """Of words that this edition does not have: whether the one that is named had them."""
    here = edition.manifest.number
    if asked.edition is None or asked.edition == here:
        return _found(record, here, asked, Outcome.NEVER, anchor)
    if asked.edition > here:
        return _found(record, here, asked, Outcome.NOT_YET, anchor)
    then = _text_of(edition, record, asked.edition)
    if then is None:
        return _found(record, here, asked, Outcome.OTHER, anchor)
    had = Looked(None, allowed) if then is record else _had(then, asked, allowed)
    if had.anchor is None:
        return replace(_found(record, here, asked, Outcome.NEVER, anchor), in_part=not had.left)
    return replace(_found(record, here, asked, Outcome.CHANGED, anchor), then=then["edition"] or 0)


def _had(record: CableRecord, asked: Citation, allowed: int) -> Looked:
    """Whether an earlier text has the words where they were cited, or elsewhere."""
    words = citations.written(record, citations.paragraph_at(record, asked.place))
    if citations.digest(words).startswith(asked.digest):
        return Looked("", allowed)
    return looked_for(record, asked.digest, allowed) if asked.place else Looked(None, allowed)


def _text_of(edition: Edition, record: CableRecord, number: int) -> CableRecord | None:
    """The record of the cable as of an earlier edition, where it is public to this day.

    For the staff texts are numbered among themselves, and not by editions.
    """
    if edition.manifest.audience is not Audience.PUBLIC:
        return None
    text = edition.chronicle.past(record["id"], number).at(number)
    if text is None:
        return None
    return opened(text.number, text.blob) if text.blob else record


def _found(
    record: CableRecord, here: int, asked: Citation, outcome: Outcome, anchor: str
) -> Verdict:
    now = citations.citation(record, anchor)
    return Verdict(outcome, here, asked, now, anchor)


def _not_here(edition: Edition, asked: Citation, standing: Standing | None) -> Verdict:
    here = edition.manifest.number
    notice = edition.withdrawn(asked.id) if standing is Standing.WITHDRAWN else None
    if notice is not None:
        return Verdict(Outcome.WITHDRAWN, here, asked, day=notice.on)
    ghost = edition.ghost(asked.id) if standing is Standing.CITED else None
    return Verdict(Outcome.ABSENT, here, asked, citing=ghost.citing if ghost else 0)
