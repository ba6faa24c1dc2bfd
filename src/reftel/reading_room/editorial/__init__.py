"""What the archive's keepers write, and the lists that readers make.

- ``languages``: a language in its own words, and which way it runs;
- ``previews``: a text of the keepers with a note on each cable that it cites;
- ``abroad``: where the links of such a text lead, in a copy of one collection;
- ``articles``: articles by date, country and language, their pages and feeds;
- ``collections``: cables that belong together, each with a note;
- ``coverage``: what others wrote about the cables;
- ``collecting``: a reader's own list, which is kept in its address and nowhere else;
- ``own_list``: its page, and the files to take it away.

A cable that they name and that is not in the edition is shown as one that is not here:
nothing tells what is held back from what never was.
"""
