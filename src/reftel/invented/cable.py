"""Invented cables, one after another: the frame, the draft, the text, and the truth about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from reftel.gazetteer.posts import POSTS
from reftel.invented import mishaps, names
from reftel.invented.chance import Chance
from reftel.invented.draft import Draft, classification
from reftel.invented.frames import UTC, Frame, Frames
from reftel.invented.message import message
from reftel.invented.opening import opening
from reftel.invented.prose import Story
from reftel.invented.references import classified_by, references
from reftel.invented.topics import TOPICS
from reftel.invented.transmission import header

# Days on which the two kinds of pages were published, with how many of a hundred cables.
_RELEASES = (
    (datetime(2010, 11, 28, 18, 6, tzinfo=UTC), 3),
    (datetime(2010, 12, 1, 23, 11, tzinfo=UTC), 4),
    (datetime(2010, 12, 5, 12, 12, tzinfo=UTC), 5),
    (datetime(2010, 12, 9, 21, 9, tzinfo=UTC), 8),
    (datetime(2011, 8, 23, 0, 0, tzinfo=UTC), 10),
    (datetime(2011, 8, 24, 16, 30, tzinfo=UTC), 12),
    (datetime(2011, 8, 25, 0, 0, tzinfo=UTC), 14),
    (datetime(2011, 8, 26, 0, 0, tzinfo=UTC), 20),
    (datetime(2011, 8, 30, 1, 44, tzinfo=UTC), 24),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedCable:
    """A cable that nobody sent, and what a parser should read in it.

    ``subject`` to ``signer`` are true by construction. ``references`` are the ids of the REF
    line; ``numbers`` those of the paragraphs as printed, quoted lists aside. ``oddities``
    names what is unusual about this cable. ``earlier`` is a version of the same cable that
    was published before this one.
    """

    id: str
    created: datetime
    released: datetime
    classification: str
    origin: str
    header: str
    body: str
    subject: str
    tags: tuple[str, ...]
    references: tuple[str, ...]
    captions: tuple[str, ...]
    reasons: tuple[str, ...]
    numbers: tuple[int, ...]
    signer: str | None
    oddities: frozenset[str]
    earlier: "InventedCable | None" = None

    @property
    def text(self) -> str:
        return f"{self.header}\n\n{self.body}"


def cables(
    n: int, *, seed: int = 1966, reference_ids: Path | None = None
) -> Iterator[InventedCable]:
    """``n`` cables with ``n`` different ids; the same for the same seed on every machine.

    The first k of n cables are the k cables that ``cables(k)`` gives. ``reference_ids`` is a
    gzipped list of ids and months; posts and months are then drawn from it.
    """
    frames = Frames(reference_ids)
    for at in range(n):
        chance = Chance(seed * 1_000_003 + at)
        yield _cable(frames.next(chance), frames, chance)


def _cable(frame: Frame, frames: Frames, chance: Chance) -> InventedCable:
    draft, stories = _draft(frame, chance)
    lines = [*opening(draft), *references(draft, frames)]
    lines += classified_by(draft)
    signer = names.signatory(chance).family
    lines += mishaps.paged(draft, mishaps.truncated(draft, message(draft, stories, signer)))
    body = "\n".join(lines)
    if draft.upper:
        body = body.upper()
    body = mishaps.marred(draft, mishaps.accented(draft, stories[0], body))
    if chance.often(0.5):
        body = body.replace("\n", " \n")  # as the site had it: a space before each line end
    return _versions(draft, stories[0], header(draft), body)


def _draft(frame: Frame, chance: Chance) -> tuple[Draft, list[Story]]:
    words = int(min(12_000, max(40, chance.lognormal(620, 0.75))))
    stories = [_story(frame, chance) for _ in range(1 + words // 1900)]
    year = frame.created.year
    draft = Draft(
        frame=frame,
        chance=chance,
        story=stories[0],
        classification=classification(chance),
        words=words,
        width=chance.between(58, 65),
        upper=chance.often(1.0 if year < 2000 else 0.5 if year < 2005 else 0.12),
        sections=1 + words // 850,
    )
    if year >= 2002:
        draft.odd("corrected copy", 0.02)
    draft.odd("truncated", 0.012)
    return draft, stories


def _story(frame: Frame, chance: Chance) -> Story:
    topic = chance.one(TOPICS)
    return Story(topic, chance.one(topic.themes), frame.station, chance)


def _versions(draft: Draft, story: Story, header_lines: str, body: str) -> InventedCable:
    """The cable, with an earlier version where it was published twice."""
    chance, frame = draft.chance, draft.frame
    shown = body
    if draft.classified and draft.odd("redacted", 0.05):
        shown = mishaps.redacted(draft, story, body)
    twice = draft.odd("published twice", 0.04)
    cable = InventedCable(
        id=frame.id,
        created=frame.created,
        released=_released(chance),
        classification=draft.classification,
        origin=POSTS[frame.station].origin,
        header=header_lines,
        body=shown,
        subject=draft.subject,
        tags=tuple(draft.tags),
        references=tuple(draft.references),
        captions=tuple(draft.captions),
        reasons=tuple(draft.reasons),
        numbers=tuple(number for number, _ in draft.numbers),
        signer=draft.signer,
        oddities=frozenset(draft.oddities),
    )
    if not twice:
        return cable
    # The version before had fewer names struck out, or a line more at its end.
    before = body if body != shown else body.rstrip() + "\n...\n"
    earlier = replace(cable, body=before, released=cable.released - timedelta(days=2))
    return replace(cable, earlier=earlier)


def _released(chance: Chance) -> datetime:
    at = chance.below(sum(share for _, share in _RELEASES))
    for day, share in _RELEASES:
        at -= share
        if at < 0:
            return day
    return _RELEASES[-1][0]
