"""Characters that cannot be seen, or that change how others are seen, made visible.

Cable text is data from strangers. A right-to-left override in a subject would turn round
the line it stands in; a NUL breaks XML. Here each becomes a short visible sign, so that a
reader sees that something stood there and the page stays whole.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from reftel.reading_room.wording import said as _
from reftel.telegram.redactions import REDACTED

Typesetter = Callable[[str], Markup]

# Controls but tab and line feed; soft hyphen; bidi controls; zero-width and filler
# characters; line and paragraph separators; surrogates; noncharacters; tag characters.
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff\U0001fffe\U0001ffff"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
_SPECIAL = re.compile(f"(?P<redacted>{REDACTED.pattern})|[{_UNSEEN}]")

_NEEDED = frozenset("\xad\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")

_SHORT = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


def short(text: str, length: int = 300) -> str:
    """The text cut to a length that a list can show; a subject may hold a megabyte."""
    return text if len(text) <= length else f"{text[:length].rstrip()} …"


def plain(text: str) -> str:
    """The text with every unseen character replaced by its sign; for titles, feeds, exports."""
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(lambda found: _sign(found[0]), text.replace("\r\n", "\n"))


def typeset(text: str, between: Typesetter = escape) -> Markup:
    """The text as safe HTML: escaped, unseen characters and redactions marked.

    Line ends are kept. Nothing that the text says can open a tag or an attribute. What stands
    ``between`` such signs may be set otherwise than by escaping it alone.
    """
    if _is_simple(text):
        return between(text)
    text = text.replace("\r\n", "\n")
    parts: list[Markup] = []
    done = 0
    for found in _SPECIAL.finditer(text):
        parts.append(between(text[done : found.start()]))
        parts.append(_marked(found))
        done = found.end()
    parts.append(between(text[done:]))
    return Markup("").join(parts)


def typeset_all(texts: Sequence[str]) -> Sequence[str]:
    """Each of some texts as ``typeset`` sets it, many at once: those that have no sign to mark.

    >>> typeset_all(["<", "A & B", "[XXXX]"])
    ['&lt;', 'A &amp; B', Markup('<span class="redacted">[XXXX]</span>')]
    """
    joined = "\0".join(texts)
    if joined.count("\0") < len(texts) and _is_simple(joined.replace("\0", "")):
        return str(escape(joined)).split("\0")
    if len(texts) < 2:
        return [typeset(one) for one in texts]
    half = len(texts) // 2
    return [*typeset_all(texts[:half]), *typeset_all(texts[half:])]


def written(text: str) -> str:
    """The words of the archive's keepers, in any language: what turns others round is shown.

    Joiners, direction marks and isolates stay, as Persian, Hindi and Hebrew need them.
    """
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(
        lambda found: found[0] if found[0] in _NEEDED else _sign(found[0]),
        text.replace("\r\n", "\n"),
    )


def whole_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a text between two places, made longer where it would cut a redaction."""
    if _is_simple(text):
        return start, end
    for found in _SPECIAL.finditer(text):
        if found.start() < start < found.end():
            start = found.start()
        if found.start() < end < found.end():
            end = found.end()
    return start, end


def _is_simple(text: str) -> bool:
    """Whether there can be nothing to mark: true of nearly all lines, and told quickly."""
    return (
        text.isascii()
        and (text.isprintable() or text.replace("\n", "").isprintable())
        and "XXXX" not in text
        and "]" not in text
    )


def _marked(found: re.Match[str]) -> Markup:
    text = found[0]
    if found["redacted"] is None:
        return Markup('<span class="unseen" title="{}">{}</span>').format(_name(text), _sign(text))
    if text[0] == "[":  # it says so itself
        return Markup('<span class="redacted">{}</span>').format(text)
    label = escape(_("redacted"))
    return Markup('<span class="redacted" role="img" aria-label="{}">{}</span>').format(label, text)


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"⟨{_SHORT.get(character, f'U+{code:04X}')}⟩"


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{code} {name.lower()}".rstrip()
