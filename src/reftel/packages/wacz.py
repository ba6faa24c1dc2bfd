"""The WACZ: a web archive in one file (WACZ 1.1.1), which opens in a browser without a server.

Every file of a mirror is a record of a WARC; beside it lie its index, the list of the pages
where a reader begins, a list of the cables, and ``datapackage.json`` with the digest of each
part. Nothing in it has to be unpacked: for a page of thirty gigabytes a reader fetches kilobytes.
"""

import json
import re
import tempfile
from datetime import datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import IO
from urllib.parse import quote

from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.places import INDEX
from reftel.packages.cdxj import BLOCKS, COMPRESSED, Index
from reftel.packages.containers import Zip
from reftel.packages.pouring import File
from reftel.packages.warc import Warc

VERSION = "1.1.1"
WARC = "data.warc.gz"
NOWHERE = "http://mirror.invalid"  # where a mirror is whose archive declares no address
_TITLE = re.compile(rb"<title>([^<]*)</title>")
_CABLE = re.compile(r"cable/[^/]+/index\.html")
_ENTRY = re.compile(r"(?:[^/]+/)?index\.html")
_TEXT = "; charset=utf-8"
_KINDS = {
    "html": f"text/html{_TEXT}",
    "css": f"text/css{_TEXT}",
    "js": f"text/javascript{_TEXT}",
    "txt": f"text/plain{_TEXT}",
    "csv": f"text/csv{_TEXT}",
    "json": "application/json",
    "atom": "application/atom+xml",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}


class Wacz:
    """A web archive that files are poured into."""

    def __init__(self, path: Path, made: MirrorManifest, work: Path) -> None:
        at = datetime.fromisoformat(made.made_at)
        self._made, self._date = made, at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._host = made.address or NOWHERE
        self._zip = Zip(path, at)
        self._resources: list[dict[str, object]] = []
        self._lists = {name: _List(work, name) for name in ("pages", "extraPages")}
        self._index = Index(work / "cdxj.sqlite", at.strftime("%Y%m%d%H%M%S"), WARC)
        self._part = _Part(self._zip, f"archive/{WARC}", stored=True)
        self._warc = Warc(self._part.add, f"{self._host} {made.root}", self._date)
        self._file: tuple[File, str, str] | None = None
        self._untitled = False

    def begin(self, file: File) -> None:
        address, kind = address_of(self._host, file.place), kind_of(file.place)
        self._file = file, address, kind
        self._untitled = bool(_CABLE.fullmatch(file.place) or _ENTRY.fullmatch(file.place))
        self._warc.begin(address, kind, file.size, file.sha256)

    def add(self, part: bytes) -> None:
        if self._untitled and self._file:
            self._untitled = False  # a title stands at the beginning of a page
            self._listed(self._file[0].place, self._file[1], part)
        self._warc.add(part)

    def end(self) -> None:
        if self._file:
            file, address, kind = self._file
            self._index.add(address, kind, file.sha256, self._warc.end())

    def close(self) -> None:
        self._resources.append(self._part.end())
        self._indexed()
        for name, pages in self._lists.items():
            part = _Part(self._zip, f"pages/{name}.jsonl")
            pages.copy(part)
            self._resources.append(part.end())
        package = json.dumps(self._package(), indent=2, ensure_ascii=False).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}
        _Part(self._zip, "datapackage.json").put(package)
        _Part(self._zip, "datapackage-digest.json").put(json.dumps(digest).encode())
        self._zip.close()

    def drop(self) -> None:
        self._zip.drop()
        self._index.drop()
        for pages in self._lists.values():
            pages.drop()

    def _listed(self, place: str, address: str, beginning: bytes) -> None:
        """Put a page into its list: where a reader begins, or a cable."""
        found = _TITLE.search(beginning)
        title = unescape(found[1].decode(errors="replace")).strip() if found else address
        entry = {"id": place, "url": address, "ts": self._date, "title": title}
        self._lists["extraPages" if _CABLE.fullmatch(place) else "pages"].add(entry)

    def _indexed(self) -> None:
        part, names = _Part(self._zip, f"indexes/{COMPRESSED}", stored=True), []
        for line, block in self._index.blocks():
            part.add(block)
            names.append(line)  # one for three thousand records
        self._resources.append(part.end())
        part = _Part(self._zip, f"indexes/{BLOCKS}")
        self._resources.append(part.put("".join(names).encode()))

    def _package(self) -> dict[str, object]:
        made = self._made
        return {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": f"{made.archive}, edition {made.edition}",
            "description": f"Every public page. Content digest {made.content_digest}.",
            "software": "reftel",
            "created": self._date,
            "mainPageUrl": address_of(self._host, INDEX),
            "mainPageDate": self._date,
            "resources": self._resources,
        }


class _Part:
    """A file in the zip, with its digest."""

    def __init__(self, container: Zip, path: str, *, stored: bool = False) -> None:
        self._zip, self._path, self._digest, self._size = container, path, sha256(), 0
        container.begin(path, None, stored=stored)

    def add(self, part: bytes) -> None:
        self._zip.add(part)
        self._digest.update(part)
        self._size += len(part)

    def end(self) -> dict[str, object]:
        self._zip.end()
        name = self._path.rpartition("/")[2].lower()  # as Data Package has names
        digest = f"sha256:{self._digest.hexdigest()}"
        return {"name": name, "path": self._path, "hash": digest, "bytes": self._size}

    def put(self, content: bytes) -> dict[str, object]:
        self.add(content)
        return self.end()


class _List:
    """A list of pages (json-pages-1.0), on the disk until its turn comes."""

    def __init__(self, work: Path, name: str) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=work)  # noqa: SIM115 -- to the end
        self.add({"format": "json-pages-1.0", "id": name, "title": "Pages"})

    def add(self, entry: dict[str, str]) -> None:
        self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")

    def copy(self, part: _Part) -> None:
        self._file.seek(0)
        for line in self._file:
            part.add(line)

    def drop(self) -> None:
        self._file.close()


def address_of(host: str, place: str) -> str:
    """The address that the file of a mirror is a copy of.

    >>> address_of("https://a.example", "cable/08X1/index.html")
    'https://a.example/cable/08X1/'
    """
    path = place.removesuffix(INDEX) if f"/{place}".endswith(f"/{INDEX}") else place
    return f"{host}/{quote(path, safe='/')}"


def kind_of(place: str) -> str:
    """The media type of a file, by its name alone: tables of the system differ."""
    return _KINDS.get(place.rpartition(".")[2], "application/octet-stream")
