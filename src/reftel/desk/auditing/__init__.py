"""The pages of the audit log: read, filtered, carried away, and its end checked.

``asked`` reads the address, ``page`` makes what the templates show. The log itself, and the
whole check of it, belong to the vault.
"""
