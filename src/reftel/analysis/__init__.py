"""The analysis: what can be said of texts by comparing them. Pure.

``words`` cuts a text into words, each with its place; ``alignment`` finds what two
sequences have in common, in time that grows with their length alone; ``wording`` tells two
texts apart word by word; ``redline`` two records of one cable, paragraph by paragraph.

Quotations are compared otherwise, as whoever quotes changes case, accents and signs:
``forms`` are words without these; ``distance`` finds the part of a long sequence that a short
one is nearest to; ``likeness`` tells what such an alignment means: what is the same, what was
changed, left out, put in; ``quotable`` is a cable as it can be quoted, ``quotation`` what
somebody pasted, ``manner`` in what it differs though its words are right; ``tracing`` follows
all of it through one cable.

Nothing here opens a file, knows an edition or makes a page.
"""
