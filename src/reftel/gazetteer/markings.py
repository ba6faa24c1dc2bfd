"""Classifications in order of rank, captions, and the words for precedence.

``UNCLASSIFIED//FOR OFFICIAL USE ONLY`` and the older ``LIMITED OFFICIAL USE`` have one rank;
``//NOFORN`` lifts a classification by half a step.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reftel.gazetteer import _tables

CLASSIFICATIONS: tuple[str, ...] = tuple(row[0] for row in _tables.CLASSIFICATIONS)
CAPTIONS: Mapping[str, str] = MappingProxyType(dict(_tables.CAPTIONS))
PRECEDENCES: Mapping[str, str] = MappingProxyType(
    {written: precedence for written, precedence, _ in _tables.PRECEDENCES}
)

_RANKS: Final = {name: rank or 0 for name, rank, _ in _tables.CLASSIFICATIONS}


def _letters(written: str) -> str:
    return "".join(letter for letter in written.upper() if "A" <= letter <= "Z")


_WRITTEN: Final = {
    _letters(way): name for name, _, ways in _tables.CLASSIFICATIONS for way in ways.split(";")
}


def rank(name: str) -> int:
    """How high a stored classification ranks, for comparison only; -1 for an unknown name.

    >>> rank("SECRET") > rank("CONFIDENTIAL") > rank("UNCLASSIFIED")
    True
    """
    return _RANKS.get(name, -1)


def classification(written: str) -> str | None:
    """The stored name of a classification however it is spaced: ``C O N F I D E N T I A L``.

    Exact letters only: what a garble took away is for the parser to allow.

    >>> classification("C O N F I D E N T I A L")
    'CONFIDENTIAL'
    """
    return _WRITTEN.get(_letters(written))


def precedence(written: str) -> str | None:
    """``OO``, ``O`` and ``NIACT IMMEDIATE`` are all ``immediate``.

    >>> precedence("niact immediate")
    'immediate'
    """
    return PRECEDENCES.get(" ".join(written.upper().split()))
