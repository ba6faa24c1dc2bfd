"""The public pages: a Django app that shows one edition, and knows of nothing else.

To read in this order: ``addresses`` (where everything is), ``frame`` (what every page
shows), then a page each: ``home`` and ``ways``, ``shelves`` (what each is called),
``indexes`` and ``calendars`` (all of them), ``portraits`` with ``charts`` (what is told of
one), ``browse`` (their addresses), ``lists`` and ``renderings`` (a list as HTML, JSON, CSV,
Atom), ``cables`` with ``body``, ``reflow`` and ``characters`` (a telegram as safe HTML;
``lighting`` for the words that were searched for, ``trail`` for the way on to the next
result), ``citing`` with a map of its own, ``searching`` with ``asked`` (what its address
asks for), ``understood``, ``facets``, ``timeline`` and ``hits``, ``straight``,
``suggesting`` and ``rewording`` (from the box to the cable), ``about`` with ``articles``,
``legacy`` (the original site's addresses). ``headers`` and ``policy`` guard the reader.

The vault is never imported here: what is not in the edition cannot be shown.
"""
