"""The rules: how a server that can lead on keeps addresses that once stood.

They are those of the original site, of pages of lists that had numbers, and of pages that had a
folder of their own.
Where a host only hands out files these addresses are lost; the pages stand at their own. For
nginx, Caddy, Apache and the hosts that read ``_redirects``. nginx and Caddy say as well that what
was withdrawn is gone (410), with its notice; they and Apache, that there is nothing (404) where
whoever makes the mirror keeps what it remembers.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from reftel.mirror.places import address, place

# Of .htaccess: what stands before the mirror in addresses, wherever it lies below the host. Apache
# would put the folder on the disk before where a rule leads.
_BELOW = (r"RewriteCond %{REQUEST_URI}::$0 ^(.*)/(.*)::\2$", "RewriteRule ^.*$ - [E=BELOW:%1]")


class Rule(NamedTuple):
    """An address that once stood, as a pattern, and where it leads: of lists to the first page.

    Nothing in a pattern goes past a question mark: Caddy compares what stands behind it as well.
    """

    pattern: str
    to: str


RULES = (
    Rule(r"^/cable/[0-9]{4}/[0-9]{2}/([^/?]+)\.html$", "/cable/$1/"),
    Rule(r"^/tag/([^/?]+)_[0-9]+\.html$", "/browse/tag/$1/"),
    Rule(r"^/date/([0-9]{4})-([0-9]{2})_[0-9]+\.html$", "/browse/created/$1/$2/"),
    Rule(r"^/reldate/([0-9-]{10})_[0-9]+\.html$", "/browse/released/$1/"),
    Rule(r"^/classification/[0-9]{1,3}_[0-9]+\.html$", "/browse/classification/"),
    Rule(r"^/origin/[^/?]+\.html$", "/browse/origin/"),
    Rule(
        r"^/browse/(released(?:/[^/?]+)?|created/(?:undated|[0-9/]{7,10})|on-this-day/[0-9-]{5}"
        r"|(?:origin|tag|classification|country|region|addressee|action|person|caption|kind)/[^/?]+)"
        r"/page/[0-9]+/$",
        "/browse/$1/",
    ),
    Rule(r"^/cable/([^?]+)/(sent|places|cite)/$", "/cable/$1/$2.html"),
    Rule(r"^/cable/([^?]+)/raw/$", "/cable/$1/raw.txt"),
    Rule(r"^/browse/([^?]+)/from/([^/?]+)/$", "/browse/$1/from/$2.html"),
)
_NETLIFY = (
    ("/cable/:year/:month/:id.html", "/cable/:id/"),
    ("/origin/*", "/browse/origin/"),
)


def files(gone: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Path and text of each file of rules; ``gone`` are addresses, of those that have a file."""
    notices = tuple(written for one in gone if (written := place(one)))
    yield ".htaccess", _apache(notices)
    yield "_redirects", "".join(f"{one} {to} 301\n" for one, to in _NETLIFY)
    yield "rules/Caddyfile", _caddy(notices)
    yield "rules/nginx.conf", _nginx(notices)


def _nginx(notices: Iterable[str]) -> str:
    """To be included in a ``server`` block. It compares addresses that are decoded."""
    lines = [r'location ~ "^/\.reftel-" { return 404; }', "location @withdrawn { }"]
    lines.append("charset utf-8;")
    lines += [f'rewrite "{rule.pattern}" "{rule.to}" permanent;' for rule in RULES]
    for path in map(_path, notices):
        told = '"${uri}index.html"' if path.endswith("/") else "@withdrawn"
        lines.append(f'location = "{path}" {{ error_page 410 {told}; return 410; }}')
    return "\n".join(lines) + "\n"


def _apache(notices: Iterable[str]) -> str:
    """In a folder's own file the pattern has no slash at its beginning."""
    lines = ["DirectoryIndex index.html", "AddDefaultCharset utf-8", "RewriteEngine On"]
    lines += [r"RewriteRule ^\.reftel- - [R=404,L]", *_BELOW]
    lines += [
        f"RewriteRule ^{rule.pattern.removeprefix('^/')} %{{ENV:BELOW}}{rule.to} [R=301,L]"
        for rule in RULES
    ]
    lines += ["# Withdrawn: the notice at each of these says so; a server of your own can say 410."]
    lines += [f"# {address(one)}" for one in notices]
    return "\n".join(lines) + "\n"


def _caddy(notices: Iterable[str]) -> str:
    """To be imported into a site block.

    What stood in an address leads on as it was written, encoded, with its question: decoded, as
    ``path_regexp`` has it, it would be no address where an id is odd.
    """
    lines = ["@own path /.reftel-*", "respond @own 404"]
    for number, rule in enumerate(RULES):
        name, asked = f"r{number}", re.compile(rule.pattern).groups + 1
        to = re.sub(r"\$([0-9])", rf"{{re.{name}.\1}}", rule.to) + f"{{re.{name}.{asked}}}"
        pattern = rule.pattern.removesuffix("$") + r"(\?.*)?$"
        lines += [f"@{name} vars_regexp {name} {{uri}} {pattern}", f"redir @{name} {to} 301"]
    if gone := "|".join(re.escape(_path(one)) for one in notices):
        gone = gone.replace(r"\{", r"\x7b").replace(r"\}", r"\x7d")  # Caddy takes \ from braces
        lines.append(f'@gone path_regexp "^(?:{gone})$"')
        lines.append("handle @gone {\n  file_server {\n    status 410\n  }\n}")
    return "\n".join(lines) + "\n"


def _path(written: str) -> str:
    """The address of a file, decoded."""
    return unquote(address(written))
