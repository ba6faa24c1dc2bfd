"""The mirror: an edition as files that any host can hand out, and anybody can check.

In reading order:

- ``places``: where the file of an address lies, and which addresses have one;
- ``asking``: the reading room asked for one address, as a server asks it;
- ``copying``: a handful of addresses copied, in a process of its own, and where they lead;
- ``groups``: files that change together; ``differences``: which groups differ between two
  editions; ``renewal``: what of a mirror of before stands, where it is ``present`` whole;
- ``mirror``: the whole of it, from the front page on, along every link;
- ``sums``: the list of the files with their digests, and the root of the tree over them;
- ``manifest``: what a mirror says of itself, and its signature;
- ``rules``: the addresses of the original site, for the servers that can lead on;
- ``checking``: which files of a mirror are missing, altered, or none of its;
- ``fetching``: files of a mirror on a host, which is believed nothing;
- ``claim``: what a mirror says of itself and who signed that, in a folder or on a host;
- ``hosted``: the checking of a mirror on a host, and ``bookmark``: where it was cut off;
- ``following``: a mirror brought up to date from another; ``notices``: what was withdrawn;
- ``surveying``: how the mirrors of an archive stand, held against the ``standard``; whether each
  honours a ``withdrawal``; and their ``status``, as a page;
- ``proving``: one file shown to belong to a mirror, to somebody who has nothing else of it.

It knows an edition and the reading room, and never the vault.
"""
