"""Files packed every way, and what reftel makes of them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import py7zr

from reftel.compression import zstd
from reftel.sources import Limits, Reading, Rejected, RejectKind, SourceItem, items, readings


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def seven_zipped(files: dict[str, bytes], password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return out.getvalue()


PACKERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zipped,
    "zip stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip bzip2": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "tar pax": tarred,
    "tar gnu": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "tar ustar": lambda files: tarred(files, tarfile.USTAR_FORMAT),
    "tar.gz": lambda files: gzip.compress(tarred(files)),
    "tar.bz2": lambda files: bz2.compress(tarred(files)),
    "tar.xz": lambda files: lzma.compress(tarred(files)),
    "tar.zst": lambda files: zstd.compress(tarred(files)),
    "7z": seven_zipped,
    "tar in zip": lambda files: zipped({"inner": tarred(files)}),
    "zip in tar.gz": lambda files: gzip.compress(tarred({"inner": zipped(files)})),
    "7z in zip in 7z": lambda files: seven_zipped({"x": zipped({"y": seven_zipped(files)})}),
}


def found(path: Path, **limits: int) -> list[SourceItem | Rejected]:
    return list(items(path, limits=Limits(**limits)))


def cables(path: Path, **limits: int) -> list[str | None]:
    """The ids of all cables, in order."""
    ids = []
    for item in found(path, **limits):
        for cable in readings(item) if isinstance(item, SourceItem) else ():
            assert isinstance(cable, Reading), cable
            ids.append(cable.published.id)
    return ids


def rejects(path: Path, **limits: int) -> list[tuple[str, RejectKind]]:
    """The rejects that are not just passed over: path within the archive, and kind."""
    return [
        (one.container.removeprefix(str(path)), one.kind)
        for one in found(path, **limits)
        if isinstance(one, Rejected) and not one.passed_over
    ]
