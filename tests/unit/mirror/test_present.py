"""What lies in the folders of a mirror is counted, whoever counts, and whatever lies there."""

from itertools import repeat
from pathlib import Path

import pytest

from reftel.mirror import present
from reftel.mirror.present import Present, _Seen, walked


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for place, content in {
        "index.html": "front",
        "unknown.txt": "is beside the folders",
        "cable/08X1/index.html": "12345",
        "cable/08X1/sent.html": "123",
        "cable/08X1.json": "1",
        "browse/tag/ECON/from/08X1.html": "12",
        "strangers/file.txt": "no folder of a mirror",
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(content)
    return tmp_path


def there(out: Path, workers: int = 0) -> Present:
    with walked(out, workers=workers) as present:
        return present()


@pytest.mark.parametrize("workers", [0, 2])
def test_all_files_in_the_folders_are_counted_with_their_bytes(out: Path, workers: int) -> None:
    assert there(out, workers) == Present(4, 5 + 3 + 1 + 2)


def test_one_more_one_less_and_another_size_are_seen(out: Path) -> None:
    whole = there(out)

    (out / "cable/08X1/sent.html").write_text("1234")
    assert there(out) == (whole.files, whole.bytes + 1)
    (out / "cable/08X1/sent.html").unlink()
    assert there(out) == (whole.files - 1, whole.bytes - 3)
    (out / "cable/08X2").mkdir()
    (out / "cable/08X2/raw.txt").write_text("")
    assert there(out).files == whole.files


def test_a_link_is_a_file_and_leads_nowhere(out: Path) -> None:
    (out / "cable/08X2").symlink_to(out / "strangers")

    assert there(out).files == 5


def test_the_walk_ends_with_the_block(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the editions tell that nothing stands: nobody waits for a walk of minutes."""
    for_ever = repeat(_Seen(1, 1, ()))
    monkeypatch.setattr(present, "spread", lambda *_, **__: for_ever)

    with walked(out, workers=0) as found:
        pass
    assert found().files > 0


def test_a_folder_that_cannot_be_read_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_folder: str) -> None:
        raise PermissionError

    monkeypatch.setattr(present.os, "scandir", refused)
    with pytest.raises(PermissionError):
        there(out)
