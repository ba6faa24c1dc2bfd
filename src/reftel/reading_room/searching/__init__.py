"""All that a search shows: from what an address asks for to the page, its lists and pictures.

In reading order: ``straight`` leads to one cable what stands for one; ``asked`` reads an
address, ``understood`` tells how it was read, ``rewording`` and ``dead_end`` what might be
meant; ``hits``, ``facets``, ``whole_facet`` and ``timeline`` are the parts of ``results``, the
page. ``trail`` leads through the results from cable to cable; ``suggesting`` and
``opensearch`` help while one types. ``concordances``, ``trends`` and ``batch`` (with its
tables, ``terms``) look at results in other ways; ``examples`` are what the help page shows.
What a query means belongs to ``reftel.search``.
"""
