"""The way on from a cable that was opened from the results of a search.

Its address is that of the cable with the fields of the search behind it. So the way back,
the result before and the one after need no memory but the address; and where a later
edition has other results, the cable is still there, and its words are lit.
"""

from dataclasses import dataclass

from reftel.edition.read import Edition
from reftel.errors import IndexUnavailable
from reftel.reading_room import addresses
from reftel.reading_room.searching.asked import Asked
from reftel.search.backend import Hits

SIZE = 20  # hits of a results page


@dataclass(frozen=True, slots=True)
class Trail:
    """``rank`` is 0 where the cable is not on that page of the results, or no longer."""

    q: str
    results: str
    rank: int = 0
    total: int = 0
    before: str = ""
    after: str = ""


def opened(asked: Asked, reference_id: str, anchor: str = "", cursor: str | None = None) -> str:
    """The address of a cable, or of a paragraph, as it is opened from a page of results."""
    return addresses.cable(reference_id, anchor, context(asked, cursor))


def context(asked: Asked, cursor: str | None = None) -> str:
    """What stands behind the address of such a cable: the search, and its page."""
    here = asked.cursor if cursor is None else cursor
    return addresses.encoded(
        [(name, one) for name, one in (*asked.fields, ("cursor", here)) if one]
    )


def trail(edition: Edition, asked: Asked, reference_id: str) -> Trail | None:
    """The way on from one cable; None where its address names no search."""
    if not asked.q and not asked.choices:
        return None
    here = Trail(asked.q, asked.address(asked.cursor))
    try:
        found = _page(edition, asked, asked.cursor)
        if reference_id not in found.ids:
            return here
        at = found.ids.index(reference_id)
        return Trail(
            here.q,
            here.results,
            rank=found.offset + at + 1,
            total=found.total,
            before=_beside(edition, asked, found, at - 1),
            after=_beside(edition, asked, found, at + 1),
        )
    except IndexUnavailable:  # the cable itself can be read all the same
        return here


def _beside(edition: Edition, asked: Asked, found: Hits, at: int) -> str:
    """The address of another result: of this page, or at the near end of the one beside it."""
    if 0 <= at < len(found.ids):
        return opened(asked, found.ids[at])
    cursor = found.before if at < 0 else found.after
    ids = _page(edition, asked, cursor).ids if cursor else ()
    return opened(asked, ids[-1 if at < 0 else 0], cursor=cursor) if ids else ""


def _page(edition: Edition, asked: Asked, cursor: str) -> Hits:
    query = asked.narrowed(edition.spellings)
    return edition.searcher.find(query, cursor=cursor, limit=SIZE, sort=asked.sort)
