"""What a request is made from: what the edition says of a telegram, and nothing else."""

import re
from collections import Counter
from collections.abc import Iterable

from reftel.edition.editorial.cards import Card
from reftel.edition.entries import Entry
from reftel.edition.missing import Ghost
from reftel.gazetteer import countries
from reftel.gazetteer.agencies import agency
from reftel.gazetteer.posts import Post, post
from reftel.reading_room import addresses
from reftel.reading_room.citing.work import Source, line
from reftel.reading_room.requesting.letter import Draft
from reftel.telegram.cable import CableRecord
from reftel.telegram.redactions import codes, redactions
from reftel.telegram.reference_ids import Numbered

MOST = 50  # referring cables that are named


def of_missing(ghost: Ghost, citing: Iterable[Entry], source: Source) -> Draft:
    """A request for a telegram that is not here: what its id and its card say, who refers to it."""
    year, sender, number = _read(ghost.id)
    card = ghost.card or Card(ghost.id)
    year = int(card.day[:4]) if card.day else year
    lines = [_referring(one) for one in citing]
    if ghost.citing > len(lines):
        lines.append(f"and {ghost.citing - len(lines):,} more")
    return Draft(
        id=line(ghost.id),
        agency=agency(year),
        asked="a copy of",
        facts=_given(
            ("Reference id", line(ghost.id)),
            ("Sent by", line(card.sender or _place(sender))),
            ("Sent on", card.day),
            ("Year", "" if card.day else str(year or "")),
            ("Number", number),
            ("Sent to", line(card.addressee)),
            ("Subject", line(card.subject)),
            ("Withheld by", line(card.source)),
            ("Note", line(card.note)),
        ),
        listed="These telegrams, which are public, refer to it:" if lines else "",
        lines=tuple(lines),
        source=_source(source, addresses.reftel(ghost.id)),
    )


def of_cable(record: CableRecord, source: Source) -> Draft:
    """A request for what was taken out of the public text of a cable, or for a copy of it."""
    taken = Counter(code for one in redactions(record["text"]) for code in codes(one.value))
    lines = [
        f"{line(code) or 'no exemption cited'}: {_counted(n)}"
        for code, n in taken.most_common(MOST)
    ]
    created = record["created"] or ""
    year = int(created[:4]) if re.match(r"[0-9]{4}", created) else _read(record["id"])[0]
    return Draft(
        id=line(record["id"]),
        agency=agency(year),
        asked="the parts that were taken out of the public text of" if lines else "a copy of",
        facts=_given(
            ("Reference id", line(record["id"])),
            ("Sent by", line(record["origin"])),
            ("Sent on", line(created[:10])),
            ("Subject", line(record["subject"])),
            ("Classification", line(record["classification"])),
            ("Released on", line((record["released"] or "")[:10])),
        ),
        listed="Its public text says that this was taken out:" if lines else "",
        lines=tuple(lines),
        source=_source(source, addresses.cable(record["id"]), record["edition"] or 0),
    )


def _read(id_: str) -> tuple[int | None, Post | str, str]:
    """Year, sender and number, as an id tells them."""
    found = Numbered.read(id_)
    if found is None:
        return None, "", ""
    return found.year, post(found.post) or found.post, found.number


def _place(sender: Post | str) -> str:
    """``Embassy Vientiane (Laos)``; of a post that no table has, its name in the id."""
    if isinstance(sender, str):
        return sender
    country = countries.name(sender.country) if sender.country else None
    return f"{sender.origin} ({country})" if country else sender.origin


def _referring(entry: Entry) -> str:
    """A referring telegram: id, day, post, subject."""
    told = (entry.id, (entry.created or "")[:10], entry.origin, entry.subject)
    return ", ".join(line(one) for one in told if one)


def _source(source: Source, address: str, edition: int = 0) -> str:
    """The archive, the edition that a text is of, and where it stands."""
    number = source.edition if source.staff else edition
    told = f"{source.archive}, edition {number}" if number else source.archive
    return f"{told}: {source.site}{address}"


def _given(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(fact for fact in facts if fact[1])


def _counted(number: int) -> str:
    return "1 place" if number == 1 else f"{number:,} places"
