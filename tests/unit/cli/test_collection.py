"""``reftel mirror --collection``: a copy of one collection holds its cables and no word of others.

QUIBBLE stands in what is of no cable of the collection, and nowhere else.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from tests.corrected import cable
from tests.holdings import lines
from tests.leak import in_drawers, leaks
from tests.mirrored import served
from tests.small_mirror import contents
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder
from reftel.errors import ConfigError
from reftel.mirror.manifest import MirrorManifest
from reftel.packages import delta

ONE, GONE, OTHER, BOTH = (f"08EXAMPLETOWN{n}" for n in (11, 12, 13, 14))
CITES = "A. 08 EXAMPLETOWN 13\nB. 08 STATE 4321"
LINK = re.compile(r'\b(?:href|src)="([^"#?]*)')
ASKS = re.compile(r"/(?:search|suggest|unapi|trends|quote|verify|list|alike)[/.]")
WRITTEN = {
    "collections/barley.md": f"""# Blue barley

Read [{OTHER}] as well, [all of the others](/browse/released/2010-12-02/), and [{ONE}¶1].

- {ONE}: the harvest
- {GONE}: gone
- {BOTH}: the barge
- 08EXAMPLETOWN19: nobody has it
""",
    "collections/quibbles.md": f"# Quibbles\n\n- {OTHER}: a quibble\n- {BOTH}: a quibble as well\n",
    "articles/harvest.md": f"# The harvest\n\nIt was good [{ONE}].\n",
    "articles/quibble.md": f"# A quibble\n\nOf two [{ONE}] [{OTHER}].\n",
    "articles/nothing.md": "# Quibble of nothing\n\nIt cites no cable.\n",
    "pages/community.md": f"# Us\n\nSee [{OTHER}], [the list](/coverage/), [help](/about/help/).\n",
    "coverage.csv": "id,title,publisher,date,address,language\n"
    f"{ONE},Barley for all,The Exampletown Herald,2026-01-20,,en\n"
    f"{OTHER},Quibble,The Exampletown Herald,2026-01-20,,en\n",
    "withdrawal-cards.csv": "id,date,from,to,subject,source,note\n"
    "08EXAMPLETOWN19,2008,,,A barge that nobody saw,NARA RG 59,\n"
    "08STATE4321,2008,,,A quibble,NARA RG 59,\n",
}


@pytest.fixture
def archive(
    reftel: Run, archive_folder: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ArchiveFolder:
    """Three editions: a text corrected in the second, a cable withdrawn in the third."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    first = lines(
        tmp_path / "first.jsonl",
        cable(ONE, "2010-12-01", "The harvest was bad.", ref=CITES),
        cable(GONE, "2010-12-01", "Xyzzy was here.", subject="XYZZY"),
        cable(
            OTHER, "2010-12-02", "A quibble.", tags="KQUIBBLE, (QUIBBLE, JANE)",
            subject="QUIBBLE", ref="08 EXAMPLETOWN 11", signer="QUIBBLE",
        ),
        cable(BOTH, "2010-12-01", "A barge is missing.", ref="08 EXAMPLETOWN 11"),
    )  # fmt: skip
    assert reftel("import", first).code == 0
    config = archive_folder.config.read_text()
    archive_folder.config.write_text(f'address = "https://cables.example"\ntotal = 9000\n{config}')
    for name, text in WRITTEN.items():
        (archive_folder.root / name).parent.mkdir(exist_ok=True)
        (archive_folder.root / name).write_text(text)
    assert reftel("release", "--all", "--on", "2026-03-01").code == 0
    second = lines(
        tmp_path / "second.jsonl",
        cable(ONE, "2011-08-26", "The harvest was good.", ref=CITES),
    )
    assert reftel("import", second).code == 0
    assert reftel("release", "--all", "--on", "2026-03-02").code == 0
    assert reftel("withdraw", GONE, "--reason", "Asked for.", "--on", "2026-03-03").code == 0
    return archive_folder


@pytest.mark.usefixtures("archive")
def test_it_holds_the_cables_of_the_collection_and_says_so(reftel: Run, tmp_path: Path) -> None:
    whole, out, again = (tmp_path / name for name in ("whole", "out", "again"))
    for folder, *words in ((whole,), (out, "--collection", "barley")):
        ran = reftel("mirror", folder, *words, "--workers", "0")
        assert (ran.code, ran.err) == (0, ""), ran
    told = json.loads((out / "mirror.json").read_text())
    of_all = json.loads((whole / "mirror.json").read_text())

    assert told["collection"] == {
        "name": "barley",
        "title": "Blue barley",
        "cables": 2,
        "of": 3,
        "content_digest": of_all["content_digest"],
    }
    assert (told["format"], of_all["format"], "collection" in of_all) == (3, 2, False)
    same = ("archive", "address", "edition", "parent", "audit_head", "made_at")
    assert [told[name] for name in same] == [of_all[name] for name in same]
    assert told["content_digest"] != of_all["content_digest"]
    assert leaks(out, ["quibble", "Xyzzy"]) == in_drawers(out, ["quibble", "Xyzzy"]) == []
    recalled = json.loads((out / "withdrawals.json").read_text())
    assert [one["id"] for one in recalled["cables"]] == [GONE]
    assert (out / "withdrawals.sig").read_bytes() == (whole / "withdrawals.sig").read_bytes()
    for place, page in _pages(out):
        notice = '">Blue barley</a>. <a href="https://cables.example/" rel="noopener'
        is_page = "<!doctype html>" in page and 'http-equiv="refresh"' not in page
        assert notice in page or not is_page, place
    for place in (f"cable/{ONE}/raw.txt", f"cable/{ONE}.json", f"cable/{ONE}.bib"):
        assert (out / place).read_bytes() == (whole / place).read_bytes()
    cite = [(one / f"cable/{ONE}/cite.html").read_text() for one in (out, whole)]
    assert re.findall(r"@2 #[0-9a-f]+", cite[0]) == re.findall(r"@2 #[0-9a-f]+", cite[1]) != []
    redline = "The harvest was <del>bad</del><ins>good</ins>."
    assert redline in (out / f"cable/{ONE}/history/index.html").read_text()
    assert "Asked for." in (out / f"cable/{GONE}/index.html").read_text()
    assert of_all["content_digest"][:16] in (out / "editions/index.html").read_text()

    _require_led(out)
    assert reftel("mirror", again, "--collection", "barley", "--workers", "0").code == 0
    assert contents(again) == contents(out)


