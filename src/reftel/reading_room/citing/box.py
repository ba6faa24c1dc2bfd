"""What a cable page says of citing it: to readers in its margin, to machines in its head."""

from dataclasses import dataclass

from markupsafe import Markup

from reftel.reading_room import addresses
from reftel.reading_room.citing.embedded import coins, tags
from reftel.reading_room.citing.exchange import FORMS
from reftel.reading_room.citing.ranges import Range
from reftel.reading_room.citing.styles import chicago_entry
from reftel.reading_room.citing.work import Work

_NAMES = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class Box:
    """What cable/margin.html and cite.html may use."""

    work: Work
    range: Range | None = None  # words that the address points to

    @property
    def id(self) -> str:
        return self.work.id

    @property
    def citation(self) -> Markup:
        """The one that stands for all; the page of how to cite has every style."""
        return chicago_entry(self.work)

    @property
    def coins(self) -> str:
        return coins(self.work)

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        return tuple(tags(self.work))

    @property
    def hashtag(self) -> str:
        """The reference id as far as it can be a hashtag: letters and digits alone."""
        return self.id if self.id.isalnum() else ""

    @property
    def downloads(self) -> tuple[tuple[str, str], ...]:
        """Name and address of the cable in each form of reference managers."""
        return tuple((_NAMES[one], addresses.form(self.id, one)) for one in FORMS)
