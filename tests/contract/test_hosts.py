"""Servers that people run obey the rules of a mirror: each that is on this machine is started."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from string import Template
from urllib.parse import unquote, urljoin

import pytest
from tests.corrected import corrected_archive
from tests.reader import Markup, publish
from tests.sample import cable_record

from reftel.archive import Audience
from reftel.edition.contents import Withdrawal
from reftel.edition.live import open_live
from reftel.mirror.copying import Order
from reftel.mirror.mirror import mirror
from reftel.mirror.rules import RULES
from reftel.site.wiring import viewing_folder

Answer = tuple[int, str, str, str]  # status, type, where it leads, what it says
Get = Callable[[str], Answer]
ODD, ODD_GONE = "08A B.50% É(1)[2]{3}$4'#&+", "09A B.50% É(1)[2]{3}$4'#&+"
LINK = "08A%20B.50%25%20%C3%89%281%29%5B2%5D%7B3%7D%244%27%23%26%2B"
UTF_8 = "charset=utf-8"
NOTICE = "Asked for by a person named."
GONE = ("/cable/08EXAMPLETOWN99/", f"/cable/{LINK.replace('08A', '09A')}/")
GONE += tuple(f"{one}raw.txt" for one in GONE)
NGINX = """daemon off; master_process off; pid $folder/pid; events { }
http {
  include /etc/nginx/mime.types; access_log off; client_body_temp_path $folder/1;
  proxy_temp_path $folder/2; fastcgi_temp_path $folder/3; uwsgi_temp_path $folder/4;
  scgi_temp_path $folder/5;
  server { listen 127.0.0.1:$port; root $mirror; include $mirror/rules/nginx.conf; }
}"""
CADDY = (
    "{\n\tadmin off\n}\n\nhttp://127.0.0.1:$port {\n\troot * $mirror\n"
    "\timport $mirror/rules/Caddyfile\n\tfile_server\n}\n"
)
MODULES = ("mpm_event", "authz_core", "dir", "mime", "alias", "rewrite")
LOADED = (f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n" for one in MODULES)
APACHE = f"""{"".join(LOADED)}
ServerName localhost\nListen 127.0.0.1:$port\nUser daemon\nGroup daemon
PidFile $folder/pid\nDefaultRuntimeDir $folder\nErrorLog $folder/log
TypesConfig /etc/mime.types\nDocumentRoot $root\nAlias /elsewhere $mirror
<Directory $mirror>\nAllowOverride FileInfo Indexes\n</Directory>
"""
SERVERS = {  # by program: Debian's package, its settings, and what to say before their file
    "nginx": ("nginx-light", NGINX, "-e stderr -c"),
    "caddy": ("caddy", CADDY, "run --adapter caddyfile --config"),
    "apache2": ("apache2", APACHE, "-D FOREGROUND -f"),
}
COMPLAINT = re.compile(r'[\[:"](?:warn|error|crit|alert|emerg)[\]"](?!.*admin endpoint disabled)')
BEFORE = {
    "/cable/2008/02/08EXAMPLETOWN3.html": "/cable/08EXAMPLETOWN3/",
    f"/cable/2008/02/{LINK}.html": f"/cable/{ODD}/",
    "/tag/ECON_0.html": "/browse/tag/ECON/",
    "/date/2008-02_1.html": "/browse/created/2008/02/",
    "/reldate/2011-08-26_0.html": "/browse/released/2011-08-26/",
    "/classification/5_0.html": "/browse/classification/",
    "/origin/42_0.html": "/browse/origin/",
    "/browse/tag/ECON/page/2/": "/browse/tag/ECON/",
    "/browse/created/2008/02/11/page/2/": "/browse/created/2008/02/11/",
    f"/cable/{LINK}/sent/": f"/cable/{ODD}/sent.html",
    "/cable/08EXAMPLETOWN3/cite/?q=/raw/": "/cable/08EXAMPLETOWN3/cite.html?q=/raw/",
    f"/cable/{LINK}/raw/": f"/cable/{ODD}/raw.txt",
    "/browse/tag/ECON/from/08EXAMPLETOWN17/": "/browse/tag/ECON/from/08EXAMPLETOWN17.html",
}
EARLIER = "/cable/08EXAMPLETOWN12/history/2/"


def asked(port: int, address: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as host:
        host.request("GET", address)
        answer, own = host.getresponse(), f"http://127.0.0.1:{port}"
        kind, to = (answer.headers[one] or "" for one in ("Content-Type", "Location"))
        return (
            answer.status,
            kind.lower().replace("; ", ";"),
            to.removeprefix(own),
            answer.read().decode(),
        )


@contextmanager
def serving(name: str, copy: Path, folder: Path, root: Path | None = None) -> Iterator[Get]:
    """A server with this mirror; it had nothing to complain of when it started."""
    package, settings, words = SERVERS[name]
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip(f"{name} is not on this machine: Debian's package {package}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = Template(settings).substitute(port=port, mirror=copy, root=root or copy, folder=folder)
    (folder / "settings").write_text(told)
    command = [program, *words.split(), str(folder / "settings")]
    own = {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    log = folder / "log"
    with log.open("wb") as file, subprocess.Popen(command, stderr=file, env=own) as process:
        try:
            for _ in range(400):
                assert process.poll() is None, log.read_text()
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            assert [one for one in log.read_text().splitlines() if COMPLAINT.search(one)] == []
            yield partial(asked, port)
        finally:
            process.terminate()


def require_led(get: Get, leading: dict[str, str], below: str = "") -> None:
    """Each address leads where it should, and something is there."""
    for address, page in leading.items():
        status, _, to, _ = get(below + address)
        assert (status, unquote(to)) == (301, below + page)
        assert get(to)[0] == 200, to


@pytest.fixture(scope="module")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of cables with an odd id among them, and one of an archive with a past."""
    folder = tmp_path_factory.mktemp("hosts")
    ids = (*(f"08EXAMPLETOWN{n}" for n in range(80)), ODD)
    records = [cable_record(id_, created=f"2008-02-{n % 28 + 1:02}") for n, id_ in enumerate(ids)]
    gone = [Withdrawal(id_, "2026-01-01", NOTICE) for id_ in ("08EXAMPLETOWN99", ODD_GONE)]
    pages = {"gone.md": "# Gone\n\n" + " ".join(f"[x]({one})" for one in GONE)}
    archives = {"odd": publish(folder / "archive", records, withdrawn=gone, pages=pages)}
    archives["past"] = corrected_archive(folder / "corrected")
    for name, archive in archives.items():
        edition = open_live(archive, audience=Audience.PUBLIC)
        order = Order(viewing_folder, edition.folder, folder / name, "", with_search=False)
        *_, report = mirror(order, edition.manifest)
        assert (report.broken, report.nameless) == ([], {})
    for one in (folder, *folder.parents):  # Apache gives up being root, and has to come here
        if os.geteuid() == 0 and one.name.startswith(("hosts", "pytest-", "popen-")):
            one.chmod(0o711)
    return folder


