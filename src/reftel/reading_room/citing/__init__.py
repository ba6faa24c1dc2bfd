"""Citing: how a cable, a paragraph or some words of it are pointed to, and checked.

To read in this order: ``work`` (what of a cable a citation tells), ``styles`` and ``wikitext``
(for people), ``exchange`` (for reference managers), ``embedded`` (for what reads pages),
``ranges`` (words that an address points to), ``pages`` (the page that shows them all, the
downloads, the check). The citation that can be checked is ``reftel.edition.citation``.

docs/reference/citing.md says which rules of which manuals are followed.
"""
