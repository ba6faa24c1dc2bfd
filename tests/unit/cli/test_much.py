"""What is so much that workers are woken for it before the vault is open."""

import os
from pathlib import Path

from reftel.cli._sources import is_much


def test_much_is_a_large_file_or_a_folder_of_many(tmp_path: Path) -> None:
    dump, folder = tmp_path / "cables.csv", tmp_path / "pages"
    (folder / "2008").mkdir(parents=True)
    for number in range(498):
        (folder / "2008" / f"{number}.html").touch()
    dump.touch()
    os.truncate(dump, 4_194_303)

    assert not is_much([dump, folder, tmp_path / "gone"])

    (folder / "last.html").touch()
    assert is_much([dump, folder])

    os.truncate(dump, 4_194_304)
    assert is_much([dump])
