"""Mirrors laid by hand, of a few small files, and a host on this machine that hands them out."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from reftel.edition.keyring import Keyring, begun
from reftel.edition.signature import PrivateKey
from reftel.mirror import sums
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest

KEY = PrivateKey.new()
RING = begun(KEY.public, datetime(2026, 1, 2, tzinfo=UTC))
FILES = {f"cable/08EXAMPLETOWN{n}/index.html": f"<p>Cable {n}".encode() for n in range(1, 41)}
FILES |= {"index.html": b"<p>All of them", ".htaccess": b"# rules", "robots.txt": b"\n"}


def lay(
    folder: Path,
    content: Mapping[str, bytes] = FILES,
    *,
    edition: int = 1,
    key: PrivateKey = KEY,
    ring: Keyring = RING,
    **more: Any,
) -> MirrorManifest:
    """Put a mirror of these files into a folder; ``more`` is what its manifest says otherwise."""
    tree, lines = sums.Tree(), []
    for place, said in sorted(content.items()):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(said)
        lines.append(sums.line(sha256(said).hexdigest(), place))
        tree.add(lines[-1].encode())
    listed = "".join(f"{line}\n" for line in lines)
    (folder / sums.NAME).write_text(listed)
    told: dict[str, Any] = {
        "archive": "The Blue Barley papers",
        "address": "https://cables.example",
        "mirrors": (),
        "edition": edition,
        "content_digest": "0" * 64,
        "parent": edition - 1 or None,
        "audit_head": "",
        "made_at": f"2026-01-{edition:02}T00:00:00+00:00",
        "pages_only": False,
        "files": len(content),
        "bytes": sum(map(len, content.values())),
        "sums": sha256(listed.encode()).hexdigest(),
        "root": tree.root,
    }
    made = MirrorManifest(**(told | more))
    (folder / NAME).write_text(made.written())
    (folder / KEYS).write_text(ring.written())
    (folder / MINISIG).write_text(key.minisign(made.written().encode(), "mirror"))
    (folder / SIGNATURE).write_bytes(key.sign(made.written().encode()))
    return made


@dataclass
class Served:
    """A host: what it was asked for, and what it answers instead of a file."""

    address: str
    asked: list[str] = field(default_factory=list)
    instead: dict[str, Callable[[SimpleHTTPRequestHandler], None]] = field(default_factory=dict)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10

    def __init__(self, served: Served, *rest: Any, **more: Any) -> None:
        self.served = served
        super().__init__(*rest, **more)

    def do_GET(self) -> None:
        self.served.asked.append(self.path)
        answer = self.served.instead.get(self.path)
        if answer is None:
            super().do_GET()
        else:
            answer(self)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Who asked has hung up."""


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """A folder on a host of this machine."""
    host = Served("")
    handler = partial(_Handler, host, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def answer(
    status: int, content: bytes = b"", length: int | None = None, **headers: str
) -> Callable[[SimpleHTTPRequestHandler], None]:
    """What answers this; ``length`` is what it says of its length."""

    def tell(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = length is not None

    return tell
