"""One cable on the desk: its text as sent with what is marked in it, and all that is known of it.

``overlay`` lays marks over the text for the eye, ``looking`` remembers who opened it last,
``page`` puts together what its template shows. What a mark or a step means is the vault's.
"""
