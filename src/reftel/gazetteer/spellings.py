"""Names that cables write in several ways: ``Qadhafi``, ``Gaddafi``, ``Kadafi``."""

from reftel.gazetteer import _tables

SPELLINGS: tuple[tuple[str, ...], ...] = tuple(
    tuple(written.split(";")) for (written,) in _tables.SPELLINGS
)
