"""Packages: a mirror as files to carry away, to keep in a library, to share, to lay over another.

In reading order:

- ``pouring``: the files of a mirror, read once, checked, and given to all packages;
- ``containers``: tar with zstd and zip, written forward;
- ``bag``: a mirror as BagIt has it, in a container;
- ``warc``, ``cdxj``, ``wacz``: a mirror as a web archive in one file;
- ``change``, ``delta``: what a mirror has that one of an earlier edition has not;
- ``fixity``, ``torrent``: what is told of the bytes of a package;
- ``listing``: what packages a folder holds;
- ``page``: the page that offers them;
- ``packing``: all of it, into a folder;
- ``unpacking``, ``laying``: a delta read, and laid over a mirror.

It knows mirrors, and the look of the reading room; never the vault.
"""
