"""Text on a terminal, which shows it and obeys none of it."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.vault.reading import Refusal

# What a terminal would obey instead of showing: control characters, and the marks that
# turn the direction of writing.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """Text that a terminal shows and does not obey; line breaks of any kind break lines."""
    return OBEYED.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def on_one_line(text: str) -> str:
    """The same without its line breaks; what UTF-8 cannot hold is shown by its number."""
    return shown(text).encode("utf-8", "backslashreplace").decode().replace("\n", " ")


def rejected(refusal: "Refusal") -> str:
    """The line that tells of it. Files and members may have any name."""
    return _told("rejected", refusal)


def passed_over(refusal: "Refusal") -> str:
    """The same for what is simply no cable."""
    return _told("passed over", refusal)


def _told(what: str, refusal: "Refusal") -> str:
    where = ", ".join(filter(None, (refusal.container, refusal.place)))
    return on_one_line(f"{what}  {where}: {refusal.message}")


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
