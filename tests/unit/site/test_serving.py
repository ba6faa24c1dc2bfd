import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.program import serving
from tests.reader import publish
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import ArchiveError
from reftel.site.server import ServingError, listening, require_private
from reftel.site.wiring import reading_room

WITHOUT_VAULT = """
import sys
from pathlib import Path
from reftel.archive import ArchiveFolder, Audience
from tests.program import serving
from tests.reader import reader
answer = reader(ArchiveFolder(Path(sys.argv[1]))).get("/cable/08EXAMPLETOWN12/")
loaded = [name for name in sys.modules if name.startswith("reftel.vault")]
print(answer.status, loaded)
"""


def test_a_process_that_serves_readers_never_loads_the_vault(tmp_path: Path) -> None:
    publish(tmp_path, [cable_record()])
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_VAULT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert ran.stdout == "200 []\n"


ALONE = """
import sys
class Walled:
    def find_spec(self, name, path=None, target=None):
        walled = ("reftel.vault", "reftel.desk", "allauth", "django.contrib.auth", "cryptography")
        if name.startswith(walled):
            raise ImportError(f"{name} is not installed here")
sys.meta_path.insert(0, Walled())
from wsgiref.util import setup_testing_defaults
from reftel.site.wsgi import public
application = public()
for path in ("/", "/cable/08EXAMPLETOWN12/", "/desk/", "/desk/login/", "/cable/08EXAMPLETOWN13/"):
    environ = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    b"".join(application(environ, lambda status, headers: print(status[:3], path)))
"""


def test_a_reading_room_runs_where_the_edition_alone_is_and_has_no_desk(tmp_path: Path) -> None:
    """No vault on the disk, and neither vault nor desk nor accounts in the program."""
    publish(tmp_path / "archive", [cable_record()])
    public = tmp_path / "public"
    public.mkdir()
    for name in ("reftel.toml", "current", "editions"):
        (tmp_path / "archive" / name).rename(public / name)
    shutil.rmtree(tmp_path / "archive")

    ran = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REFTEL_ARCHIVE": str(public)},
    )

    told = ["200 /", "200 /cable/08EXAMPLETOWN12/"]
    told += ["404 /desk/", "404 /desk/login/", "404 /cable/08EXAMPLETOWN13/"]
    assert ran.stdout.splitlines() == told
    assert sorted(path.name for path in public.iterdir()) == ["current", "editions", "reftel.toml"]


def test_an_archive_without_an_edition_says_so(archive: ArchiveFolder) -> None:
    with pytest.raises(ArchiveError, match="edition"):
        reading_room(archive, audience=Audience.PUBLIC)


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=f"Port {port} on 127.0.0.1.*another program"):
            listening("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_named() -> None:
    with pytest.raises(ServingError, match=r"cannot be opened"):
        listening("203.0.113.1", 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "127.0.0.9", "example.invalid"])  # noqa: S104
def test_the_staff_edition_is_not_offered_to_a_network(host: str) -> None:
    with pytest.raises(ServingError, match="unreleased"):
        require_private(Audience.STAFF, host)
    require_private(Audience.PUBLIC, host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "LocalHost"])
def test_the_staff_edition_is_served_on_this_machine(host: str) -> None:
    require_private(Audience.STAFF, host)


def test_serve_prints_one_address_that_answers_and_stops_when_told(tmp_path: Path) -> None:
    publish(tmp_path, [cable_record()])
    with serving(tmp_path, "serve") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", address)
        with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310
            assert b"The Test Archive" in page.read()
            assert "Server" not in page.headers
