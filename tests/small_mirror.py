"""Small mirrors, written by hand: a few files, listed and signed as `reftel mirror` does it."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from reftel.archive import Audience
from reftel.declaration import Declaration
from reftel.edition.keyring import Keyring, begun
from reftel.edition.manifest import Manifest
from reftel.edition.signature import PrivateKey
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest
from reftel.mirror.renewal import MEMORY
from reftel.packages.packing import Signer

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
KEY = PrivateKey.new()
RING = begun(KEY.public, MADE)
SIGNER = Signer(KEY, RING)
FIRST = {
    "about/index.html": "<title>About &amp; more</title>",
    "browse/tag.json": "[]",
    "cable/08EXAMPLETOWN12/index.html": "<title>08EXAMPLETOWN12: BARLEY</title>",
    "cable/08EXAMPLETOWN13/index.html": "<title>08EXAMPLETOWN13</title> said in confidence",
    "cable/08EXAMPLETOWN13/raw.txt": "said in confidence",
    "empty.txt": "",
    "index.html": "<title>Home</title>",
    "reftel/100% sure é/index.html": "<title>A hard name</title>",
}
SECOND = {
    **{place: text for place, text in FIRST.items() if "/raw.txt" not in place},
    "about/z/index.html": "new",
    "cable/08EXAMPLETOWN13/index.html": "<title>08EXAMPLETOWN13</title> Withdrawn.",
}


def small_mirror(
    folder: Path,
    files: dict[str, str],
    edition: int = 1,
    *,
    key: PrivateKey = KEY,
    ring: Keyring = RING,
    archive: str = "The Barley Archive",
    address: str = "https://cables.example",
) -> Path:
    """A mirror of these files in a folder."""
    lines, tree = "", sums.Tree()
    for place in sorted(files, key=str.encode):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[place], encoding="utf-8")
        line = f"{sha256(files[place].encode()).hexdigest()}  {place}"
        tree.add(line.encode())
        lines += f"{line}\n"
    made = MirrorManifest(
        archive=archive,
        address=address,
        mirrors=(),
        edition=edition,
        content_digest=str(edition) * 64,
        parent=None,
        audit_head="",
        made_at=MADE.isoformat(),
        pages_only=False,
        files=len(files),
        bytes=sum(len(text.encode()) for text in files.values()),
        sums=sha256(lines.encode()).hexdigest(),
        root=tree.root,
    )
    (folder / sums.NAME).write_text(lines, encoding="utf-8")
    (folder / NAME).write_text(made.written(), encoding="utf-8")
    (folder / KEYS).write_text(ring.written())
    (folder / MINISIG).write_text(key.minisign(made.written().encode(), "by hand"))
    (folder / SIGNATURE).write_bytes(key.sign(made.written().encode()))
    return folder


def edition_of(number: int) -> Manifest:
    """The edition that such a mirror is of."""
    return Manifest(
        number=number,
        audience=Audience.PUBLIC,
        made_at=MADE,
        reftel="0",
        content_digest=str(number) * 64,
        parent=None,
        counts={},
        declaration=Declaration(name="The Barley Archive", address="https://cables.example"),
        files={},
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {".reftel-lock", *MEMORY}
    }
