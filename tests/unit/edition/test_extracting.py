"""An extract is a sound edition of the cables of one collection, and goes when it is done with."""

from pathlib import Path

import pytest
from tests.reader import live, publish
from tests.sample import cable_record
from tests.small_archive import small_archive

from reftel.edition.editorial.articles import Article
from reftel.edition.editorial.head import Head
from reftel.edition.extracting import extracted, is_about
from reftel.edition.manifest import Manifest
from reftel.edition.read import Edition
from reftel.edition.verify import verify
from reftel.errors import ConfigError


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return Edition(live(small_archive(tmp_path_factory.mktemp("whole"))))


def test_it_holds_what_is_about_the_cables_of_the_collection_and_is_sound(whole: Edition) -> None:
    with extracted(whole, "barges") as one:
        folder, made = one.folder, one.manifest
        assert verify(folder) == ()
        assert Manifest.read(folder) == made
        assert [record["id"] for record in one.records()] == ["08EXAMPLETOWN12", "75SAMPLEVILLE3"]
        assert list(one.records()) == whole.some(["08EXAMPLETOWN12", "75SAMPLEVILLE3"])
        assert one.withdrawn("08EXAMPLETOWN99") == whole.withdrawn("08EXAMPLETOWN99")
        assert one.pages == whole.pages
        of_the_whole = whole.desk.items("barges", 1, 9)
        assert one.desk.items("barges", 1, 9) == of_the_whole
    assert not folder.exists()

    assert made.declaration.total is None
    named = ("cables", "withdrawn", "articles", "collections", "coverage", "cards")
    assert [made.counts[one] for one in named] == [2, 1, 2, 1, 3, 0]
    assert (made.number, made.edition_digest) == (1, whole.manifest.content_digest)


def test_a_collection_of_which_nothing_is_public_is_an_extract_of_no_cables(
    tmp_path: Path,
) -> None:
    desk = {"collections/rye.md": "# Rye\n\n- 08NOWHERE1: nobody has it\n"}
    archive = publish(tmp_path, [cable_record()], desk=desk)

    with extracted(Edition(live(archive)), "rye") as one:
        assert (one.manifest.counts["cables"], verify(one.folder)) == (0, ())
    with (
        pytest.raises(ConfigError, match="has no collection 'barley'"),
        extracted(Edition(live(archive)), "barley"),
    ):
        pass


@pytest.mark.parametrize(
    "other",
    [
        "[it](/cable/08EXAMPLETOWN13/history/)",
        "[it](https://cables.example/cable/08exampletown13/)",
        "[it](/cable/2008/01/08EXAMPLETOWN13.html)",
        "08EXAMPLETOWN13",
        "[08 EXAMPLETOWN 13]",
    ],
)
def test_an_article_that_names_another_cable_in_any_way_is_about_more(other: str) -> None:
    article = Article("a", Head("A"), "[08EXAMPLETOWN12] says so.")

    assert is_about(article, {"08EXAMPLETOWN12"})
    told = article._replace(markdown=f"{article.markdown} See {other}.")
    assert not is_about(told, {"08EXAMPLETOWN12"})
