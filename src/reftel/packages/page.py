"""The page of the downloads: what each package is for, and how to check it without reftel.

It needs nothing but itself: the style sheet of the reading room stands in it, and no script.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from reftel.edition.signature import PublicKey
from reftel.packages.listing import MINISIG, TORRENT, Entry, Listing
from reftel.packages.torrent import magnet
from reftel.reading_room.assets import FOLDER
from reftel.reading_room.jinja import environment

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class Offer:
    """A package as the page shows it."""

    entry: Entry
    seed: str

    @property
    def size(self) -> str:
        return size_in_words(self.entry.bytes)

    @property
    def magnet(self) -> str:
        one = self.entry
        return magnet(one.name, one.info_hash, one.bytes, self.seed and self.seed + one.name)

    @property
    def torrent(self) -> str:
        return self.entry.name + TORRENT

    @property
    def signature(self) -> str:
        return self.entry.name + MINISIG


def written(listing: Listing, key: PublicKey) -> str:
    """The page, as HTML."""
    offers = [Offer(one, listing.address) for one in listing.packages]
    bags = (one.name.partition(".")[0] for one in listing.packages if one.kind in {"tar", "zip"})
    told = {"listing": listing, "offers": offers, "bag": next(bags, ""), "key": key}
    return _templates().get_template("downloads.html").render(told, style=_style()) + "\n"


def size_in_words(size: int) -> str:
    """A size in units of a thousand, with three digits at the least.

    >>> size_in_words(999), size_in_words(1_234_567), size_in_words(31_415_926_535)
    ('999 bytes', '1.23 MB', '31.4 GB')
    """
    amount, unit = float(size), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    places = max(0, 3 - len(f"{amount:.0f}")) if unit else 0
    return f"{amount:.{places}f} {_UNITS[unit]}"


@cache
def _templates() -> Environment:
    return environment(loader=PackageLoader("reftel.packages"))


def _style() -> Markup:
    own = Path(__file__).parent / "templates" / "downloads.css"
    sheets = (FOLDER / "reading-room.css", own)
    return Markup("".join(sheet.read_text(encoding="utf-8") for sheet in sheets))  # noqa: S704
