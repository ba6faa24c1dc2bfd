"""Search: one query language, back ends that answer it, passages that show why.

In reading order: ``folding`` says what a word is; ``fields`` and ``clauses`` are what can be
asked; ``tokens``, ``wording``, ``filters`` (with ``ranges`` and ``dates``), ``paragraphs`` and
``query`` read it from what a person typed, ``meanings`` adds what else it may mean; ``card``
says what of a cable can be searched for; ``backend`` is what every back end offers, ``cursor``
where a page stands;
``memory`` is the plain one that the others are measured against, with ``matching`` to say
what each clause means; ``embedded`` is the one that editions use (tantivy); ``beside`` asks
for one thing while another is done.

``finding`` and ``whereabouts`` tell where in a cable stands what was asked for; ``snippets``
shows it in passages, ``concordance`` a line a place. ``completion`` continues what was begun,
``spelling`` puts near words in the place of unknown ones. Pages, addresses and editions do not
belong here.
"""
