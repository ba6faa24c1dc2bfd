"""What reference ids look like, as pieces of patterns. Letters are capitals; IGNORECASE takes both.

No archive has to keep to it: an id is whatever a cable was published under.
"""

NUMBERED = r"[0-9]{2}[A-Z][A-Z-]{0,60}[0-9]{1,9}"  # year, post, number of the year: 08VIENTIANE145
ON_FILM = r"P-?[0-9]{1,9}-[0-9]{1,9}"  # reel and frame: P760191-0123
SOME_ID = r"(?=[A-Za-z-]{0,40}[0-9])[A-Za-z0-9][A-Za-z0-9-]{0,80}"  # some figure in it
