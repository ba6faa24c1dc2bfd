"""A cable in the words of machines that read pages: COinS, Highwire's and Dublin Core's tags.

Zotero asks, in this order, an unAPI server, COinS, embedded tags. To each a cable is a report
whose author is an institution. There is no ``citation_author``: every reader of that tag takes
the last word of it for a surname.
"""

from collections.abc import Iterator
from urllib.parse import quote

from reftel.reading_room.citing.work import GENRE, Work

_KIND = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&rft.genre=report"


def coins(work: Work) -> str:
    """The title of a COinS span: Z39.88-2004 in key/encoded-value form."""
    pairs = (
        ("rft.btitle", work.title or work.id),
        ("rft.aucorp", work.author),
        ("rft.date", iso(work)),
        ("rft.pub", work.source.archive),
        ("rft.rights", work.classification),
        ("rft_id", work.address if work.source.site else ""),
    )
    return "&".join([_KIND, *(f"{name}={quote(value, safe='')}" for name, value in pairs if value)])


def tags(work: Work) -> Iterator[tuple[str, str]]:
    """The names and contents of the page's ``meta`` elements, those that say something."""
    pairs = (
        ("citation_title", work.title or work.id),
        ("citation_technical_report_institution", work.source.archive),
        ("citation_technical_report_number", work.id),
        ("citation_publication_date", iso(work).replace("-", "/")),
        ("citation_public_url", work.address if work.source.site else ""),
        ("DC.creator", work.institution),
        ("DC.rights", work.classification),
        ("DC.type", GENRE),
    )
    return (pair for pair in pairs if pair[1])


def iso(work: Work) -> str:
    """``2008-02-29``, ``2008-02``, ``2008``: as much as is known."""
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(work.sent))
