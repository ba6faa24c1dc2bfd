"""The proving: one file of a mirror shown to belong to it, to somebody who has nothing else of it.

A proof is a few kilobytes of JSON: the manifest of the mirror as it is signed, the signature, the
ring of keys, and the neighbours on the way from the line of the file to the root of the tree.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from reftel.edition.keyring import Keyring
from reftel.edition.seal import Outcome, Seal, fitting
from reftel.edition.signature import PublicKey
from reftel.errors import ConfigError
from reftel.mirror import sums
from reftel.mirror.checking import ring_of
from reftel.mirror.manifest import NAME, SIGNATURE, MirrorManifest

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a file is the one that a mirror has at a place."""

    place: str
    neighbours: tuple[tuple[str, str], ...]  # left or right, and the digest
    manifest: str  # mirror.json, as it is
    signature: bytes  # empty where the mirror is not signed
    ring: Keyring | None

    @classmethod
    def of(cls, folder: Path, place: str) -> Self:
        """The proof of a file of a mirror. Raises ConfigError where the mirror lists none there."""
        path = folder / sums.NAME
        try:
            index = next((n for n, (one, _) in enumerate(sums.read(path)) if one == place), None)
            lines = (sums.line(digest, one).encode() for one, digest in sums.read(path))
            neighbours = () if index is None else tuple(sums.proof(lines, index))
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"{path} cannot be read: {error}.",
                "Nothing was proved.",
                "Check the mirror with 'reftel verify', or copy it again.",
            ) from error
        if index is None:
            raise ConfigError(
                f"The mirror in {folder} has no file {place}.",
                "Nothing was proved.",
                "Name a file that SHA256SUMS lists.",
            )
        signature = folder / SIGNATURE
        return cls(
            place,
            neighbours,
            (folder / NAME).read_text(encoding="utf-8"),
            signature.read_bytes() if signature.exists() else b"",
            ring_of(folder),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ConfigError for what is no proof."""
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
            if entry["format"] != FORMAT:
                raise ValueError("it is of another format")  # noqa: TRY301 -- told with the rest
            neighbours = tuple((str(side), str(digest)) for side, digest in entry["neighbours"])
            signature = base64.b64decode(entry["signature"], validate=True)
            ring = Keyring.read(json.dumps(entry["keys"])) if entry["keys"] else None
            place, manifest = str(entry["place"]), str(entry["manifest"])
            (place + manifest).encode()  # ValueError for half a character
            return cls(place, neighbours, manifest, signature, ring)
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise ConfigError(
                f"{path} is no proof: {error}.",
                "Nothing was checked.",
                "It should be what 'reftel prove' prints.",
            ) from error

    def written(self) -> str:
        entry: dict[str, Any] = {
            "format": FORMAT,
            "place": self.place,
            "neighbours": [list(one) for one in self.neighbours],
            "manifest": self.manifest,
            "signature": base64.b64encode(self.signature).decode(),
            "keys": json.loads(self.ring.written()) if self.ring else None,
        }
        return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"

    @property
    def mirror(self) -> MirrorManifest:
        """Raises ArchiveError where the proof holds no manifest."""
        return MirrorManifest.of_text(self.manifest, "The manifest in the proof")

    def holds_for(self, content: bytes) -> bool:
        """Whether this is the content of that file."""
        line = sums.line(sha256(content).hexdigest(), self.place).encode()
        try:
            return sums.proved(line, self.neighbours) == self.mirror.root
        except ValueError:  # a digest that is none
            return False

    def seal(self, known: Sequence[PublicKey]) -> Seal:
        """Whether the manifest is signed, for somebody who knows these keys."""
        if not self.signature:
            return Seal(Outcome.UNSIGNED)
        return fitting(self.manifest.encode(), self.signature, self.ring, known)
