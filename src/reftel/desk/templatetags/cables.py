"""What a cable says, set safely into the desk's templates, as the reading room sets it."""

from django import template
from markupsafe import Markup

from reftel.reading_room import pieces
from reftel.reading_room.characters import short as cut
from reftel.reading_room.characters import typeset

register = template.Library()


@register.filter
def shown(text: str | None) -> Markup:
    """Text of a cable or of a file's name: what cannot be seen in it is shown."""
    return typeset(cut(text or ""))


@register.filter
def whole(text: str | None) -> Markup:
    """The same, however long."""
    return typeset(text or "")


@register.filter
def subject(text: str) -> Markup:
    return pieces.subject(text)


@register.filter
def classification(name: str) -> Markup:
    return pieces.classification(name)


@register.filter
def number(count: int) -> str:
    """``143,912``."""
    return f"{count:,}"
