"""The redaction: what is held back within a text, taken out of it. Pure.

A mark is a place in a text and why it is held back; a veil is the marks under which a text
is released. What a mark means, who set it and who may lift it belongs to ``reftel.vault``.
"""
