"""Style sheet, script and icon, each under a name that changes when its content does."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

import reftel
from reftel.reading_room.policy import SECURITY_HEADERS

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
PROGRAM = Path(reftel.__file__).parent


@cache
def assets(folder: Path = FOLDER, prefix: str = PREFIX) -> Mapping[str, str]:
    """Address of each file by its plain name: ``reading-room.1f0c….css``."""
    return {path.name: _address(path, prefix) for path in _files(folder)}


@cache
def fingerprint() -> str:
    """Changes when the program that makes the pages does: what it made before is stale."""
    digest = hashlib.sha256()
    for path in sorted(PROGRAM.rglob("*")):
        if _is_ours(path):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


@cache
def installed() -> datetime:
    """When the program last changed, UTC."""
    newest = max(path.stat().st_mtime for path in PROGRAM.rglob("*") if _is_ours(path))
    return datetime.fromtimestamp(newest, UTC)


def with_assets(
    application: Callable[..., Iterable[bytes]], folder: Path = FOLDER, prefix: str = PREFIX
) -> WhiteNoise:
    """The application with the assets in front of it; readers may keep them for ever."""
    front = WhiteNoise(
        application,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_guarded,
    )
    for path in _files(folder):
        front.add_file_to_dictionary(_address(path, prefix), str(path))
    return front


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.iterdir() if path.is_file()))


def _address(path: Path, prefix: str) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{prefix}{path.stem}.{digest}{path.suffix}"


def _guarded(headers: Headers, _path: str, _url: str) -> None:
    for name, value in SECURITY_HEADERS.items():
        headers[name] = value