def test_where_the_archive_has_no_address_nothing_leads_there(
    reftel: Run, archive: ArchiveFolder, tmp_path: Path
) -> None:
    out, config = tmp_path / "out", archive.config
    config.write_text(config.read_text().partition("\n")[2])
    assert reftel("rebuild").code == 0
    assert reftel("mirror", out, "--collection", "barley", "--workers", "0").code == 0

    assert "cables.example" not in "".join(page for _, page in _pages(out))
    people = (out / "about/community/index.html").read_text()
    assert "the list, <a href=" in people


@pytest.mark.usefixtures("archive")
def test_it_is_verified_and_followed_as_what_it_is_and_no_other_is_taken(
    reftel: Run, tmp_path: Path
) -> None:
    whole, out, copy, status = (tmp_path / name for name in ("whole", "out", "copy", "status"))
    reftel("mirror", whole, "--workers", "0")
    made = reftel("mirror", out, "--collection", "barley", "--workers", "0")
    assert made.out.startswith("The mirror of the collection 'barley' of edition 000003 has ")
    told = reftel("verify", out).out
    assert told.startswith("The mirror of the collection 'barley' of edition 3 is as it was made:")
    assert reftel("mirror", copy, "--from", out).code == 0
    assert contents(copy) == contents(out)

    for here, other in ((copy, whole), (whole, out)):
        ran = reftel("mirror", here, "--from", other)
        assert (ran.code, "the collection 'barley' of " in ran.err) == (2, True), ran
    assert contents(copy) == contents(out)
    packed = reftel("package", out, tmp_path / "packages")
    assert (packed.code, "packages are of all of it" in packed.err) == (2, True)
    later = replace(MirrorManifest.read(whole), edition=4)
    with pytest.raises(ConfigError, match="is a mirror of the collection 'barley' of the archive"):
        delta.since(out, later)
    with served(out) as host:
        ran = reftel("mirror-check", host.address.rstrip("/"), "--output", status)
    assert ran.code == 0, ran
    assert "It holds the collection 'barley' of the archive, and no more." in ran.out

    (whole / "robots.txt").write_text("altered")
    assert reftel("mirror", out, "--workers", "0").code == 0
    assert reftel("mirror", whole, "--whole", "--workers", "0").code == 0
    assert contents(out) == contents(whole)

    ran = reftel("mirror", tmp_path / "rye", "--collection", "rye")
    assert ran.code == 2
    assert ran.err == (
        "reftel: Edition 3 has no collection 'rye'. Nothing was written. "
        "Name one of these: 'barley', 'quibbles'.\n"
    )
    assert not (tmp_path / "rye").exists()
    both = reftel("mirror", tmp_path / "rye", "--collection", "barley", "--from", tmp_path)
    assert (both.code, "leave out --collection" in both.err) == (2, True)


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix().removesuffix("index.html"), path.read_text()


def _require_led(out: Path) -> None:
    """Every link leads to a file, or to the whole archive, which may have what is not here."""
    links, abroad = 0, set()
    for place, page in _pages(out):
        for link in map(unescape, LINK.findall(page)):
            to = urljoin(f"http://a.invalid/{place}", link)
            if to.startswith("http://a.invalid/"):
                path = out / unquote(to.removeprefix("http://a.invalid/"))
                is_there = path.is_file() or (path / "index.html").is_file()
                assert is_there or ASKS.search(f"{to}/"), (place, link)
                links += 1
            else:
                abroad.add(to.removeprefix("https://cables.example"))

    assert links > 2_000
    assert abroad == {
        "",
        "/",
        "/browse/released/2010-12-02/",
        "/coverage/",
        f"/cable/{OTHER}/",
        "/cable/08STATE4321/",
    }
    absent = (out / f"reftel/{OTHER}/index.html").read_text()
    assert (
        "This telegram is not in this copy, but 1 cable refers to it. The whole archive may"
        in absent
    )
    assert "Draft a request" not in absent
    home = (out / "index.html").read_text()
    assert 'In this copy <strong>2</strong><span class="of"> of 3</span></p>' in home
    assert "2 of its 3 cables are in this copy." in home
