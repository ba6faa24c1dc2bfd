"""What names a cable, as the rail of its page shows it: the filters of its template."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from reftel.edition.editorial.collections import Item
from reftel.edition.editorial.published import Mention
from reftel.reading_room import addresses
from reftel.reading_room.characters import written
from reftel.reading_room.editorial.collecting import OwnList
from reftel.reading_room.editorial.languages import direction
from reftel.reading_room.wording import said as _


def articles(found: Iterable[Mention]) -> Markup:
    """Articles that cite a cable, an item each."""
    return _items(_item(one, addresses.article(one.where)) for one in found)


def collections(found: Iterable[Mention]) -> Markup:
    """Collections that a cable is in, an item each, with what they say of it."""
    return _items(_item(one, addresses.collection(one.where)) for one in found)


def coverage(found: Iterable[Mention]) -> Markup:
    """Reports of others about a cable, an item each; the links lead away."""
    return _items(_item(one, one.where, "noopener noreferrer external") for one in found)


def collecting(own: OwnList | None, id_: str) -> Markup:
    """The link that puts a cable on the list that is open, takes it off, or begins one."""
    if own is None:
        begun = escape(OwnList((Item(id_, ""),)).address)
        more, on = escape(_("Add to your list")), escape(_("On your list"))
        return Markup(  # noqa: S704 -- every piece went through escape
            f'<a href="{begun}" rel="nofollow" data-add="{escape(id_)}" data-more="{more}" '
            f'data-on="{on}">{escape(_("Begin a list with it"))}</a>'
        )
    there = id_ in own.ids
    address = own.without(id_) if there else own.with_(id_)
    words = _("Take off your list") if there else _("Add to your list")
    link = Markup('<a href="{}" rel="nofollow">{}</a>').format(address, words)
    if own.items:
        link += Markup(' · <a href="{}" rel="nofollow">{}</a>').format(own.address, _("Your list"))
    return link


def _item(one: Mention, address: str, rel: str = "") -> Markup:
    title = escape(written(one.title))
    if address:
        relation = Markup(' rel="{}"').format(rel) if rel else ""
        title = Markup('<a href="{}"{}>{}</a>').format(address, relation, title)
    language = Markup(' lang="{}"').format(one.language) if one.language else ""
    told = ", ".join(filter(None, (one.by, one.day)))
    about = Markup(" <small>{}</small>").format(written(told)) if told else ""
    note = Markup(' <span class="meaning">{}</span>').format(written(one.note)) if one.note else ""
    return Markup('<li{} dir="{}">{}{}{}</li>').format(
        language, direction(one.language), title, about, note
    )


def _items(items: Iterable[Markup]) -> Markup:
    return Markup("").join(items)
