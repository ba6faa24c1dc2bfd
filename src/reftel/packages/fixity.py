"""The fixity: all that is told of the bytes of a package, in one reading."""

from hashlib import blake2b, sha1, sha256
from pathlib import Path
from typing import NamedTuple

_SMALLEST, _LARGEST = 1 << 18, 1 << 24  # bytes of a piece
_PIECES = 2048  # about as many as a torrent should have at most


class Fixity(NamedTuple):
    """Digests of a file: whole, as minisign signs it, and piece by piece, as torrents have it."""

    size: int
    sha256: str  # hexadecimal
    blake2b: bytes
    piece: int  # bytes of a piece
    pieces: bytes  # the SHA-1 of each, one behind the other


def fixity(path: Path) -> Fixity:
    """Read a file, a piece at a time."""
    size = path.stat().st_size
    piece = _SMALLEST
    while piece < _LARGEST and piece * _PIECES < size:
        piece *= 2
    whole, signed, pieces = sha256(), blake2b(), bytearray()
    with path.open("rb") as file:
        while part := file.read(piece):
            whole.update(part)
            signed.update(part)
            pieces += sha1(part, usedforsecurity=False).digest()
    return Fixity(size, whole.hexdigest(), signed.digest(), piece, bytes(pieces))
