"""``verify`` of a mirror on a host, and ``mirror --from``: what they tell, remember and refuse."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.mirrored import FILES, KEY, RING, answer, lay, served
from tests.unit.cli.conftest import Run

from reftel.edition import durable
from reftel.edition.keyring import begun
from reftel.edition.signature import PrivateKey
from reftel.mirror import fetching

FIRST = (
    f"Signed with the key {KEY.public.id}, which is remembered from now on. Compare it with what "
    "the archive says of it elsewhere."
)
HOLDS = f"Signed with the key {KEY.public.id}, as it should be."
LATER = datetime(2026, 2, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is remembered here, and nobody is waited for."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(fetching.Host.__init__, "__kwdefaults__", {
        "connections": 4, "patience": 0.5, "pauses": (0.0, 0.0),
    })  # fmt: skip


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    lay(tmp_path / "mirror")
    return tmp_path / "mirror"


def test_a_mirror_on_a_host_is_checked_whole_or_by_a_sample(reftel: Run, mirror: Path) -> None:
    with served(mirror) as host:
        first = reftel("verify", host.address)
        again = reftel("verify", host.address)
        sample = reftel("verify", "--sample", "3", host.address.rstrip("/"))

    assert (first.code, again.code, sample.code) == (0, 0, 0)
    whole = (
        f"The mirror of edition 1 at {host.address} is as it was made: 43 files. What lies beside "
        "them cannot be seen from here."
    )
    assert first.out.splitlines() == [whole, FIRST]
    assert again.out.splitlines() == [whole, HOLDS]
    assert sample.out.splitlines()[0] == (
        f"A sample of the mirror of edition 1 at {host.address} is as it was made: 3 of 43 files, "
        "by chance. The others were not looked at."
    )


def test_what_is_at_fault_is_named_and_a_check_that_was_cut_off_goes_on(
    reftel: Run, mirror: Path
) -> None:
    (mirror / "cable/08EXAMPLETOWN1/index.html").write_text("<p>Forged")
    (mirror / "robots.txt").unlink()
    with served(mirror) as host:
        for place in sorted(FILES)[22:-2]:
            host.instead[f"/{place.removesuffix('index.html')}"] = answer(503)
        cut = reftel("verify", host.address)
        host.instead.clear()
        host.asked.clear()
        ran = reftel("verify", "--json", host.address)

    assert cut.code == 2
    assert "gives no file any more: it answers 503" in cut.err
    assert "cable/08EXAMPLETOWN1/index.html: altered." in cut.out
    assert ran.code == 3
    assert json.loads(ran.out)["faults"] == [
        "cable/08EXAMPLETOWN1/index.html: altered.",
        "robots.txt: missing.",
    ]
    assert len({one for one in host.asked if one.startswith("/cable/")}) == 20  # some late


def test_a_folder_is_checked_where_nothing_can_be_remembered(
    reftel: Run, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(durable, "replace", full)

    ran = reftel("verify", mirror)

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "The mirror of edition 1 is as it was made: 43 files."
    assert "The key cannot be remembered in" in ran.err
    assert "Edition 1 cannot be remembered in" in ran.err


def test_another_key_is_refused_before_any_file_is_asked_for(reftel: Run, mirror: Path) -> None:
    """Even where the mirror says that it is of another archive, which nobody knows."""
    other = PrivateKey.new()
    with served(mirror) as host:
        reftel("verify", "--sample", "1", host.address)
        for address in ("https://cables.example", "https://another.example"):
            lay(mirror, key=other, ring=begun(other.public, LATER), address=address)
            host.asked.clear()
            ran = reftel("verify", host.address)

            assert ran.code == 3
            assert "No file of it was asked for." in ran.out
            assert f"the key {other.public.id}, which is not the one that is known" in ran.out
            assert "name it with --key" in ran.out
            assert all("mirror" in one for one in host.asked)
        lay(mirror)
        text = (mirror / "mirror.json").read_text()
        (mirror / "mirror.json").write_text(text.replace('"edition": 1', '"edition": 2'))
        replaced = reftel("verify", host.address)

    assert replaced.code == 3
    assert "Its signature fits no key: the manifest was altered" in replaced.out
    assert "No file of it was asked for." in replaced.out


def test_a_host_that_is_known_speaks_for_no_archive_that_is_known_by_another_key(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    other = PrivateKey.new()
    ring = begun(other.public, LATER)
    reftel("verify", mirror)
    lay(tmp_path / "own", key=other, ring=ring, address="https://another.example")
    with served(tmp_path / "own") as host:
        assert reftel("verify", host.address).code == 0
        lay(tmp_path / "own", key=other, ring=ring, edition=2)
        checked = reftel("verify", host.address)
        followed = reftel("mirror", tmp_path / "out", "--from", host.address)
        surveyed = reftel("mirror-check", host.address)

    assert (checked.code, followed.code, surveyed.code) == (3, 2, 3)
    assert f"the key {other.public.id}, which is not the one that is known" in checked.out
    assert not (tmp_path / "out").exists()
    assert reftel("verify", tmp_path / "own").code == 3
    assert reftel("verify", mirror).code == 0


def test_a_key_that_somebody_puts_before_that_of_the_archive_is_not_remembered(
    reftel: Run, mirror: Path
) -> None:
    other = PrivateKey.new()
    forged = begun(other.public, LATER).followed(KEY.public, LATER, other)
    lay(mirror, ring=forged)
    assert reftel("verify", mirror).code == 0

    lay(mirror, key=other, ring=forged, edition=2)

    assert reftel("verify", mirror).code == 3


def test_a_key_that_the_known_one_vouches_for_is_followed(reftel: Run, mirror: Path) -> None:
    other = PrivateKey.new()
    with served(mirror) as host:
        reftel("verify", "--sample", "1", host.address)
        lay(mirror, key=other, ring=RING.followed(other.public, LATER, KEY), edition=2)

        assert reftel("verify", host.address).code == 0
        lay(mirror, edition=1)
        old = reftel("verify", host.address)
        followed = reftel("mirror", mirror.parent / "out", "--from", host.address)

    assert old.code == 3
    assert "It is of edition 1, and edition 2 was seen before." in old.out
    assert followed.code == 2
    assert "an older edition may hold what was withdrawn" in followed.err


def test_a_manifest_that_was_altered_or_is_not_signed_is_not_followed(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    text = (mirror / "mirror.json").read_text()
    (mirror / "mirror.json").write_text(text.replace('"edition": 1', '"edition": 2'))
    broken = reftel("mirror", tmp_path / "out", "--from", mirror)
    (mirror / "mirror.sig").unlink()
    unsigned = reftel("mirror", tmp_path / "out", "--from", mirror)

    assert (broken.code, unsigned.code) == (2, 2)
    assert "Its signature fits no key" in broken.err
    assert "It is not signed" in unsigned.err
    assert not (tmp_path / "out").exists()


def test_an_edition_is_seen_where_following_it_was_cut_off(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    reftel("verify", mirror)
    lay(tmp_path / "newer", edition=3)
    (tmp_path / "newer/robots.txt").write_text("damaged")
    assert reftel("mirror", tmp_path / "out", "--from", tmp_path / "newer").code == 2

    old = reftel("mirror", tmp_path / "another", "--from", mirror)

    assert old.code == 2
    assert "is of edition 1, and edition 3 was seen before" in old.err


def test_where_no_key_is_remembered_that_of_the_mirror_that_is_here_is_known(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    out, strange, other = tmp_path / "out", tmp_path / "strange", PrivateKey.new()
    lay(out)
    lay(strange, key=other, ring=begun(other.public, LATER), edition=2)
    refused = reftel("mirror", out, "--from", strange)
    lay(mirror, edition=2)
    followed = reftel("mirror", out, "--from", mirror)

    assert refused.code == 2
    assert f"the key {other.public.id}, which is not the one that is known" in refused.err
    assert followed.code == 0
    assert followed.out.splitlines()[-1] == HOLDS


def test_no_terminal_obeys_the_name_of_another_archive(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    named = "\x1b]0;owned\x07\nreftel: All is well.\u202e"
    lay(tmp_path / "evil", archive=named, address="https://another.example")
    (tmp_path / "evil/mirror.sig").unlink()

    ran = reftel("mirror", mirror, "--from", tmp_path / "evil")

    assert ran.code == 2
    assert "\u241b]0;owned\u2407 reftel: All is well.\ufffd" in ran.err
    assert not {"\x1b", "\x07", "\u202e"} & {*ran.err}
    assert len(ran.err.splitlines()) == 1


def test_whoever_hosts_a_mirror_is_told_what_was_withdrawn(
    reftel: Run, mirror: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = reftel("mirror", out, "--from", mirror)
    gone = {"id": "08EXAMPLETOWN7", "day": "2026-03-03", "reason": "Asked for.", "edition": 2}
    told = json.dumps({"format": 1, "cables": [gone], "texts": []}).encode()
    notice = {"cable/08EXAMPLETOWN7/index.html": b"<p>Withdrawn", "withdrawals.json": told}
    lay(mirror, FILES | notice, edition=2)

    ran = reftel("mirror", out, "--from", mirror)

    assert first.out.splitlines() == [
        "The mirror is of edition 000001 and has 43 files: 43 fetched, 0 removed.",
        FIRST,
    ]
    assert ran.out.splitlines() == [
        "Withdrawn: 08EXAMPLETOWN7 (2026-03-03). Asked for.",
        "The mirror is of edition 000002 and has 44 files: 1 fetched, 1 removed.",
        "Where a copy of this folder is what readers see, bring it up to date too.",
        HOLDS,
    ]
    assert reftel("verify", out).code == 0
    assert reftel("mirror", out, "--from", out).code == 2
    assert reftel("mirror", out, "--from", mirror, "--pages-only").code == 2
    assert reftel("mirror", out, "--from", "ftp://x").code == 2
