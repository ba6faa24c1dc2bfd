"""A build that is stopped anywhere: readers find the old edition or the new, whole."""

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition import build as building
from reftel.edition import catalogue, durable, filling, pointer
from reftel.edition.basis import Basis
from reftel.edition.build import build
from reftel.edition.contents import Sealed, Withdrawal
from reftel.edition.live import LiveEdition, open_live
from reftel.edition.manifest import Manifest
from reftel.edition.past import BasisError, Text
from reftel.edition.prepared import Prepared
from reftel.edition.verify import verify
from reftel.edition.workings import Worked
from reftel.errors import ArchiveError
from reftel.telegram.cable import CableRecord

PUBLIC = Audience.PUBLIC
MADE = datetime(2031, 5, 4, tzinfo=UTC)
BEFORE = ["BARLEY", "WHEAT", "RYE"]
AFTER = [*BEFORE, "SPELT"]
WATCHED = {module.__file__ for module in (building, filling, durable, pointer)}
DONE, TOLD, UNTOLD = 0, 10, 11


def release(archive: ArchiveFolder, subjects: list[str]) -> Manifest:
    """Release cables of these subjects, built on what is live."""
    notices = [Withdrawal("08EXAMPLETOWN99", "2031-05-01", "Withdrawn.")]
    basis = Basis.found(archive, PUBLIC)
    before = enumerate(basis.worked(), start=1) if basis else ()
    known = {(worked.row.id, worked.key): (number, worked) for number, worked in before}
    coming = (as_before_or_new(known, record) for record in cables(subjects))
    return build(
        archive,
        coming,
        audience=PUBLIC,
        made_at=MADE,
        withdrawn=notices,
        basis=basis,
        keep=True,
    )


def as_before_or_new(
    known: dict[tuple[str, str], tuple[int, Worked]], record: CableRecord
) -> Prepared:
    found = known.get((record["id"], record["subject"]))
    text = Text(1, "2031-05-04", "")
    if found is not None:
        number, worked = found
        return worked.as_before(number, (text,))
    return Prepared.of(Sealed.of(record), (text,), key=record["subject"])


def cables(subjects: list[str]) -> Iterator[CableRecord]:
    for number, subject in enumerate(subjects):
        yield cable_record(f"08EXAMPLETOWN{number}", subject=subject)


def subjects(archive: ArchiveFolder) -> list[str]:
    """What a reader finds: the subjects of the live edition, which must be whole."""
    edition = LiveEdition(archive, audience=PUBLIC).current()
    assert verify(edition.folder) == ()
    found = [record["subject"] for record in edition.records()]
    assert edition.searcher is not None
    return found


def names(archive: ArchiveFolder) -> tuple[str, ...]:
    """What lies in the archive folder, in outline."""
    editions = archive.editions(audience=PUBLIC)
    return tuple(sorted(path.name for at in (archive.root, editions) for path in at.iterdir()))


@pytest.fixture
def released(archive: ArchiveFolder) -> ArchiveFolder:
    """An archive whose first edition is live."""
    release(archive, BEFORE)
    return archive


