"""What is withheld cannot be seen from the reading room, by any route.

An archive that holds a withheld cable is asked the same questions as one that never did.
Every answer has to be the same to the byte: pages, lists, counts, facets, feeds, exports,
errors. New pages join by being linked.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from tests.holdings import DAY, NOW, line, lines, open_vault, take_in
from tests.reader import Answer, Reader, reader

from reftel.archive import ArchiveFolder, Audience

OPEN, HIDDEN, NEVER = "08EXAMPLETOWN1", "08EXAMPLETOWN2", "08EXAMPLETOWN3"
PUBLIC = [line(1, "The harvest was good."), line(4, "The barges are late.")]
SECRET = line(2, "Xyzzyplugh saw the quuxwort at frobnitz.")
NOTHING: Mapping[str, str] = MappingProxyType({})
NAMING = {  # files of keepers who name the withheld cable where everybody reads it
    "articles/seen.md": f"# Seen\n\n[{HIDDEN}] [{HIDDEN}¶1] [this](/cable/{HIDDEN}/#par1)\n",
    "collections/kept.md": f"See [{HIDDEN}¶1].\n\n- {OPEN}: here\n- {HIDDEN}: there\n",
    "coverage.csv": f"id,title,publisher,date,address,language\n{HIDDEN},Told,Uptown,2012,,\n",
    "withdrawal-cards.csv": f"id,date,from,to,subject,source,note\n{HIDDEN},2008,,,,RG 59,\n",
}
ASKED = [
    "/search/?q=xyzzyplugh",
    "/search/?q=xyz*",
    "/search/?q=harvest",
    "/search/?q=quuxwort+OR+harvest",
    "/search.json?q=frobnitz",
    "/search.csv?q=created:2008",
    "/search.atom",
    "/quote/?q=Xyzzyplugh+saw+the+quuxwort+at+frobnitz",
    "/quote.json?q=xyz,+the+harvest+was+not+at+frobnitz",
    "/browse/released.csv",
    "/browse/released.atom",
    "/cable/08exampletown1/",
    "/cable/2008/02/08EXAMPLETOWN1.html",
    "/cable/08EXAMPLETOWN1.json",
    "/cable/08EXAMPLETOWN1/cite.html",
    "/unapi/?format=ris&id=08EXAMPLETOWN1",
    "/withdrawals.json",
]


def published(root: Path, *sources: bytes, written: Mapping[str, str] = NOTHING) -> ArchiveFolder:
    from reftel.vault import decisions, publication  # noqa: PLC0415 -- the vault is opened first
    from reftel.vault.decisions import Ground  # noqa: PLC0415

    with open_vault(root) as archive:
        take_in(archive, lines(root / "in.jsonl", *sources))
        for path, text in written.items():
            (archive.root / path).parent.mkdir(exist_ok=True)
            (archive.root / path).write_text(text, "utf-8")
        if SECRET in sources:
            decisions.withhold(archive, [HIDDEN], Ground(on=DAY, reason="Qwertyfoo"))
        decisions.release_all(archive, Ground(on=DAY))
        publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW)
        return archive


def catalogue(root: Path) -> bytes:
    """The whole catalogue of the public edition below a folder."""
    (found,) = (path for path in root.rglob("catalogue.sqlite") if "vault" not in path.parts)
    return found.read_bytes()


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, Reader]:
    """Of an archive that withholds a cable, and of one that never held it."""
    withholding = published(tmp_path_factory.mktemp("with"), PUBLIC[0], SECRET, PUBLIC[1])
    innocent = published(tmp_path_factory.mktemp("without"), *PUBLIC)
    return reader(withholding), reader(innocent)


def test_every_answer_is_that_of_an_archive_that_never_held_it(
    readers: tuple[Reader, Reader],
) -> None:
    withholding, innocent = (dict(one.walk(*ASKED)) for one in readers)

    assert withholding.keys() == innocent.keys()
    assert len(withholding) > 40
    for address, answer in withholding.items():
        assert answer == innocent[address], address


def test_an_article_that_names_it_tells_no_more_than_of_a_cable_that_never_was(
    tmp_path: Path,
) -> None:
    withholding, innocent = (
        dict(reader(archive).walk(*ASKED, f"/list/?id={HIDDEN}&id={OPEN}", "/list/"))
        for archive in (
            published(tmp_path / "with", PUBLIC[0], SECRET, PUBLIC[1], written=NAMING),
            published(tmp_path / "without", *PUBLIC, written=NAMING),
        )
    )

    assert withholding == innocent
    assert "Withdrawal card" in withholding[f"/reftel/{HIDDEN}/"].text
    assert catalogue(tmp_path / "with") == catalogue(tmp_path / "without")
    for address in ("/articles/seen/", "/collections/kept/", "/coverage/"):
        page = withholding[address].text
        assert HIDDEN in page
        assert f'href="/cable/{HIDDEN}' not in page


def test_no_answer_holds_a_word_of_it(readers: tuple[Reader, Reader]) -> None:
    for address, answer in readers[0].walk(*ASKED):
        if "xyz" in address or "quux" in address or "frob" in address:
            continue  # repeats what was typed
        for word in (b"xyzzy", b"quuxwort", b"frobnitz", b"qwertyfoo", HIDDEN.lower().encode()):
            assert word not in answer.body.lower(), address


@pytest.mark.parametrize(
    "route",
    [
        "/cable/{}/",
        "/cable/{}/?view=sent",
        "/cable/{}/raw.txt",
        "/cable/{}/cite.html",
        "/cable/{}.json",
        "/cable/{}.csl.json",
        "/verify.json?citation={}%20@1%20%2300000000",
        "/unapi/?format=ris&id={}",
        "/reftel/{}/",
        "/cable/2008/02/{}.html",
        "/search/?q={}",
        "/browse/origin/{}/",
    ],
)
def test_its_addresses_answer_as_those_of_no_cable_at_all(
    readers: tuple[Reader, Reader], route: str
) -> None:
    """Found nothing, for the one as for the other; but for the id, the same bytes."""
    hidden, never = (readers[0].get(route.format(one)) for one in (HIDDEN, NEVER))

    def told(answer: Answer, own: str) -> Answer:
        headers = {name: text.replace(own, "ID") for name, text in answer.headers.items()}
        if "ETag" in headers:
            headers["ETag"] = "a digest of edition, program and address"
        return Answer(
            answer.status, headers, answer.body.lower().replace(own.lower().encode(), b"")
        )

    assert told(hidden, HIDDEN) == told(never, NEVER)