def require_read(get: Get) -> None:
    """A cable with an odd id is read by the links of pages."""
    list_, page = "/browse/created/2008/02/25/", f"/cable/{LINK}/"
    assert page in {urljoin(list_, one) for one in Markup(get(list_)[3]).links}
    led = {urljoin(page, one) for one in Markup(get(page)[3]).links}
    assert led >= {f"{page}sent.html", f"{page}raw.txt"}
    assert get(page)[:2] == get(f"{page}sent.html")[:2] == (200, f"text/html;{UTF_8}")
    assert get(f"{page}raw.txt")[:2] == (200, f"text/plain;{UTF_8}")


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_obeys_the_rules(name: str, mirrors: Path, tmp_path: Path) -> None:
    with serving(name, mirrors / "odd", tmp_path) as get:
        require_led(get, BEFORE)
        assert (mirrors / "odd/.reftel-made").is_file()
        for one in ("/.reftel-made", "//.reftel-made", "/%2ereftel-made"):
            assert get(one)[0] == 404
        for status, _, _, text in map(get, GONE):
            assert (status, NOTICE in text) == (200 if name == "apache2" else 410, True)
        require_read(get)
    with serving(name, mirrors / "past", tmp_path) as get:
        require_led(get, {f"{EARLIER}sent/": f"{EARLIER}sent.html"})


@pytest.mark.parametrize("below", ["/odd", "/elsewhere"])
def test_apache_leads_on_below_any_folder(below: str, mirrors: Path, tmp_path: Path) -> None:
    with serving("apache2", mirrors / "odd", tmp_path, root=mirrors) as get:
        require_led(get, BEFORE, below)
        assert get(f"{below}/.reftel-made")[0] == 404


def test_every_rule_is_asked_for() -> None:
    old = [unquote(one.partition("?")[0]) for one in BEFORE]

    assert [rule for rule in RULES if not any(re.search(rule.pattern, one) for one in old)] == []
