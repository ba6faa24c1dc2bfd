"""The edition: what one audience may read, as an immutable, numbered folder.

In reading order:

- ``editorial``: what the archive's keepers write beside the cables, a package of its own;
- ``contents``: what goes in (cables sealed with their canonical JSON, withdrawals, pages),
  and the digest over it that is the same on every machine;
- ``prepared``: one of those cables, worked out as far as it goes without the others, with
  its ``row`` in lists and its ``places`` on shelves;
- ``shelving``: the shelves of all cables, with ``keys`` (the word in the address of each)
  and ``filing`` (its name from A to Z);
- ``past``: what it is told of the editions before it;
- ``catalogue``: the SQLite file of an edition, written once; ``annals``: its tables of what
  was public before;
- ``manifest``: what an edition says of itself;
- ``pointer``: the file that names the live edition;
- ``durable``: folders that are on the disk, whole, before anything points to them;
- ``workings``: what was worked out of each cable, kept for the next edition; ``program``: what
  it was worked out with; ``basis``: the edition before, as far as it can be built on, and
  ``succession``: which parts of its index go on;
- ``filling``: catalogue and index from cables, and ``build``: the steps to a live edition;
- ``read``: one edition, pinned, for any number of threads; ``entries``: its cables as lists
  show them; ``surroundings``: what stands round one; ``browsing``: ways through it;
  ``missing``: what it refers to and lacks; ``chronicle``: what it tells of those before it;
- ``standing``: what an edition knows of a reference id, held, withdrawn or only cited;
- ``citation``: the citation that can be checked, and the digest in it;
- ``passages``: where else in a cable its words may stand;
- ``verdict``: what an edition says of such a citation;
- ``live``: the edition that the pointer names, from request to request;
- ``extract``: which part of an edition another one is; ``extracting``: one collection as such;
- ``verify``: whether an edition is what it says;
- ``seal``: who made it, by the ``signature`` of a key of its ``keyring``, and the ``pins`` by
  which one has come to know it; ``recall``: the list of what mirrors are to drop.

No decision is taken here: what is not handed to ``build`` cannot be in an edition, and
what may be handed to it is the vault's business. docs/formats/edition.md describes the
folder so that another program can read it.
"""
