"""Whether a quotation stands in the archive.

``checking`` finds it, ``answers`` says what was found piece by piece, ``page`` shows it, and
``lit`` lights it in its cable.
"""
