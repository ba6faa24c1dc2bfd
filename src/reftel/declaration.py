"""The declaration: what the keepers of an archive say of it in ``reftel.toml``."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reftel.errors import ConfigError

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,255}/?")
_BELOW = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,255}(?:/[A-Za-z0-9._~%-]{1,255}){0,20}/?")

TEMPLATE = """\
# What this archive is called and what it promises. Read by reftel; edit by hand.
format = {format}
name = {name}
# The hashtag under which readers discuss it, without the #.
hashtag = {hashtag}
# How many cables there are in all, released or not. Shown beside the number released;
# nothing else about what is held back is ever shown. Leave it out to show no total.
{total}
languages = [{languages}]
# Where readers find it. Citations then begin with this address, on every copy of the pages.
{address}
# Where others host copies of it, one address each; shown to readers.
{mirrors}
# Where packages of it lie, as 'reftel package' makes them; shown to readers.
{packages}
# Whether search engines may list it; false asks all of them to stay out.
search_engines = {search_engines}
# A notice shown on every page, for an archive whose cables are invented, say.
notice = {notice}
"""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``reftel.toml`` says; every value has a default but the format."""

    name: str = "Cable archive"
    hashtag: str = "cables"
    total: int | None = None
    languages: tuple[str, ...] = ("en",)
    notice: str = ""
    search_engines: bool = True  # whether they may list it
    address: str = ""  # without a slash at its end; empty where none is declared
    mirrors: tuple[str, ...] = ()  # addresses, without a slash at their ends
    packages: str = ""  # where they lie, without a slash; empty where none is declared


def written(declaration: Declaration, format_version: int) -> str:
    """The ``reftel.toml`` of a new archive."""
    total = "# total = 251287" if declaration.total is None else f"total = {declaration.total}"
    address = declaration.address or "https://cables.example"
    packages = declaration.packages or f"{address}/downloads"
    mirrors = map(_quoted, declaration.mirrors or ("https://mirror.example/cables",))
    return TEMPLATE.format(
        format=format_version,
        name=_quoted(declaration.name),
        hashtag=_quoted(declaration.hashtag),
        total=total,
        languages=", ".join(map(_quoted, declaration.languages)),
        notice=_quoted(declaration.notice),
        search_engines=str(declaration.search_engines).lower(),
        address=f"{'' if declaration.address else '# '}address = {_quoted(address)}",
        packages=f"{'' if declaration.packages else '# '}packages = {_quoted(packages)}",
        mirrors=f"{'' if declaration.mirrors else '# '}mirrors = [{', '.join(mirrors)}]",
    )


def _quoted(words: str) -> str:
    """The words as a basic string of TOML, in which control characters have to be escaped."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'


def declared(config: Path, values: dict[str, Any]) -> Declaration:
    """What a ``reftel.toml`` with these values declares. Raises ConfigError."""
    expected: dict[str, type] = {
        "name": str,
        "hashtag": str,
        "notice": str,
        "total": int,
        "address": str,
        "search_engines": bool,
    }
    for key, kind in expected.items():
        if key in values and type(values[key]) is not kind:  # true is an int to isinstance
            raise unclear(config, f"'{key}' should be a {kind.__name__}")
    known = {key: values[key] for key in expected if key in values}
    if known.get("address") and not _ADDRESS.fullmatch(known["address"]):
        raise unclear(config, "'address' should be like \"https://cables.example\"")
    known["address"] = known.get("address", "").rstrip("/")
    if "packages" in values and not is_address(values["packages"]):
        raise unclear(config, "'packages' should be like \"https://cables.example/downloads\"")
    known["packages"] = values.get("packages", "").rstrip("/")
    languages = values.get("languages", ["en"])
    if not isinstance(languages, list) or not all(isinstance(code, str) for code in languages):
        raise unclear(config, "'languages' should be a list of strings")
    mirrors = values.get("mirrors", [])
    if not isinstance(mirrors, list) or not all(map(is_address, mirrors)):
        raise unclear(config, "'mirrors' should be like [\"https://mirror.example/cables\"]")
    known["mirrors"] = tuple(dict.fromkeys(one.rstrip("/") for one in mirrors))
    return Declaration(**known, languages=tuple(languages))


def is_address(written: object) -> bool:
    """Whether this is the address of a site: scheme and host, and perhaps a folder of it.

    >>> is_address("https://mirror.example/cables"), is_address("https://me:pw@mirror.example")
    (True, False)
    """
    if not isinstance(written, str) or not _BELOW.fullmatch(written):
        return False
    try:
        at = urlsplit(written)
        return bool(at.hostname) and at.port != 0 and "/.." not in f"{at.path}/"
    except ValueError:  # a port that is none
        return False


def unclear(config: Path, why: str) -> ConfigError:
    """What to say of a ``reftel.toml`` that makes no sense."""
    return ConfigError(
        f"{config} cannot be understood: {why}.",
        "Nothing was changed.",
        "Correct that line; docs/formats/archive-folder.md shows a whole file.",
    )
