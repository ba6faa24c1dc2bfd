"""This machine, as far as it tells who works at it."""

import getpass


def user() -> str:
    """The name of the user at this machine; empty where it knows none by this number."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
