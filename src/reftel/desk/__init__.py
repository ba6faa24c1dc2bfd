"""The desk: the pages on which editors review, redact, release, correct and withdraw.

It asks the vault and decides through it; nothing here writes a row of the vault itself.
"""
