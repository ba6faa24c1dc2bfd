"""Files and folders that are on the disk, whole, before anything points to them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)  # of Windows


def sync(path: Path) -> None:
    """Return when a file, or the list of names in a folder, is on the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Every file below a folder, then every folder, then the folder itself."""
    for path in files_below(folder):
        sync(path)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync(path)
    sync(folder)


def files_below(folder: Path) -> Iterator[Path]:
    """All files in a folder and in its folders, in the order of their paths."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def write(path: Path, text: str) -> None:
    """Write a text file that is on the disk when this returns."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """The same for bytes; ``mode`` is that of a file that was not there before."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, mode)
    with open(handle, "wb") as file:  # noqa: PTH123 -- a handle, not a path
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, text: str) -> None:
    """Give a text file new contents in one step, as ``replace_bytes`` does."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """Give a file new contents in one step: whoever reads it finds all old or all new."""
    write_bytes(beside(path), content)
    beside(path).replace(path)
    with suppress(OSError):  # it is done: at worst, a power cut brings the old contents back
        sync(path.parent)


def beside(path: Path) -> Path:
    """Where the new contents of a file stand before they take its place."""
    return path.with_name(f"{path.name}.new")
