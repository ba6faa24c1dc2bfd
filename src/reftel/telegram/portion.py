"""Portion marks: ``(SBU)``, ``(S//NF)``, ``(C/REL NATO)``, and damaged ones: ``( C )``, ``(NF/S)``.

A bracket that holds anything but a level and its controls is no portion mark: ``(B, D)`` are
reasons, ``(UK)`` is a country.
"""

import re
from functools import lru_cache
from typing import Final

from reftel.telegram.record import PortionMark

LEVELS: Final = {
    "U": "U", "C": "C", "S": "S", "TS": "TS", "SBU": "SBU", "LOU": "LOU", "FOUO": "FOUO",
    "UNCLAS": "U", "UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S",
    "LIMITED OFFICIAL USE": "LOU",
}  # fmt: skip
CONTROLS: Final = {
    "NF": "NOFORN", "NOFORN": "NOFORN", "FGI": "FGI", "FOUO": "FOUO", "EXDIS": "EXDIS",
    "NODIS": "NODIS", "OC": "ORCON", "ORCON": "ORCON", "SBU": "SBU", "SIPDIS": "SIPDIS",
    "RELIDO": "RELIDO", "PROPIN": "PROPIN", "NOCONTRACT": "NOCONTRACT", "SCI": "SCI", "SI": "SI",
}  # fmt: skip
SHORT: Final = {"NOFORN": "NF", "ORCON": "OC"}
GLUED: Final = {
    "SNF": ("S", "NF"),
    "CNF": ("C", "NF"),
    "UFOUO": ("U", "FOUO"),
    "SBUNF": ("SBU", "NF"),
}
SCRAMBLED: Final = {"N/SF": "S/NF", "N/CF": "C/NF"}
RELEASABLE: Final = re.compile(r"REL(?:EASABLE)?(?:\s+TO)?\s+[A-Z]{2,4}(?:[ ,/]+[A-Z]{2,4}){0,12}$")
PARTS: Final = re.compile(r"\s*(?:/{1,2}|\s-\s?|-|,)\s*")


@lru_cache(maxsize=4096)
def portion(inside: str) -> tuple[PortionMark, bool] | None:
    """The mark written in a bracket, and whether it was damaged; None where it is none."""
    written = " ".join(inside.split()).upper()
    damaged = inside != inside.strip()
    if written in SCRAMBLED:
        written, damaged = SCRAMBLED[written], True
    if written in GLUED:
        level, control = GLUED[written]
        return _mark(level, [control]), True
    head, _, rest = written.partition("REL")
    parts = [part for part in PARTS.split(head) if part]
    if parts and parts[0] not in LEVELS and " " in parts[0]:
        parts = [*parts[0].split(" "), *parts[1:]]
    if parts and parts[0] not in LEVELS and len(parts) == 2 and parts[1] in LEVELS:
        parts.reverse()  # (NF/S)
        damaged = True
    if not parts or parts[0] not in LEVELS:
        return None
    controls: list[str] = []
    for part in parts[1:]:
        known = [CONTROLS.get(word) for word in part.split(" ")]
        if None in known:
            return None
        controls += [word for word in part.split(" ") if word]
    if rest or "REL" in written:
        releasable = written[len(head) :]
        if RELEASABLE.match(releasable) is None:
            return None
        controls.append(releasable)
    return _mark(parts[0], controls), damaged


def _mark(level: str, controls: list[str]) -> PortionMark:
    names = [CONTROLS.get(control, control) for control in controls]
    shown = [SHORT.get(name, name) for name in names]
    return PortionMark(LEVELS[level], tuple(names), "//".join([LEVELS[level], *shown]))
