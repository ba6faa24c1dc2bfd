"""Whatever is decided in whatever order: an edition is the same, however it was built."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corrected import cable
from tests.holdings import DAY, NOW, lines, open_vault, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import succession
from reftel.edition.live import open_live
from reftel.edition.read import Edition
from reftel.edition.verify import verify
from reftel.search.backend import Facet, SortOrder
from reftel.search.embedded import folder as embedded
from reftel.search.embedded import schema, writer
from reftel.search.query import parse_query
from reftel.vault import decisions, publication
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import Decision

PUBLIC = Audience.PUBLIC
CABLES = 9
FEW = 3  # cables of a part
STEP = st.tuples(
    st.sampled_from(["release", "correct", "withdraw", "release all", "correct"]),
    st.sets(st.integers(1, CABLES), min_size=1, max_size=3),
)
QUESTIONS = (
    "",
    "barley",
    "word3v1 OR word5v2",
    "barge*",
    "para:barley",
    "para:(barley word2v1)",
    "cited:>0",
    "cited:1 tag:ECON",
    "tag:T4",
    "-tag:T4 barley",
    '"blue barley" released:2011',
    "words:>3",
)
TEXTS = ("id", *schema.TEXT.values(), *schema.FACETS.values())
VALUES = (*schema.KEYS.values(), *schema.VALUE_WORDS.values())


def text(number: int, version: int) -> bytes:
    """A text with a word of its own, a list of its own, and a reference to another cable."""
    return cable(
        f"08EXAMPLETOWN{number}",
        f"2011-08-{10 + version % 20}",
        f"Blue barley, word{number}v{version}.",
        "Barges." if version % 2 else "A barge of barley.",
        tags=f"ECON, T{number % 4}{version % 3}",
        ref=f"EXAMPLETOWN {(number * version) % CABLES + 1}",
        signer=f"ROE{version % 4}" if number % 2 else "Roe1",
    )


def take(archive: ArchiveFolder, at: int, step: tuple[str, set[int]]) -> None:
    what, numbers = step
    ids = [f"08EXAMPLETOWN{number}" for number in numbers]
    ground = Ground(on=DAY, reason="It was asked for.", notice=f"Step {at}.")
    try:
        if what == "withdraw":
            decisions.withdraw(archive, ids, ground)
        elif what == "release all":
            decisions.release_all(archive, ground)
        else:
            if what == "correct":
                texts = [text(number, at + 2) for number in numbers]
                take_in(archive, lines(archive.root.parent / f"{at}.jsonl", *texts))
            decisions.release(archive, ids, ground)
    except UndecidableError:
        return  # it never was public


def published(archive: ArchiveFolder, *, afresh: bool) -> Edition:
    publication.publish(archive, audience=PUBLIC, made_at=NOW, afresh=afresh)
    return open_live(archive, audience=PUBLIC)


def terms(edition: Edition) -> dict[str, list[tuple[str, int]]]:
    """Every term of the index in every field, and in how many cables or paragraphs it is."""
    found = {}
    for part, names in (("cables", (*TEXTS, *VALUES)), ("paragraphs", ("text", "mark"))):
        searcher = embedded.opened(edition.folder / "index", part)
        for name in names:
            found[f"{part} {name}"] = sorted(searcher.terms_with_prefix(name, ""))
    return found


def answers(edition: Edition) -> Iterator[object]:
    """All that is told of some questions; what is equally relevant comes in any order."""
    searcher = edition.searcher
    for asked in QUESTIONS:
        query = parse_query(asked)
        for sort in SortOrder:
            hits = searcher.find(query, sort=sort, limit=4)
            if sort is SortOrder.RELEVANCE:
                everything = searcher.find(query, sort=sort, limit=CABLES)
                yield asked, sorted((hit.score, hit.id) for hit in everything.hits)
            else:
                yield asked, sort, hits, searcher.find(query, sort=sort, cursor=hits.after)
        yield asked, searcher.counts(query), searcher.timeline(query, Facet.MONTH)


def same(built_on: Edition, anew: Edition) -> None:
    one, other = (edition.folder / "catalogue.sqlite" for edition in (built_on, anew))
    assert one.read_bytes() == other.read_bytes()
    assert built_on.manifest.content_digest == anew.manifest.content_digest
    assert built_on.manifest.counts == anew.manifest.counts
    assert terms(built_on) == terms(anew)
    assert list(answers(built_on)) == list(answers(anew))
    assert verify(built_on.folder) == ()


@settings(max_examples=10, deadline=None)
@given(steps=st.lists(STEP, min_size=2, max_size=6))
def test_an_edition_is_the_same_built_on_another_or_from_nothing(
    steps: list[tuple[str, set[int]]],
) -> None:
    with TemporaryDirectory() as room, ExitStack() as patches:
        for module in (succession, writer):
            patches.enter_context(patch.object(module, "FULL", FEW))
        patches.enter_context(patch("os.fsync"))  # nothing has to outlast the test
        root = Path(room) / "archive"
        with open_vault(root) as archive:
            first = [text(number, 1) for number in range(1, CABLES + 1)]
            take_in(archive, lines(Path(room) / "first.jsonl", *first))
            decisions.release(archive, [f"08EXAMPLETOWN{n}" for n in (2, 4, 6, 7)], Ground(on=DAY))
            published(archive, afresh=False)
        for at, step in enumerate(steps):
            with open_vault(root) as archive:
                take(archive, at, step)
            copy = copytree(root, Path(room) / f"copy{at}")
            with open_vault(copy) as archive:
                anew = published(archive, afresh=True)
            with open_vault(root) as archive:
                built_on = published(archive, afresh=False)
                assert list(archive.workings(audience=PUBLIC).iterdir())
            same(built_on, anew)
            assert not _withdrawn_words(archive) & set(_written(built_on))
        for folder in archive.editions(audience=PUBLIC).iterdir():
            assert verify(folder) == (), "what others were built on is as it was"


def _withdrawn_words(archive: ArchiveFolder) -> set[str]:
    """The words of texts that are in no edition now."""
    with open_vault(archive.root):
        standing = Decision.objects.standing()
        gone = standing.filter(verb="withdraw").values_list("cable_id", flat=True)
        numbers = [id_.removeprefix("08EXAMPLETOWN") for id_ in gone]
    return {f"word{number}v{version}" for number in numbers for version in range(10)}


def _written(edition: Edition) -> Iterator[str]:
    """Every word of the index, and of every record and earlier text of the catalogue."""
    for found in terms(edition).values():
        yield from (term for term, _ in found)
    database = sqlite3.connect(edition.folder / "catalogue.sqlite")
    assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
    database.close()
    for record in edition.records():
        yield from record["text"].lower().replace(".", " ").split()
