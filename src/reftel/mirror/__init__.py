"""The mirror: an edition as files that any host can hand out, and anybody can check.

In reading order:

- ``places``: where the file of an address lies, and which addresses have one;
- ``asking``: the reading room asked for one address, as a server asks it;
- ``copying``: a handful of addresses copied, in a process of its own, and where they lead;
- ``groups``: files that change together; ``differences``: which groups differ between two
  editions; ``renewal``: what of a mirror of before stands;
- ``mirror``: the whole of it, from the front page on, along every link;
- ``sums``: the list of the files with their digests, and the root of the tree over them;
- ``manifest``: what a mirror says of itself, and its signature;
- ``rules``: the addresses of the original site, for the servers that can lead on;
- ``checking``: which files of a mirror are missing, altered, or none of its;
- ``proving``: one file shown to belong to a mirror, to somebody who has nothing else of it.

It knows an edition and the reading room, and never the vault.
"""
