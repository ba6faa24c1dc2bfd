"""Facts that the keepers write down, as an edition keeps them: days, languages, ids, addresses."""

import re
from datetime import date
from urllib.parse import urlsplit

from reftel.telegram.reference_ids import NUMBERED

LONGEST = 500  # characters of a title, a name, a note

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_NUMBERED = re.compile(NUMBERED, re.ASCII | re.IGNORECASE)


def day(written: str) -> str | None:
    """A day, a month or a year of the calendar, ISO 8601; None for what is none."""
    if not _DAY.fullmatch(written):
        return None
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return None
    return written


def language(written: str) -> str | None:
    """A language tag (BCP 47) as usually written: ``en``, ``pt-BR``, ``sr-Latn``."""
    if not _LANGUAGE.fullmatch(written):
        return None
    first, *others = written.split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cased.get(len(one), str.lower)(one) for one in others)])


def cable_id(written: str) -> str | None:
    """A reference id, in capitals if it is a number of a post; None for what can be no id."""
    if not written or len(written) > 80 or " " in written or not written.isprintable():
        return None
    return written.upper() if _NUMBERED.fullmatch(written) else written


def web_address(written: str) -> bool:
    """Whether this is the whole address of a page: http or https, a host, no blank in it."""
    if len(written) > 2000 or not written.isprintable() or " " in written:
        return False
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
