"""The bag: a mirror as BagIt (RFC 8493) has it, in a container.

The mirror lies in ``data/``, whole, with its own list, manifest and signature: unpacked, that
folder is one that can be hosted and checked. Beside it lie the tag files of the bag.
"""

from collections.abc import Iterator
from pathlib import Path

from reftel.mirror import sums
from reftel.mirror.manifest import MirrorManifest, sum_of
from reftel.packages.containers import Container
from reftel.packages.pouring import File, beside

_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_AT_ONCE = 1 << 20


def tags(work: Path, mirror: Path, made: MirrorManifest) -> tuple[Path, ...]:
    """Write the tag files of the bag of a mirror into a folder, in the order they are packed."""
    (work / "bagit.txt").write_text(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8", newline="\n"
    )
    own = tuple(beside(mirror))
    count, total = made.files + len(own), made.bytes + sum(file.size for file in own)
    (work / "bag-info.txt").write_text(
        "".join(_told(made, f"{total}.{count}")), encoding="utf-8", newline="\n"
    )
    with (work / _MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{one.sha256}  data/{one.place}\n" for one in own)
        for place, digest in sums.read(mirror / sums.NAME):
            file.write(f"{digest}  data/{_named(place)}\n")
    names = ("bagit.txt", "bag-info.txt", _MANIFEST)
    (work / _TAGS).write_text(
        "".join(f"{sum_of(work / name)}  {name}\n" for name in sorted(names)),
        encoding="utf-8",
        newline="\n",
    )
    return tuple(work / name for name in (*names, _TAGS))


class Bag:
    """A bag that files are poured into; ``stem`` is the name of its folder."""

    def __init__(self, container: Container, stem: str, tag_files: tuple[Path, ...]) -> None:
        self._container, self._stem = container, stem
        self.add, self.end = container.add, container.end
        self.close, self.drop = container.close, container.drop
        for path in tag_files:
            container.begin(f"{stem}/{path.name}", path.stat().st_size)
            with path.open("rb") as content:
                while part := content.read(_AT_ONCE):
                    container.add(part)
            container.end()

    def begin(self, file: File) -> None:
        self._container.begin(f"{self._stem}/data/{file.place}", file.size)


def _told(made: MirrorManifest, oxum: str) -> Iterator[str]:
    """``bag-info.txt``: elements of RFC 8493, 2.2.2, and what an edition is told by."""
    source = made.address or made.archive
    yield f"Source-Organization: {_on_one_line(made.archive)}\n"
    yield f"External-Identifier: {_on_one_line(source)} edition {made.edition}\n"
    yield "External-Description: Every public page of the archive, as files; data/ is a mirror.\n"
    yield f"Bagging-Date: {made.made_at[:10]}\n"
    yield "Bag-Software-Agent: reftel\n"
    yield f"Payload-Oxum: {oxum}\n"
    yield f"Reftel-Edition: {made.edition}\n"
    yield f"Reftel-Content-Digest: {made.content_digest}\n"


def _named(place: str) -> str:
    """A path as a manifest has it (2.1.3): a percent sign is encoded, and no line ends in one."""
    return place.replace("%", "%25")


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
