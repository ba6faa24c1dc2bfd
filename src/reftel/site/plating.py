"""The plating: the pages of all cables of the live public edition, made before anybody asks.

They are what the server would give, asked as a mirror asks; a page of a cable is the same under
every name of the site. What has other headers than the rest, or is no page, is left to be made
(docs/adr/0020-plates.md).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from reftel.archive import ArchiveFolder, Audience
from reftel.crew import worked
from reftel.edition import plates
from reftel.edition.live import open_live
from reftel.edition.plates import Headers
from reftel.edition.pointer import live_folder
from reftel.edition.read import Edition
from reftel.errors import ArchiveError
from reftel.mirror.alone import held
from reftel.mirror.asking import Application, asked
from reftel.reading_room import addresses
from reftel.site import codings
from reftel.site.showing import made_from
from reftel.site.wiring import showing_folder

AT_ONCE = 100  # cables for a worker
OK = 200


class Made(NamedTuple):
    """A page made: its address, the headers beside that of its length, a zstd frame."""

    address: str
    headers: Headers
    page: bytes


class Report(NamedTuple):
    """How many of the cables of an edition have a plate so far."""

    edition: int
    cables: int
    plates: int


def plated(archive: ArchiveFolder, *, workers: int) -> Iterator[Report]:
    """Make the plates of the live edition, in the place of any that are there; how far it is.

    Raises ArchiveError where there is no edition, another process makes them, or another
    edition goes live meanwhile; OSError and sqlite3.Error. No half of them is ever there.
    """
    with held(archive.plates, f"Another reftel makes the plates in {archive.plates}."):
        edition = open_live(archive, audience=Audience.PUBLIC)
        folder, cables = edition.folder, edition.manifest.counts["cables"]
        file, count = plates.path(archive.plates, folder.name), 0
        plates.remove(archive.plates, but=folder.name)
        made = _all(edition, workers)
        first = next(made, [])
        headers = first[0].headers if first else ()
        try:
            with plates.writing(file, made_from(folder), headers) as keep:
                for some in chain([first], made):
                    _require_live(archive, folder)
                    fit = [(one.address, one.page) for one in some if one.headers == headers]
                    keep(fit)
                    count += len(fit)
                    yield Report(edition.manifest.number, cables, count)
            _require_live(archive, folder)
        except FileNotFoundError:  # whoever flipped the pointer has removed what was there
            _require_live(archive, folder)
            raise
        except ArchiveError:
            file.unlink(missing_ok=True)
            raise


def _all(edition: Edition, workers: int) -> Iterator[list[Made]]:
    ids = (id_ for id_, _ in edition.released(1, edition.manifest.counts["cables"]))
    batches = iter(lambda: list(islice(ids, AT_ONCE)), [])
    work = partial(_made, edition.folder)
    for _, some in worked(work, ((None, batch) for batch in batches), workers=workers):
        yield some


def _made(folder: Path, ids: Sequence[str]) -> list[Made]:
    """The pages of these cables."""
    return [page for page in map(partial(_page, _opened(folder)), ids) if page]


def _page(application: Application, id_: str) -> Made | None:
    address = addresses.cable(id_)
    with asked(application, address) as answer:
        if answer.status != OK:
            return None
        kept = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        page = codings.whole(b"".join(answer.parts), "zstd")
        return Made(unquote_to_bytes(address).decode("latin-1"), tuple(kept.items()), page)


_opened = lru_cache(maxsize=1)(showing_folder)


def _require_live(archive: ArchiveFolder, folder: Path) -> None:
    if live_folder(archive, audience=Audience.PUBLIC) != folder:
        raise ArchiveError(
            "Another edition went live while its plates were made.",
            "They are not kept; pages are served as before.",
            "Run the same command again.",
        )
