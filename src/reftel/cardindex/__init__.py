"""The card index: search in a mirror, where nothing but files is handed out.

A browser looks words up in it as a reader did in drawers of cards: it opens the drawer in which a
word lies, takes the list of cables from it, and fetches nothing else. docs/formats/card-index.md
tells what lies where.

In reading order:

- ``numbering``: the number that each cable has here for good, and the cables of a year in order;
- ``blocks``: which of 4,096 cables are meant, in as few bytes as it takes;
- ``stretches``: the words and values of 4,096 cables, gathered by a process of its own;
- ``stock``: what was gathered of each stretch, kept beside the mirror for the next release;
- ``filed``: files, each called after what it holds;
- ``drawers``: words with their lists, laid into files in their order;
- ``merging``: the stretches put together, a part of the alphabet at a time;
- ``counters``: the values of a facet, most frequent first, with what each is counted by;
- ``making``: the whole of it.

``reader/`` is what a browser runs: it comes with the index that it can read. This package knows an
edition and the words of the search, and neither pages nor the vault.
"""
