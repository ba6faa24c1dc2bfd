"""The words of a text in the form in which a quotation is compared with it.

Whoever quotes changes case, accents, signs and line ends; these are no other words. Where
every sign counts, ``words`` has them.
"""

import re
import unicodedata
from typing import NamedTuple

from reftel.telegram.redactions import REDACTED

REDACTION = "█"  # the form of whatever a publisher put in the place of words

_JOINTS = r"'’ʼ＇\u00ad\u0300-\u036f\u200b-\u200d"  # apostrophes, accents, what cannot be seen
_PLAIN = re.compile(rf"[^\W_]+(?:[{_JOINTS}]+[^\W_]+)*[\u0300-\u036f]*")
_LETTER = r"(?:(?!xxxx)[^\W_])"
_STRUCK = re.compile(
    rf"(?i:{REDACTED.pattern}|{_LETTER}+(?:[{_JOINTS}]+{_LETTER}+)*[\u0300-\u036f]*)"
)
_JOINT = re.compile(rf"[{_JOINTS}]")
# What is not ASCII is part of a word.
_PARTED = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))


class Word(NamedTuple):
    """``form`` is the word without case, accents and apostrophes."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in order, with their places; each redaction is one.

    >>> [one.form for one in words("The post’s XXXXXXXXXXXXsaid: a café.")]
    ['the', 'posts', '█', 'said', 'a', 'cafe']
    """
    return [Word(_form(found[0]), *found.span()) for found in _pattern(text).finditer(text)]


def forms(text: str) -> list[str]:
    """The same without places, in less time."""
    pattern = _pattern(text)
    found: list[str] = pattern.findall(text.casefold().replace("'", ""))
    if pattern is _PLAIN and text.isascii():
        return found
    return [_form(one) for one in found]


def roughly(text: str) -> list[bytes]:
    """Nearly the same, in far less time."""
    written = text.lower().encode("utf-8", "surrogatepass")
    return written.translate(_PARTED, b"'").split()


def _pattern(text: str) -> re.Pattern[str]:
    return _STRUCK if "]" in text or "XXXX" in text or "xxxx" in text else _PLAIN


def _form(written: str) -> str:
    if written.isascii() and written.isalnum():
        return REDACTION if written[:4] in {"XXXX", "xxxx"} else written.lower()
    if written[0] == "[":
        return REDACTION
    apart = unicodedata.normalize("NFKD", written.casefold())
    return _JOINT.sub("", apart) or written
