"""Invented cables: the format in all its eras and oddities, and not a word of truth in them.

For the demonstration archive, for benchmarks and for tests. Everything is drawn from a seed,
so the same call gives the same bytes on any machine.

Reading order: ``chance`` (choices that repeat), ``frames`` (who sends when), ``grammar``,
``topics`` and ``names`` (what there is to say), ``cast`` and ``prose`` (saying it), ``draft``
(one cable in the making), ``transmission``, ``opening``, ``references``, ``message``,
``inserts``, ``mishaps`` (its parts from top to bottom), ``cable`` (the whole, with the truth
about it), ``pages`` and ``dump`` (writing it as sites and dumps did), ``demo``.

Only the stations, routing indicators, TAGS and forms are real.
"""

from reftel.invented.cable import InventedCable, cables

__all__ = ["InventedCable", "cables"]