def in_child(work: Callable[[], object]) -> int:
    """Do it in a process of its own, and give how that ended: a status, or minus a signal."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(DONE)
        except ArchiveError as error:
            os._exit(TOLD if "could not be written" in error.happened else UNTOLD)
        except BaseException:  # noqa: BLE001 -- the parent is told by the status
            traceback.print_exc()
            os._exit(UNTOLD)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_before_line(at: int) -> Callable[[FrameType, str, Any], Any]:
    """A trace that kills the process before it runs this many different lines of a build."""
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _given: Any) -> Any:
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(seen) == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def kill_everywhere(base: Path, out: Path) -> None:
    """Copy an archive, and kill a build in the copy; a line later each time, until none does."""
    for at in range(1, 1000):
        copy = out / f"{at:03}"
        shutil.copytree(base, copy)

        def build_and_die(copy: Path = copy, at: int = at) -> None:
            sys.settrace(killed_before_line(at))
            release(ArchiveFolder(copy), AFTER)

        ended = in_child(build_and_die)
        if ended == DONE:
            return
        assert ended == -signal.SIGKILL


def starve_everywhere(base: Path, out: Path) -> None:
    """Copy an archive, and build in the copy where no file may grow past a limit."""
    for limit in (0, 1, 100, 300, 600, 1_000, 2_000, 4_096, 8_192, 20_000, 60_000, 100_000, None):
        copy = out / str(limit)
        shutil.copytree(base, copy)

        def build_within(copy: Path = copy, limit: int | None = limit) -> None:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            release(ArchiveFolder(copy), AFTER)

        ended = in_child(build_within)
        (out / f"{limit}.status").write_text(str(ended))


def driven(function: str, base: Path, out: Path) -> None:
    """Run one of the two above in a process that has no threads, so that it may fork."""
    out.mkdir()
    program = (
        "import os; from pathlib import Path; from tests.faults import test_edition\n"
        "os.fsync = lambda handle: None  # a process that dies takes no power with it\n"
        f"test_edition.{function}(Path({str(base)!r}), Path({str(out)!r}))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_a_build_killed_before_any_of_its_lines_leaves_an_edition_whole(
    released: ArchiveFolder, tmp_path: Path
) -> None:
    out = tmp_path / "killed"
    driven("kill_everywhere", released.root, out)

    copies = [ArchiveFolder(path) for path in sorted(out.iterdir())]
    assert len(copies) > 60
    found = [subjects(archive) for archive in copies]
    flipped = found.index(AFTER)
    assert found == [BEFORE] * flipped + [AFTER] * (len(copies) - flipped)
    assert 0 < flipped < len(copies) - 1

    for archive in {names(archive): archive for archive in copies}.values():
        release(archive, [*AFTER, "OATS"])
        assert subjects(archive) == [*AFTER, "OATS"]
        assert not any("partial" in name or "new" in name for name in names(archive))


def test_a_build_on_a_disk_that_takes_no_more_says_so_and_leaves_the_old_edition(
    released: ArchiveFolder, tmp_path: Path
) -> None:
    """Real failing writes at many depths: catalogue, index, manifest."""
    out = tmp_path / "starved"
    driven("starve_everywhere", released.root, out)

    statuses = {path.stem: int(path.read_text()) for path in out.glob("*.status")}
    assert statuses.pop("None") == DONE
    assert statuses.pop("0") == TOLD
    assert set(statuses.values()) == {TOLD}
    for limit in statuses:
        archive = ArchiveFolder(out / limit)
        assert subjects(archive) == BEFORE
        assert names(archive) == names(released)


def raising(
    error: Exception, at: int, really: Callable[..., Any], *, below: Path
) -> Callable[..., Any]:
    """A function that fails when it is called for the nth time; elsewhere the disk has room."""
    calls = iter(range(1, 1000))

    def sometimes(*args: Any, **kwargs: Any) -> Any:
        elsewhere = isinstance(args[0], Path) and not args[0].is_relative_to(below)
        if not elsewhere and next(calls) == at:
            raise error
        return really(*args, **kwargs)

    return sometimes


FULL = OSError(errno.ENOSPC, "No space left on device")
MESSAGE = re.compile(
    r"Edition 2 could not be written: .*\[Errno 28\] No space left on device\)?\. "
    r"The live edition is as it was, and whole\. "
    r"Free space on the disk if it is full, then run the same command again\."
)


def refusal(archive: ArchiveFolder) -> str | None:
    """What is said where the release cannot be made; None where it was."""
    try:
        release(archive, AFTER)
    except ArchiveError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (durable.os, "fsync"),
        (Path, "mkdir"),
        (durable, "write"),
        (Path, "rename"),
        (Path, "replace"),
        (filling.Catalogue, "add"),
        (filling.Catalogue, "finish"),
        (building, "_files"),
    ],
)
def test_a_full_disk_at_any_call_is_one_clear_message(
    released: ArchiveFolder, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    before, outline, told = release(released, BEFORE), names(released), 0
    for at in range(1, 200):
        with monkeypatch.context() as patch:
            failing = raising(FULL, at, getattr(owner, name), below=released.root)
            patch.setattr(owner, name, failing)
            message = refusal(released)
        if message is None:
            break
        told += 1
        assert MESSAGE.fullmatch(message), message
        assert open_live(released, audience=PUBLIC).manifest == before
        assert names(released) == outline

    assert told > 0
    assert subjects(released) == AFTER


@pytest.mark.parametrize("pages", [1, 9, 12])
def test_a_catalogue_that_may_not_grow_is_one_clear_message(
    released: ArchiveFolder, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    """SQLite itself says that the disk is full: at the tables, at a cable, at the lists."""
    limit = f"PRAGMA max_page_count = {pages};\nCREATE TABLE cable"
    monkeypatch.setattr(catalogue, "SCHEMA", catalogue.SCHEMA.replace("CREATE TABLE cable", limit))

    with pytest.raises(ArchiveError, match="2 could not be written: database or disk is full"):
        release(released, AFTER)

    assert subjects(released) == BEFORE
    assert names(released) == ("000001", "current", "editions", "pages", "reftel.toml", "vault")


def damaged(archive: ArchiveFolder, what: str) -> None:
    """Change a byte of the live edition or of its workings, or lose them."""
    folder = open_live(archive, audience=PUBLIC).folder
    (workings,) = archive.workings(audience=PUBLIC).iterdir()
    path = workings if "workings" in what else next(folder.rglob(what))
    if what == "no workings":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)


@pytest.mark.parametrize("what", ["catalogue.sqlite", "*.pos", "*.fast", "workings", "no workings"])
def test_what_is_not_whole_is_not_built_on(released: ArchiveFolder, what: str) -> None:
    expected = open_live(released, audience=PUBLIC).manifest.content_digest
    damaged(released, what)

    if "workings" not in what:
        with pytest.raises(BasisError):
            release(released, AFTER)
        assert names(released) == ("000001", "current", "editions", "pages", "reftel.toml", "vault")
        shutil.rmtree(released.workings(audience=PUBLIC))
    elif what == "workings":
        with pytest.raises(BasisError, match="is damaged"):
            release(released, AFTER)
        shutil.rmtree(released.workings(audience=PUBLIC))
    made = release(released, AFTER)

    assert subjects(released) == AFTER
    assert shared(released) == set()
    assert release(released, BEFORE).content_digest == expected
    assert made.number == 2


def test_what_did_not_change_is_shared_with_the_edition_before(released: ArchiveFolder) -> None:
    release(released, AFTER)

    assert subjects(released) == AFTER
    assert {path.suffix for path in shared(released)} >= {".idx", ".pos", ".store", ".term"}
    assert {path.parent.name for path in shared(released)} == {"cables", "paragraphs"}


def test_where_no_links_can_be_made_what_did_not_change_is_copied(
    released: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "not on this file system")

    monkeypatch.setattr(os, "link", refused)

    release(released, AFTER)

    assert subjects(released) == AFTER
    assert shared(released) == set()


def shared(archive: ArchiveFolder) -> set[Path]:
    """The files of the live edition that another one has as well."""
    folder = open_live(archive, audience=PUBLIC).folder
    return {path for path in folder.rglob("*") if path.is_file() and path.stat().st_nlink > 1}


def test_a_source_that_fails_is_not_taken_for_a_full_disk(released: ArchiveFolder) -> None:
    def failing() -> Iterator[CableRecord]:
        yield cable_record("08EXAMPLETOWN0")
        raise RuntimeError("the vault is on fire")

    with pytest.raises(RuntimeError, match="on fire"):
        build(released, failing(), audience=PUBLIC, made_at=MADE)

    assert subjects(released) == BEFORE
    assert names(released) == ("000001", "current", "editions", "pages", "reftel.toml", "vault")


def test_a_clock_set_back_makes_a_later_edition_all_the_same(archive: ArchiveFolder) -> None:
    release(archive, BEFORE)
    early = build(archive, cables(AFTER), audience=PUBLIC, made_at=datetime(1970, 1, 1, tzinfo=UTC))

    assert early.number == 2
    assert open_live(archive, audience=PUBLIC).manifest == early
