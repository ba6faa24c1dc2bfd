"""What lies in the folders of a mirror is counted, whoever counts, and whatever lies there."""

from pathlib import Path

import pytest

from reftel.mirror.present import Present, present


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


@pytest.mark.parametrize("workers", [0, 2])
def test_all_files_are_counted_with_their_bytes(out: Path, workers: int) -> None:
    assert present(out, ["index.html"], workers=workers) == Present(5, 5 + 5 + 3 + 1 + 2)


def test_one_more_one_less_and_another_size_are_seen(out: Path) -> None:
    whole = present(out, [], workers=0)

    (out / "cable/08X1/sent.html").write_text("1234")
    assert present(out, [], workers=0) == (whole.files, whole.bytes + 1)
    (out / "cable/08X1/sent.html").unlink()
    assert present(out, [], workers=0) == (whole.files - 1, whole.bytes - 3)
    (out / "cable/08X2").mkdir()
    (out / "cable/08X2/raw.txt").write_text("")
    assert present(out, [], workers=0).files == whole.files


def test_a_link_is_a_file_and_leads_nowhere(out: Path) -> None:
    (out / "cable/08X2").symlink_to(out / "strangers")

    assert present(out, [], workers=0).files == 5


def test_a_file_beside_the_folders_that_is_not_there_is_told(out: Path) -> None:
    with pytest.raises(FileNotFoundError):
        present(out, ["robots.txt"], workers=0)
