"""What the keepers write, on the desk: the list of files, and the form of one.

``page`` says what both show; ``reftel.vault.writings`` reads and writes the files.
"""
