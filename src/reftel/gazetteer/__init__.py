"""What is known about posts, TAGS, markings and abbreviations: facts, with no text to read.

``posts``      stations, their country and kind, every way they are written
``tags``       TAGS by code and era
``markings``   classifications, captions, precedences
``orders``     executive orders on classified information, and their reasons
``countries``  names of the countries behind the codes
``glossary``   abbreviations that readers of cables stumble over

The facts stand in tables/*.csv, each with its source; tools/build_tables.py compiles them to
``_tables``. Oddities of single telegrams belong there too, and never into code. Nothing here
opens a file, and nothing outside the standard library is imported.
"""
