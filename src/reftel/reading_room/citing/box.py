"""What a cable page says of citing it: to readers in its margin, to machines in its head."""

from dataclasses import dataclass

from markupsafe import Markup

from reftel.reading_room import addresses
from reftel.reading_room.citing.embedded import coins, tags
from reftel.reading_room.citing.exchange import FORMS
from reftel.reading_room.citing.ranges import Range
from reftel.reading_room.citing.styles import Style, styles
from reftel.reading_room.citing.wikitext import wikipedia
from reftel.reading_room.citing.work import Work


@dataclass(frozen=True, slots=True)
class Box:
    """What cable/citing.html and cable/citing-head.html may use."""

    work: Work
    address: str  # the path of the cable
    styles: tuple[Style, ...]
    wikipedia: Markup
    coins: str
    tags: tuple[tuple[str, str], ...]
    range: Range | None = None  # words that the address points to

    @property
    def id(self) -> str:
        return self.work.id

    @property
    def hashtag(self) -> str:
        """The reference id as far as it can be a hashtag: letters and digits alone."""
        return self.id if self.id.isalnum() else ""

    @property
    def forms(self) -> tuple[tuple[str, str, str], ...]:
        """Name, address and media type of each download."""
        names = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}
        media = {suffix: form.media.partition(";")[0] for suffix, form in FORMS.items()}
        return tuple((names[one], addresses.form(self.id, one), media[one]) for one in FORMS)


def box(work: Work, address: str, pointed: Range | None = None, *, in_brief: bool = True) -> Box:
    """All of it for one cable; in brief each style has one form."""
    return Box(
        work=work,
        address=address,
        styles=styles(work, in_brief=in_brief),
        wikipedia=wikipedia(work),
        coins=coins(work),
        tags=tuple(tags(work)),
        range=pointed,
    )
