"""What the archive's keepers write beside the cables: articles, collections, tables.

In reading order:

- ``files``: which files of a folder are theirs, and what to say of a line that is wrong;
- ``facts``: days, languages, reference ids and addresses as they write them;
- ``head``: title, author, date, language and countries at the beginning of a file;
- ``prose``: their Markdown as HTML that cannot harm a reader, and the cables it cites;
- ``articles``, ``collections``, ``coverage``, ``cards``: one kind each, from its files;
- ``desk``: all of it, as it enters an edition and its digest;
- ``tables``: the same in the catalogue;
- ``published``: the same read from there, a piece at a time.

Whether a cable that they name is held, withheld or was never there is not known here.
"""
