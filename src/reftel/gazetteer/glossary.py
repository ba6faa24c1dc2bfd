"""What the abbreviations in cables mean: ``DCM`` is the deputy chief of mission."""

from collections.abc import Mapping
from types import MappingProxyType

from reftel.gazetteer import _tables

TERMS: Mapping[str, str] = MappingProxyType(dict(_tables.TERMS))
