"""Bytes to text, never failing: UTF-8, else what the bytes themselves show.

Only reversible steps are taken, and each leaves a note. The bytes stay as they were; the
vault keeps them.
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS: Final = tuple(mark for mark, _ in BOMS)
NON_ASCII: Final = bytes(range(128, 256))
MULTIBYTE: Final = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
)
STRAYS_MOST: Final = 100_000  # each stray byte costs a call
SAMPLE: Final = 16_384  # bytes that the detector may look at: it is slow
FOREIGN: Final = 0.15  # share of bytes above 127 from which a script is not a Western one

FEWEST: Final = 64  # such bytes, below which nothing can be detected

# Windows-1252, total: the five bytes that it leaves free keep their Latin-1 control codes.
_WESTERN: Final = {
    byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)
}
_WESTERN_BYTE: Final = {ord(char): chr(byte) for byte, char in _WESTERN.items()}
# UTF-8 that was read as windows-1252 and written as UTF-8 again: "Ã©" for "é", "â€™" for "’".
_TRAIL: Final = "".join(map(re.escape, _WESTERN.values())) + "\u00a0-\u00bf"
MOJIBAKE: Final = re.compile(f"[\u00c2\u00c3][{_TRAIL}]|\u00e2[\u20ac\u201a\u201e][{_TRAIL}]")


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of these bytes, and how they were read where it was not plain UTF-8."""
    if content.startswith(MARKS):
        return _marked(content)
    if b"\0" in content and (unmarked := wide(content)) is not None:
        return content.decode(unmarked, "replace"), (f"read as {unmarked}",)
    try:
        return content.decode(), ()
    except UnicodeDecodeError:
        return _guessed(content)


def wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32, as its mark says, or as every other byte being zero says."""
    for mark, name in BOMS[1:]:
        if content.startswith(mark):
            return name
    sample = content[:4096]
    if b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 3 < len(sample) or min(even, odd) * 20 > len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def in_utf8(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """UTF-16 and UTF-32 as UTF-8; all else as it is, to be read piece by piece."""
    if wide(content) is None:
        return content, ()
    text, notes = decoded(content)
    return text.encode("utf-8", "replace"), notes


def settled(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is handed on: line feeds only, and UTF-8 that was read twice undone."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() or not any(lead in text for lead in "ÂÃâ") or not MOJIBAKE.search(text):
        return text, ()
    try:
        repaired = text.translate(_WESTERN_BYTE).encode("latin-1").decode()
    except UnicodeError:
        return text, ()  # not all of it would come back: better left alone
    return repaired, ("UTF-8 had been read as windows-1252; undone",)


def _marked(content: bytes) -> tuple[str, tuple[str, ...]]:
    mark, name = next(one for one in BOMS if content.startswith(one[0]))
    content = content[len(mark) :]
    if name == "utf-8":
        return decoded(content)
    text = content.decode(name, "replace")
    damaged = "; some of it is damaged" if "\ufffd" in text else ""
    return text, (f"read as {name}, as its byte order mark says{damaged}",)


def _guessed(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Not UTF-8 throughout: another script, UTF-8 with stray bytes, or windows-1252."""
    high = len(content) - len(content.translate(None, NON_ASCII))
    whole = len(content) - len(MULTIBYTE.sub(b"", content))
    strays = high - whole
    if 0 < strays < min(whole, STRAYS_MOST):
        text = content.decode("utf-8", _STRAY)
        return text, (f"{strays} bytes are not UTF-8; these read as windows-1252",)
    if high > max(FOREIGN * len(content), FEWEST):
        name = _detected(content)
        if name is not None:
            return content.decode(name, "replace"), (f"not UTF-8; read as {name}",)
    return _western(content), ("not UTF-8; read as windows-1252",)


def _detected(content: bytes) -> str | None:
    """The detector's best guess from the first part that is not ASCII."""
    first = MULTIBYTE.search(content)
    start = first.start() if first else 0
    sample = content[start : start + SAMPLE]
    best = from_bytes(sample, cp_exclusion=["utf_16", "utf_16_be", "utf_16_le", "utf_7"]).best()
    return None if best is None else best.encoding


def _western(content: bytes) -> str:
    return content.decode("latin-1").translate(_WESTERN)


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _western(error.object[error.start : error.end]), error.end


_STRAY: Final = "reftel-stray-as-windows-1252"
codecs.register_error(_STRAY, _stray)
