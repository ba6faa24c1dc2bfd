"""The redaction: what is held back within a text, taken out of it. Pure.

A mark is a place in a text and why it is held back; a veil is the marks under which a text
is released (``values``). ``anchoring`` finds marks again in a text that came later or was cut
otherwise. ``laying`` takes what is marked out of a text: ``blocks`` says what stands in its
place, ``furniture`` which page marks go with it, ``setting`` sets the lines around it anew.
``records`` reads the redacted text again: what comes of it is all that the public may know.
``passages`` says what of a paragraph is withheld, ``occurrences`` where words stand however
they are written, ``proposing`` what may have to be marked.

What a mark means, who set it and who may lift it belongs to ``reftel.vault``.
"""
