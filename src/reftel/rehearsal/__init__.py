"""The leak rehearsal: an edition that is about to go live, read as anybody would read it.

Knows the reading room and the edition; the vault it must not know (import-linter), and the
process that runs it cannot open it (``reftel.site.rehearsing``). What it looks for is handed
in: ``secrets`` are words and ids that stand in nothing public.

In reading order: ``secrets`` finds them in any text; ``visitor`` asks the reading room;
``itinerary`` says which addresses are asked, at least one on every route; ``walk`` asks them;
``folder`` searches the files of the edition themselves. docs/explanation/the-leak-rehearsal.md
says what is searched whole and what as a sample.
"""
