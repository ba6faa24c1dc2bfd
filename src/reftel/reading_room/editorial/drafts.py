"""A writing by itself, as its page will set it: for who decides whether it becomes public."""

from dataclasses import dataclass

from reftel.edition.editorial.draft import Draft
from reftel.edition.editorial.prose import cited
from reftel.edition.read import Edition
from reftel.reading_room.editorial.lines import Line, from_head
from reftel.reading_room.editorial.previews import Told, told
from reftel.reading_room.editorial.rows import Row, rows
from reftel.reading_room.lists import SIZE


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What editorial/draft.html may use."""

    line: Line
    told: Told
    rows: tuple[Row, ...] = ()
    more: int = 0  # cables behind the first page of a collection


def draft_page(edition: Edition, draft: Draft) -> DraftPage:
    """The text and its notes as readers of this edition would find them."""
    items = draft.items[:SIZE]
    known = edition.known([*(item.id for item in items), *cited(draft.markdown)])
    shown = told(edition, draft.head.title, draft.markdown, known)
    line = Line(**{**from_head(edition, draft.head, ""), "title": shown.title})
    return DraftPage(line, shown, rows(items, known), len(draft.items) - len(items))
