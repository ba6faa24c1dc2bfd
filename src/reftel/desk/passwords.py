"""What a password may not be made of: words that everybody thinks of at this desk."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

OURS = ("reftel", "desk", "cable", "cables", "archive", "embassy", "telegram", "password")
LEFT = 8  # characters that have to be there beside such words


class OwnWords:
    """A validator of Django's kind: these words, and those of the archive's name, do not count."""

    def __init__(self, *, name: str = "") -> None:
        words = {*OURS, *re.findall(r"\w{4,}", name.lower())}
        self._words = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError where too little is left without them."""
        del user
        if len(self._words.sub("", password.lower())) < LEFT:
            raise ValidationError(
                "This password is little more than words that everybody thinks of here."
            )

    def get_help_text(self) -> str:
        return "It may hold words of this archive's name, but not consist of them."
