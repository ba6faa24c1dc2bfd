"""The analysis: what can be said of texts by comparing them. Pure.

``words`` cuts a text into words, each with its place; ``alignment`` finds what two
sequences have in common, in time that grows with their length alone; ``wording`` tells two
texts apart word by word; ``redline`` two records of one cable, paragraph by paragraph.

Nothing here opens a file, knows an edition or makes a page.
"""
