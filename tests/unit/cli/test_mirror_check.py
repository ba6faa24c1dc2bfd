"""``mirror-check``: which mirrors are current, behind, altered or gone, told by code and page."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.mirrored import FILES, Served, answer, lay, served
from tests.unit.cli.conftest import Run

from reftel.archive import ArchiveFolder
from reftel.edition.keyring import begun
from reftel.edition.signature import PrivateKey
from reftel.mirror import fetching

NOWHERE = "http://127.0.0.1:9/mirror"
GONE = {"id": "08EXAMPLETOWN7", "day": "2026-01-03", "reason": "Asked for.", "edition": 3}
MADE = [{"number": number, "made": f"2026-01-{number:02}T00:00:00+00:00"} for number in (1, 2, 3)]
THIRD = FILES | {
    "cable/08EXAMPLETOWN7/index.html": b"<p>Withdrawn",
    "editions.json": json.dumps({"editions": MADE}).encode(),
    "withdrawals.json": json.dumps({"format": 1, "cables": [GONE], "texts": []}).encode(),
}
BEFORE = FILES | {"cable/08EXAMPLETOWN7/raw.txt": b"<p>Secret"}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is remembered here, and nobody is waited for."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(fetching.Host.__init__, "__kwdefaults__", {
        "connections": 4, "patience": 0.5, "pauses": (0.0, 0.0),
    })  # fmt: skip


@pytest.fixture
def current(tmp_path: Path) -> Iterator[Served]:
    lay(tmp_path / "current", THIRD, edition=3)
    with served(tmp_path / "current") as host:
        yield host


def told(reftel: Run, *addresses: str, sample: int = 999) -> dict[str, dict[str, object]]:
    ran = reftel("mirror-check", "--json", "--sample", str(sample), *addresses)
    return {str(one["address"]): one for one in json.loads(ran.out)["mirrors"]}


def test_mirrors_are_told_apart_on_a_page_and_by_the_exit_code(
    reftel: Run, current: Served, tmp_path: Path
) -> None:
    lay(tmp_path / "altered", THIRD, edition=3)
    (tmp_path / "altered/robots.txt").write_text("<script>alert(1)</script>")
    with served(tmp_path / "altered") as altered:
        sound = reftel("mirror-check", current.address)
        some = reftel("mirror-check", "--output", tmp_path / "out", NOWHERE, current.address)
        ran = reftel("mirror-check", "--sample", "999", altered.address, current.address)

    here = current.address.rstrip("/")
    assert (sound.code, some.code, ran.code) == (0, 1, 3)
    assert sound.out == f"Current    {here}  edition 3\n"
    assert some.out.splitlines()[0].startswith(f"No answer  {NOWHERE}  No mirror can be read at ")
    assert "edition 3  robots.txt: altered." in ran.out
    page = (tmp_path / "out/mirrors.html").read_text()
    assert page.count('class="state current"') == page.count('class="state dead"') == 1
    assert "Edition 3, made on 2026-01-03. Files looked at: 20." in page
    entry = json.loads((tmp_path / "out/mirrors.json").read_text())
    assert [one["state"] for one in entry["mirrors"]] == ["dead", "current"]
    assert (entry["archive"], entry["newest"]) == ("The Blue Barley papers", 3)


def test_a_mirror_that_lags_is_told_since_when_and_what_it_still_shows(
    reftel: Run, current: Served, tmp_path: Path
) -> None:
    lay(tmp_path / "behind", BEFORE, edition=1)
    with served(tmp_path / "behind") as behind:
        ran = reftel("mirror-check", behind.address, current.address)
        one = told(reftel, behind.address, current.address)[behind.address.rstrip("/")]

    assert ran.code == 3
    assert (one["state"], one["since"]) == ("lagging", "2026-01-02T00:00:00+00:00")
    assert one["shows"] == ["08EXAMPLETOWN7"]
    assert one["why"] == [
        "It is 2 behind edition 3.",
        "It shows what was withdrawn: 08EXAMPLETOWN7.",
    ]


@pytest.mark.parametrize("left", ["raw.txt", "raw/", "sent.html", "sent/"])
def test_what_was_withdrawn_and_is_put_back_beside_the_list_is_found(
    reftel: Run, current: Served, left: str
) -> None:
    """A host that answers anything with one page shows nothing by that."""
    for place in ("/cable/08EXAMPLETOWN7/raw.txt", "/cable/08EXAMPLETOWN7.json"):
        current.instead[place] = answer(200, b"<h1>Sorry</h1>")
    current.instead["/cable/no-such-cable-0000000000000000/"] = answer(200, b"<h1>Sorry</h1>")
    assert told(reftel, current.address)[current.address.rstrip("/")]["state"] == "current"

    current.instead[f"/cable/08EXAMPLETOWN7/{left}"] = answer(200, b"<p>Secret")
    one = told(reftel, current.address, sample=1)[current.address.rstrip("/")]

    assert (one["state"], one["shows"]) == ("altered", ["08EXAMPLETOWN7"])


def test_a_host_that_does_not_tell_what_stands_where_a_cable_was_is_not_current(
    reftel: Run, current: Served, tmp_path: Path
) -> None:
    here = current.address.rstrip("/")
    current.instead["/cable/08EXAMPLETOWN7/raw.txt"] = answer(503)
    one = told(reftel, here)[here]
    gone = [GONE | {"id": f"09EXAMPLETOWN{n}"} for n in range(1, 8)]
    listing = json.dumps({"format": 1, "cables": gone, "texts": []}).encode()
    lay(tmp_path / "current", THIRD | {"withdrawals.json": listing}, edition=4)
    forms = ("/", "/raw.txt", "/raw/", "/sent.html", "/sent/", ".json")
    places = [f"/cable/09EXAMPLETOWN{n}{form}" for n in range(1, 8) for form in forms]
    current.instead = {place: answer(503) for place in places}
    current.asked.clear()
    all_ = told(reftel, here)[here]

    assert (one["state"], all_["state"]) == ("dead", "dead")
    assert one["why"] == ["It gives no answer for 1 file of what was withdrawn: it answers 503."]
    many = (
        "It gives no answer for 10 files of what was withdrawn: it answers 503; no more were asked"
    )
    assert all_["why"] == [f"{many} for."]
    assert len({place for place in current.asked if "09EXAMPLETOWN" in place}) == 10


def test_another_key_another_archive_or_a_list_that_does_not_fit_is_altered(
    reftel: Run, current: Served, tmp_path: Path
) -> None:
    other = PrivateKey.new()
    ring = begun(other.public, datetime(2026, 2, 3, tzinfo=UTC))
    lay(tmp_path / "key", key=other, ring=ring, edition=9)
    lay(tmp_path / "archive", address="https://another.example", edition=9)
    lay(tmp_path / "list", files=7, edition=3)
    lay(tmp_path / "unsigned", edition=3)
    (tmp_path / "unsigned/mirror.sig").unlink()
    with ExitStack() as hosts:
        each = [
            hosts.enter_context(served(tmp_path / name)).address
            for name in ("key", "archive", "list", "unsigned")
        ]
        found = list(told(reftel, current.address, *each).values())
        again = told(reftel, current.address)

    assert [one["state"] for one in found] == ["current", *["altered"] * 4]
    why = [str(one["why"]) for one in found]
    assert f"It is signed by the key {other.public.id}." in why[1]
    assert "It is a mirror of https://another.example." in why[2]
    assert "it does not fit the manifest" in why[3]
    assert "It is not signed." in why[4]
    assert next(iter(again.values()))["state"] == "current"


def test_mirrors_tell_of_others(reftel: Run, current: Served, tmp_path: Path) -> None:
    here = current.address.rstrip("/")
    lay(tmp_path / "current", THIRD, edition=3, mirrors=(here, NOWHERE))

    assert list(told(reftel, current.address)) == [here]
    assert list(told(reftel, "--others", current.address)) == [here, NOWHERE]


def test_mirrors_are_those_that_the_archive_declares(
    reftel: Run, archive_folder: ArchiveFolder, current: Served
) -> None:
    none = reftel("mirror-check")
    archive_folder.root.mkdir()
    archive_folder.config.write_text(f'format = 1\nmirrors = ["{current.address}"]\n')
    ran = reftel("mirror-check")

    assert none.code == 2
    assert "No mirror is named" in none.err
    assert (ran.code, ran.out) == (0, f"Current    {current.address.rstrip('/')}  edition 3\n")
    assert reftel("mirror-check", "ftp://x").code == 2


def test_whoever_keeps_the_archive_knows_what_its_mirrors_do_not_yet(
    reftel: Run, two: Path, tmp_path: Path
) -> None:
    """A withdrawal, from the archive to a mirror that somebody else hosts."""
    reftel("import", two)
    reftel("release", "08EXAMPLETOWN1")
    reftel("mirror", tmp_path / "own", "--workers", "0", "--pages-only")
    reftel("mirror", tmp_path / "theirs", "--from", tmp_path / "own")
    with served(tmp_path / "theirs") as theirs:
        released = reftel("mirror-check", theirs.address)
        reftel("withdraw", "08EXAMPLETOWN1", "--reason", "Asked for.")
        withdrawn = reftel("mirror-check", theirs.address)
        reftel("mirror", tmp_path / "own", "--workers", "0", "--pages-only")
        followed = reftel("mirror", tmp_path / "theirs", "--from", tmp_path / "own")
        after = reftel("mirror-check", theirs.address)

    assert (released.code, withdrawn.code, after.code) == (0, 3, 0)
    assert "It is 1 behind edition 2. It shows what was withdrawn: 08EXAMPLETOWN1." in withdrawn.out
    assert followed.out.splitlines()[0].startswith("Withdrawn: 08EXAMPLETOWN1 (")
    assert not [
        path
        for path in (tmp_path / "theirs").rglob("*")
        if path.is_file() and b"The harvest was good." in path.read_bytes()
    ]
