"""History: what was public before, and what became of it.

``texts`` are the pages of a cable's history and of its earlier texts; ``marks`` sets what
changed between two of them; ``editions`` are the pages of editions and of their changes,
``changes`` those lists in every form, ``feeds`` the feed of all changes; ``gone`` is what
stands at an address that was public and leads nowhere any more.

All of it is read from the edition's annals. What was withdrawn is not in them.
"""
