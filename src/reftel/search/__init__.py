"""Search: one query language, back ends that answer it, passages that show why.

In reading order: ``folding`` says what a word is; ``clauses``, ``dates``, ``tokens`` and
``query`` read what a person typed; ``card`` says what of a cable can be searched for;
``backend`` is what every back end offers; ``memory`` is the plain one that the others are
measured against, ``embedded`` the one that editions use (tantivy); ``snippets`` finds the
paragraphs that hold the words. Pages, addresses and editions do not belong here.
"""
