"""The publication: what was decided, handed to the edition's builder and made live.

Cables stream out of the vault in the order of their ids, a few hundred at a time.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import datetime
from functools import partial
from heapq import merge
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from reftel.archive import ArchiveFolder, Audience
from reftel.crew import staying, worked
from reftel.edition import seal
from reftel.edition.basis import Basis
from reftel.edition.build import build
from reftel.edition.manifest import Manifest
from reftel.edition.past import BasisError
from reftel.edition.pointer import live_folder
from reftel.edition.prepared import Prepared
from reftel.errors import ArchiveError
from reftel.vault import audit, former, heads, keys, register
from reftel.vault.audit import Hand
from reftel.vault.continuation import seen
from reftel.vault.faults import told
from reftel.vault.lock import writing
from reftel.vault.models import Decision, Publication, Verb
from reftel.vault.preparation import Chosen, prepared
from reftel.vault.selection import withdrawals
from reftel.vault.semblance import Semblance
from reftel.vault.snapshot import snapshot

READ_AT_ONCE = 256  # cables handed to a worker
BYTES_AT_ONCE = 1 << 19  # of them, compressed, handed to a worker


class Occasion(NamedTuple):
    """What an edition is made for. What either of these raises leaves the old one live.

    ``rehearse`` is shown an edition that is whole and on the disk. ``decide`` is then called
    within the transaction that announces it, and gives the last decision that it follows;
    also where the live edition says all that already, and stays.
    """

    rehearse: Callable[[Path, Manifest], object] = lambda _folder, _made: None
    decide: Callable[[Manifest], int | None] = lambda _made: None


PLAIN = Occasion()


def publish(  # noqa: PLR0913 -- for whom, when, by whom, on what occasion
    archive: ArchiveFolder,
    *,
    audience: Audience,
    made_at: datetime,
    author: str = "",
    workers: int = 0,
    occasion: Occasion = PLAIN,
    afresh: bool = False,
) -> Manifest:
    """Build an edition of what this audience may see, and make it the live one.

    It says the same whether it is built on the one before or ``afresh``, and whatever the
    number of worker processes; 0 does all in this one.
    Raises ArchiveError where it cannot be written; the edition that was live then still is.
    """
    hand = Hand(author, made_at)
    with writing(archive), told(archive), staying(workers):
        register.settle(archive, audience, hand)
        signer = keys.signer(archive, hand) if audience is Audience.PUBLIC else None
        announced: list[int | None] = []

        def announce(latest: int | None, folder: Path, made: Manifest) -> None:
            if signer is not None:
                seal.write(folder, *signer)
            occasion.rehearse(folder, made)
            with transaction.atomic():
                announced.append(occasion.decide(made) or latest)
                register.announce(made, announced[-1])

        trusted = _is_trusted(archive, audience)
        semblance = Semblance() if afresh else Semblance.kept(archive)
        make = partial(
            _built,
            archive,
            audience,
            made_at=made_at,
            workers=workers,
            shown=announce,
            trusted=trusted,
            semblance=semblance,
        )
        try:
            on = trusted and not afresh
            manifest, latest = make(basis=Basis.found(archive, audience) if on else None)
        except BasisError:
            manifest, latest = make(basis=None)
        with transaction.atomic():
            followed = announced[-1] if announced else occasion.decide(manifest) or latest
            register.confirm(archive, manifest, followed, hand)
        heads.write(archive, audit.head())
        if audience is Audience.PUBLIC:
            semblance.keep(archive)
            former.settle(archive)
    return manifest


def _is_trusted(archive: ArchiveFolder, audience: Audience) -> bool:
    """Whether the live edition is as it was made: one for the public where its seal holds.

    The sums in its manifest tell what was damaged, its seal what was altered. Only those for
    the public are signed; the others lie in the vault.
    """
    if audience is not Audience.PUBLIC:
        return True
    with suppress(ArchiveError):
        live = live_folder(archive, audience=audience)
        return live is not None and keys.signed(archive, live)
    return False


def _built(  # noqa: PLR0913 -- for whom, when, how, told to whom, on what
    archive: ArchiveFolder,
    audience: Audience,
    *,
    made_at: datetime,
    workers: int,
    shown: Callable[[int | None, Path, Manifest], object],
    trusted: bool,
    semblance: Semblance,
    basis: Basis | None,
) -> tuple[Manifest, int | None]:
    """The edition of one moment, and the last decision before it; others go on deciding."""
    with ExitStack() as reading:
        reading.enter_context(snapshot())
        latest = Decision.objects.last_id() or None
        coming = cables(audience=audience, workers=workers, basis=basis, semblance=semblance)
        reading.enter_context(closing(coming))
        manifest = build(
            archive,
            _read_out(coming, reading),
            audience=audience,
            made_at=made_at,
            withdrawn=tuple(withdrawals(audience, semblance)),
            past=register.past(audience),
            announce=partial(shown, latest),
            basis=basis,
            trusted=trusted,
            keep=True,
            workers=workers,
        )
    return manifest, latest


def _read_out(coming: Iterator[Prepared], reading: ExitStack) -> Iterator[Prepared]:
    """The cables to their end, where nothing more is to be read."""
    yield from coming
    reading.close()


def follow(
    archive: ArchiveFolder, *, made_at: datetime, author: str = "", workers: int = 0
) -> Manifest | None:
    """Publish the public edition if decisions were made that it does not follow yet.

    What a publication before was stopped at is done in any case: no folder for the public is
    left that holds what was taken back.
    An edition for the staff, where there is one, shows everything but what is withdrawn; it
    follows such decisions too, after the public one. ArchiveError, when all is done, where
    plates of a former edition could not be removed.
    """
    make = partial(publish, archive, made_at=made_at, author=author, workers=workers)
    with writing(archive), told(archive):
        register.settle(archive, Audience.PUBLIC, Hand(author, made_at))
        former.settle(archive)
        made = None if is_followed(archive) else make(audience=Audience.PUBLIC)
        if not _is_followed_by_staff(archive):
            make(audience=Audience.STAFF)
        former.require_no_plates(archive)
    return made


def is_followed(archive: ArchiveFolder) -> bool:
    """Whether the live public edition shows what was decided."""
    changing = Decision.objects.filter(verb__in=[Verb.RELEASE, Verb.WITHDRAW])
    followed = _last_followed(archive, Audience.PUBLIC)
    return not changing.filter(id__gt=followed or 0).exists()


def _is_followed_by_staff(archive: ArchiveFolder) -> bool:
    changing = Decision.objects.filter(cable__decisions__verb=Verb.WITHDRAW)
    followed = _last_followed(archive, Audience.STAFF)
    return followed is None or not changing.filter(id__gt=followed).exists()


def _last_followed(archive: ArchiveFolder, audience: Audience) -> int | None:
    """The last decision that the live edition follows; 0 for none, None without an edition.

    Of one that went live and was not confirmed, as it was stopped there, none counts yet.
    """
    folder = live_folder(archive, audience=audience)
    if folder is None or not folder.is_dir():
        return None
    rows = Publication.objects.filter(audience=audience.value, number=int(folder.name), live=True)
    return rows.values_list("decision", flat=True).first() or 0


def cables(
    *,
    audience: Audience,
    workers: int = 0,
    basis: Basis | None = None,
    semblance: Semblance | None = None,
) -> Generator[Prepared]:
    """The cables that this audience may see, by ascending id, each once."""
    for as_before, made in worked(
        prepared, _batches(seen(audience, basis, semblance)), workers=workers
    ):
        yield from merge(as_before, made, key=attrgetter("id"))


def _batches(
    coming: Iterable[Prepared | Chosen],
) -> Iterator[tuple[list[Prepared], list[Chosen]]]:
    """Cables that are as they were, and beside them those to be prepared by a worker."""
    as_before: list[Prepared] = []
    batch: list[Chosen] = []
    size = 0
    for one in coming:
        if isinstance(one, Prepared):
            as_before.append(one)
        else:
            batch.append(one)
            size += one.size
        if max(len(batch), len(as_before)) >= READ_AT_ONCE or size >= BYTES_AT_ONCE:
            yield as_before, batch
            as_before, batch, size = [], [], 0
    if as_before or batch:
        yield as_before, batch
