"""The queue: all cables that are held, by where they stand, found, opened, and taken in hand.

``asked`` reads what an address asks for, ``finding`` finds it in the vault and through the
``staff`` edition's index, ``rows`` says what a list shows of a cable, ``bulk`` does one thing
with many. What a step means and when it is refused is the vault's (``reftel.vault.review``).
"""
