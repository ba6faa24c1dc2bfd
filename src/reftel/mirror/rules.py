"""The rules: how a server that can lead on keeps addresses that once stood.

They are those of the original site, of pages of lists that had numbers, and of pages that had a
folder of their own.
Where a host only hands out files these addresses are lost; the pages stand at their own. For
nginx, Caddy, Apache and the hosts that read ``_redirects``. nginx and Caddy say as well that what
was withdrawn is gone (410), with its notice; they and Apache, that there is nothing (404) where
whoever makes the mirror keeps what it remembers.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from reftel.mirror.places import place


class Rule(NamedTuple):
    """An address that once stood, as a pattern, and where it leads: of lists to the first page."""

    pattern: str
    to: str


RULES = (
    Rule(r"^/cable/[0-9]{4}/[0-9]{2}/([^/]+)\.html$", "/cable/$1/"),
    Rule(r"^/tag/([^/]+)_[0-9]+\.html$", "/browse/tag/$1/"),
    Rule(r"^/date/([0-9]{4})-([0-9]{2})_[0-9]+\.html$", "/browse/created/$1/$2/"),
    Rule(r"^/reldate/([0-9-]{10})_[0-9]+\.html$", "/browse/released/$1/"),
    Rule(r"^/classification/[0-9]{1,3}_[0-9]+\.html$", "/browse/classification/"),
    Rule(r"^/origin/[^/]+\.html$", "/browse/origin/"),
    Rule(
        r"^/browse/(released(?:/[^/]+)?|created/(?:undated|[0-9/]{7,10})|on-this-day/[0-9-]{5}"
        r"|(?:origin|tag|classification|country|region|addressee|action|person|caption|kind)/[^/]+)"
        r"/page/[0-9]+/$",
        "/browse/$1/",
    ),
    Rule(r"^/cable/(.+)/(sent|places|cite)/$", "/cable/$1/$2.html"),
    Rule(r"^/cable/(.+)/raw/$", "/cable/$1/raw.txt"),
    Rule(r"^/browse/(.+)/from/([^/]+)/$", "/browse/$1/from/$2.html"),
)
_NETLIFY = (
    ("/cable/:year/:month/:id.html", "/cable/:id/"),
    ("/origin/*", "/browse/origin/"),
)


def files(gone: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Path and text of each file of rules."""
    addresses = tuple(gone)
    yield ".htaccess", _apache(addresses)
    yield "_redirects", "".join(f"{one} {to} 301\n" for one, to in _NETLIFY)
    yield "rules/Caddyfile", _caddy(addresses)
    yield "rules/nginx.conf", _nginx(addresses)


def _nginx(gone: Iterable[str]) -> str:
    """To be included in a ``server`` block."""
    lines = [r'location ~ "^/\.reftel-" { return 404; }']
    lines += [f'rewrite "{rule.pattern}" "{rule.to}" permanent;' for rule in RULES]
    lines += [
        f'location = "{address}" {{ error_page 410 "{_file(address)}"; return 410; }}'
        for address in gone
    ]
    return "\n".join(lines) + "\n"


def _apache(gone: Iterable[str]) -> str:
    """In a folder's own file the pattern has no slash at its beginning."""
    lines = ["DirectoryIndex index.html", "RewriteEngine On", r"RewriteRule ^\.reftel- - [R=404,L]"]
    lines += [
        f"RewriteRule ^{rule.pattern.removeprefix('^/')} {rule.to.removeprefix('/')} [R=301,L]"
        for rule in RULES
    ]
    lines += ["# Withdrawn: the notice at each of these says so; a server of your own can say 410."]
    lines += [f"# {address}" for address in gone]
    return "\n".join(lines) + "\n"


def _caddy(gone: Iterable[str]) -> str:
    lines = ["@own path /.reftel-*", "respond @own 404"]
    for number, rule in enumerate(RULES):
        to = rule.to.replace("$1", f"{{re.r{number}.1}}").replace("$2", f"{{re.r{number}.2}}")
        lines += [f"@r{number} path_regexp r{number} {rule.pattern}", f"redir @r{number} {to} 301"]
    for number, address in enumerate(gone):
        told = f"rewrite * {_file(address)}\n  file_server {{\n    status 410\n  }}"
        lines += [f"@g{number} path {address}", f"handle @g{number} {{\n  {told}\n}}"]
    return "\n".join(lines) + "\n"


def _file(address: str) -> str:
    """Where the notice lies that stands at an address."""
    return quote(f"/{place(address)}")
