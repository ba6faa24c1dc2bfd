"""What stands wherever something is cited, as safe HTML: filters of the templates."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from reftel.edition.citation import Citation
from reftel.reading_room import addresses
from reftel.reading_room.characters import plain
from reftel.reading_room.pieces import breakable
from reftel.reading_room.wording import said as _


def permanent(path: str, host: str) -> Markup:
    """A lasting address, which breaks where a reader would break it."""
    link = f'<a class="permanent citable" href="{escape(path)}">'
    return _html(f"{link}{breakable(f'{host}{path}')}</a>")


def pinned(citation: Citation) -> Markup:
    """The citation that can be checked, and where it is."""
    written = str(citation)
    return _html(
        f'<p class="pinned"><code class="citable">{escape(plain(written))}</code> '
        f'<a class="check" href="{escape(addresses.verify(written))}">{escape(_("Check"))}</a></p>'
    )


def downloads(offered: Iterable[tuple[str, str]]) -> Markup:
    """The forms of reference managers, by name and address."""
    return _html(
        ", ".join(
            f'<a href="{escape(address)}" download>{escape(name)}</a>' for name, address in offered
        )
    )


def _html(pieces: str) -> Markup:
    return Markup(pieces)  # noqa: S704 -- every piece went through escape
