"""The batches on the desk; what is done with them is the vault's.

``page`` has what their pages show; ``shown`` shows an edition that is not public, as the public
would see it.
"""
