"""The extracting: a collection of an edition as an edition of its own, for as long as it is copied.

It is made from the edition alone: so it holds nothing that is not public, and needs no vault.
Number, day and texts are those of the edition, and a citation says the same in both. What stands
beside the cables comes along as far as it is about them: the collection, notices of withdrawal,
cards and reports of its cables, and articles that cite no other cable. Of the whole archive are
its pages, its spellings, and the list of what mirrors are to drop, which is signed as it is.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from reftel.edition import durable, manifest
from reftel.edition.contents import Beside, Sealed, Withdrawal
from reftel.edition.editorial.articles import Article
from reftel.edition.editorial.cards import MOST as MOST_CARDS
from reftel.edition.editorial.collections import MOST_CABLES, Collection
from reftel.edition.editorial.desk import Desk
from reftel.edition.editorial.prose import cited
from reftel.edition.extract import Extract
from reftel.edition.filling import fill
from reftel.edition.manifest import KEY, KEYS, WITHDRAWALS, WITHDRAWALS_SIGNATURE, FileEntry
from reftel.edition.past import Change, Former, Past
from reftel.edition.prepared import Prepared
from reftel.edition.read import AT_ONCE, Edition
from reftel.edition.workings import Workings
from reftel.errors import ArchiveError, ConfigError, IndexUnavailable
from reftel.telegram.reference_ids import NUMBERED

PASSING = "workings"
_NAMED = re.compile(rf"\b{NUMBERED}\b", re.ASCII | re.IGNORECASE)
# As it is written in prose: 08 VIENTIANE 145.
_SPACED = re.compile(r"\b[0-9]{2} [A-Z]+(?: [A-Z]+){0,4} [0-9]{1,7}\b", re.ASCII)
SIGNED = (KEY, KEYS, WITHDRAWALS, WITHDRAWALS_SIGNATURE)  # about the archive, not its edition


@contextmanager
def extracted(edition: Edition, slug: str) -> Iterator[Edition]:
    """One collection of a public edition, by the word in its address; gone when this ends.

    Raises ConfigError, which names those that there are, where there is no such collection, and
    ArchiveError where the disk for what passes does not take it.
    """
    collection = _collection(edition, slug)
    with TemporaryDirectory(prefix="reftel-extract-") as name:
        folder = Path(name)
        try:
            _fill(folder, edition, collection)
        except (OSError, sqlite3.Error, IndexUnavailable) as error:
            raise ArchiveError(
                f"The collection '{slug}' could not be put together in {folder.parent}: {error}.",
                "Nothing was written to the mirror.",
                "Free space there, or name another folder in the environment as TMPDIR.",
            ) from error
        yield Edition(folder)


def _collection(edition: Edition, slug: str) -> Collection:
    found = {one.slug: one for one, _ in edition.desk.collections}
    if slug not in found:
        named = ", ".join(f"'{one}'" for one in sorted(found))
        raise ConfigError(
            f"Edition {edition.manifest.number} has no collection '{slug}'.",
            "Nothing was written.",
            f"Name one of these: {named}." if named else "It has no collection at all.",
        )
    return found[slug]._replace(items=tuple(edition.desk.items(slug, 1, MOST_CABLES)))


def _fill(folder: Path, edition: Edition, collection: Collection) -> None:
    """Put the extract into an empty folder, and what is signed about its archive beside it."""
    whole = edition.manifest
    held = sorted(edition.held(one.id for one in collection.items))
    extract = Extract(
        name=collection.slug,
        title=collection.head.title,
        cables=len(held),
        of=whole.counts["cables"],
        content_digest=whole.content_digest,
    )
    beside = _beside(edition, collection, extract)
    former = (Former(one.number, one.made, one.digest) for one in edition.chronicle.issues[:-1])
    past = Past(whole.number - 1, tuple(former))
    with closing(Workings(folder / PASSING)) as workings:
        cables = _cables(edition, held)
        filled = fill(folder, whole.number, cables, beside, past, basis=None, workings=workings)
    (folder / PASSING).unlink()
    made = replace(
        whole,
        content_digest=filled.digest,
        counts=filled.counts,
        declaration=beside.declared,
        files={name: FileEntry.of(path) for name, path in manifest.files_of(folder).items()},
        extract=extract,
    )
    durable.write(folder / manifest.NAME, made.written())
    for name in SIGNED:
        with suppress(FileNotFoundError):  # nobody signed it
            shutil.copyfile(edition.folder / name, folder / name)


def _cables(edition: Edition, ids: Iterable[str]) -> Iterator[Prepared]:
    """The cables of these ids, each with all texts and changes that the edition tells of it."""
    for some in _some(ids):
        for record in edition.some(some):
            id_ = record["id"]
            texts = edition.chronicle.texts(id_)
            yield Prepared.of(Sealed.of(record), texts, _changes(edition, id_))


def _changes(edition: Edition, id_: str) -> tuple[Change, ...]:
    return tuple(Change(*event) for event in edition.chronicle.past(id_).events)


def _beside(edition: Edition, collection: Collection, extract: Extract) -> Beside:
    """What the edition says beside its cables, as far as it is about those of the collection."""
    ids = [one.id for one in collection.items]
    known = (one for some in _some(ids) for one in edition.known(some).values())
    withdrawn = (
        replace(one, changes=_changes(edition, one.id))
        for one in known
        if isinstance(one, Withdrawal)
    )
    return Beside(
        replace(edition.manifest.declaration, total=None),
        tuple(sorted(withdrawn)),
        edition.pages,
        edition.own_spellings,
        _desk(edition, collection),
        extract,
    )


def _desk(edition: Edition, collection: Collection) -> Desk:
    ids, desk = {one.id for one in collection.items}, edition.desk
    articles = (desk.article(one.slug) for one in desk.articles)
    reports = desk.coverage(1, edition.manifest.counts["coverage"])
    cards = desk.cards(1, MOST_CARDS, filed=False)
    return Desk(
        tuple(one for one in articles if one and is_about(one, ids)),
        (collection,),
        tuple(one for one in reports if one.id in ids),
        tuple(sorted(one for one in cards if one.id in ids)),
    )


def is_about(article: Article, ids: set[str]) -> bool:
    """Whether it cites cables, and names none but these, in whatever way."""
    found = set(cited(article.markdown))
    written = unquote(article.markdown)
    named = {one[0].upper() for one in _NAMED.finditer(written)}
    named |= {one[0].replace(" ", "") for one in _SPACED.finditer(written)}
    return bool(found) and ids.issuperset(found | named)


def _some(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some
