"""The doctor finds what is damaged, says what to do, and changes nothing."""

import errno
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.holdings import DAY, NOW, line, lines, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ArchiveError
from reftel.site import database
from reftel.vault import decisions, publication
from reftel.vault.checkup import Finding, examined, rejections
from reftel.vault.models import Original, Revision, Witness
from reftel.vault.originals import Originals


@pytest.fixture
def published(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """Two cables, released and published."""
    take_in(vault, lines(tmp_path / "a.jsonl", line(1), line(2)))
    decisions.release_all(vault, decisions.Ground(on=DAY))
    publication.publish(vault, audience=Audience.PUBLIC, made_at=NOW)
    return vault


def failures(archive: ArchiveFolder) -> list[tuple[str, str]]:
    return [(found.check, found.message) for found in examined(archive) if not found.sound]


def test_a_sound_archive_is_found_sound(published: ArchiveFolder) -> None:
    assert list(examined(published)) == [
        Finding("database", "The database is sound."),
        Finding("originals", "2 originals: the bytes that came in."),
        Finding("decisions", "The public edition shows what was decided."),
        Finding("audit", "The audit log is whole: 5 entries."),
        Finding("edition", "The public edition is whole."),
        Finding("signature", "The public edition is signed with the key of this archive."),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "is missing"),
        (b"rust", "cannot be decompressed"),
        (b"(\xb5/\xfd\x04\x00!\x00\x00gone\xd8\xe4\x00\x01", "cannot be decompressed"),
    ],
)
def test_an_original_that_is_not_what_came_in_is_named(
    published: ArchiveFolder, content: bytes | None, why: str
) -> None:
    bad = Original.objects.order_by("sha256")[0].sha256
    path = Originals(published.originals).path(bad)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)

    assert failures(published) == [("originals", f"Of 2 originals 1 damaged: {bad} {why}.")]


def test_an_original_with_the_bytes_of_another_is_named(published: ArchiveFolder) -> None:
    one, two = Original.objects.order_by("sha256").values_list("sha256", flat=True)
    store = Originals(published.originals)
    store.path(one).write_bytes(store.path(two).read_bytes())

    assert failures(published) == [
        ("originals", f"Of 2 originals 1 damaged: {one} holds other bytes.")
    ]


def test_an_original_that_may_not_be_read_is_named(
    published: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Original.objects.order_by("sha256")[0].sha256
    monkeypatch.setattr(Path, "open", refusing(Originals(published.originals).path(bad)))

    assert failures(published) == [
        ("originals", f"Of 2 originals 1 damaged: {bad} cannot be read (Permission denied).")
    ]


def test_a_vault_that_may_not_be_read_is_told_of(
    published: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", refusing(published.database))

    with pytest.raises(ArchiveError, match=r"The vault of .* cannot be read: Permission denied\."):
        database.look_into_vault(published)


def test_what_a_killed_import_left_is_noted_and_fails_nothing(published: ArchiveFolder) -> None:
    Originals(published.originals).keep("ab" * 32, b"never entered")

    noted = [found for found in examined(published) if found.sound and found.next_step]

    assert failures(published) == []
    assert [found.message for found in noted] == ["An import that was cut short left 1 original."]


def test_a_revision_without_an_original_is_told_of(published: ArchiveFolder) -> None:
    Witness.objects.filter(revision__cable="08EXAMPLETOWN1").delete()

    (check, message), *_ = failures(published)

    assert check == "database"
    assert "1 revision without an original" in message


def test_decisions_that_were_never_published_are_told_of(published: ArchiveFolder) -> None:
    """As after a crash between the decision and the edition."""
    decisions.withdraw(published, ["08EXAMPLETOWN1"], decisions.Ground(on=DAY, reason="Asked."))

    assert failures(published) == [
        ("decisions", "Decisions were made that the public edition does not show yet.")
    ]


def test_an_edition_that_is_not_whole_is_told_of(published: ArchiveFolder) -> None:
    folder = published.editions(audience=Audience.PUBLIC) / "000001"
    (folder / "catalogue.sqlite").write_bytes(b"")

    assert [check for check, _ in failures(published)] == ["edition"]


def test_records_of_another_parser_are_noted(published: ArchiveFolder) -> None:
    Revision.objects.update(parser_version=0)

    noted = [found for found in examined(published) if found.check == "parser"]

    assert [found.message for found in noted] == [
        "Read by another parser than this one: 2 records."
    ]
    assert failures(published) == []


def test_what_was_rejected_is_listed(published: ArchiveFolder, tmp_path: Path) -> None:
    (tmp_path / "cut.html").write_bytes(b"<html><title>Cable Viewer</title>")
    take_in(published, tmp_path / "cut.html")

    assert [(each.refusal.container, each.refusal.kind, each.kept) for each in rejections()] == [
        (str(tmp_path / "cut.html"), "truncated", True)
    ]


def test_what_could_not_be_read_at_all_is_listed_until_it_can(
    published: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is kept; only reading the place itself can mend it."""
    closed = [tmp_path / name for name in ("new.jsonl", "known.jsonl", "empty.txt", "x.zip")]
    for path in closed:
        path.write_bytes(b"")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refusing(*closed))
        take_in(published, *closed[:2], closed[3])
    take_in(published, closed[2])

    assert [(each.refusal.container, each.kept) for each in rejections()] == [
        (str(path), False) for path in sorted(closed)
    ]

    take_in(published, lines(closed[0], line(7)), lines(closed[1], line(1)))
    with zipfile.ZipFile(closed[3], "w") as archive:
        archive.writestr("a.jsonl", line(8) + b"\n")
    take_in(published, closed[3])

    assert [each.refusal.container for each in rejections()] == [str(closed[2])]


def test_what_is_still_not_read_is_still_listed(published: ArchiveFolder, tmp_path: Path) -> None:
    """Another file, though of a name that begins alike, or in the same folder, mends nothing."""
    (tmp_path / "a.txt").write_bytes(b"")
    for _ in range(2):
        take_in(published, tmp_path / "a.txt")
        take_in(published, lines(tmp_path / "a.txt.jsonl", line(9)), tmp_path / "a.jsonl")

    assert [each.refusal.container for each in rejections()] == [str(tmp_path / "a.txt")]


def refusing(*closed: Path) -> Callable[..., Any]:
    """``Path.open`` for a user who may not read these files."""
    opened = Path.open

    def open_(path: Path, *words: Any, **more: Any) -> Any:
        if path in closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *words, **more)

    return open_
