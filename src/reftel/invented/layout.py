"""Teleprinter layout: lines of sixty-odd columns, and the ways station names are written."""

import re
from functools import cache

from reftel.gazetteer import posts

# Names that are not simply the place in capitals.
_WRITTEN = {
    "STATE": "STATE",
    "USUNNEWYORK": "USUN NEW YORK",
    "USNATO": "USNATO",
    "USOSCE": "USOSCE",
    "UNVIEVIENNA": "UNVIE VIENNA",
    "USEUBRUSSELS": "USEU BRUSSELS",
    "CDGENEVA": "CD GENEVA",
    "USTRGENEVA": "USTR GENEVA",
    "AITTAIPEI": "AIT TAIPEI",
    "IRANRPODUBAI": "IRAN RPO DUBAI",
    "RPODUBAI": "RPO DUBAI",
    "UNESCOPARISFR": "UNESCO PARIS FR",
    "PARISFR": "PARIS FR",
    "UNROME": "UN ROME",
}
_SENDERS = {
    "embassy": "AMEMBASSY",
    "consulate": "AMCONSUL",
    "mission": "USMISSION",
    "office": "USOFFICE",
    "interests section": "USINT",
    "regional embassy office": "REO",
    "liaison office": "USLO",
    "delegation": "USDEL",
}


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; a word that is longer has a line to itself."""
    lines: list[str] = []
    start, last = 0, len(text) - width
    rfind, append = text.rfind, lines.append
    while start < last:
        cut = rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = text.find(" ", start + width)
            if cut < 0:
                break
        append(text[start:cut])
        start = cut + 1
    lines.append(text[start:])
    return lines


@cache
def written(station: str) -> str:
    """A station as its own telegrams write it: ``RIO DE JANEIRO``."""
    special = _WRITTEN.get(station)
    if special is not None:
        return special
    post = posts.post(station)
    place = post.place.upper() if post else station
    return place if re.sub("[^A-Z]", "", place) == station else station


@cache
def sender(station: str) -> str:
    """A station as FL 6 and FL 7 write it: ``AMCONSUL RIO DE JANEIRO``."""
    if station == "STATE":
        return "SECSTATE WASHDC"
    post = posts.post(station)
    word = _SENDERS.get(post.kind, "") if post else "AMEMBASSY"
    return f"{word} {written(station)}".strip()
