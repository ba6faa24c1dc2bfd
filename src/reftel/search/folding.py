"""What a word is: case, accents, apostrophes, points and hyphens.

Both back ends, the query and the snippets go through ``plain``, so that they cannot differ:

- lower case; accents and ligatures folded (``Café`` is ``cafe``, ``ß`` is ``ss``);
- an apostrophe joins, a possessive ``'s`` goes: ``O'Brien`` is ``obrien``, ``post's`` is ``post``;
- four capitals or more with a space between each are one word, as a first line spaces them
  out: ``S E C R E T`` is ``secret``;
- the points of an acronym go: ``U.S.`` is ``us``, as many posts wrote it;
- everything else that is no letter or digit parts words, a hyphen too.

Invisible characters (soft hyphens, zero widths, direction marks) and combining accents are
left out, and what Python does not call a letter or digit becomes a space; so any engine
that parts words at what is neither gives the same words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

WORD = re.compile(r"[^\W_]+")

_ASCII = bytes(range(128))
_FEW = 64
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHE = re.compile(r"'(?:[sS](?![^\W_]))?")  # with the s of a possessive
# A point between two single letters; it stands first so that the scan can skip to points, and
# what follows comes next, as that is a space behind nearly all of them.
_ACRONYM_POINT = re.compile(r"\.(?=[^\W\d_](?![^\W_]))(?<=[^\W\d_]\.)(?<![^\W_][^\W_]\.)")
_CAPITALS_ALIKE = bytes(ord("A") if 65 <= code <= 90 else code for code in range(256))
_SPACED_OUT = b"A A A A"
_BEGUN = _SPACED_OUT[:5]
# Letters that Unicode does not take apart.
_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "ng",
    "ĸ": "k",
    "ſ": "s",
    "ς": "σ",
}
_APOSTROPHES = "’‘ʼ＇"  # fmt: skip


class _Folds(dict[int, str]):
    """The folded form of each character, worked out when it is first met; ASCII stays."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character.isascii():
        return character
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    apart = unicodedata.normalize("NFKD", character.lower()).lower()
    letters = "".join(_LETTERS.get(letter, letter) for letter in apart if letter.isalnum())
    return letters or " "


_FOLDS = _Folds()


def plain(text: str) -> str:
    """The text with only its words left to tell apart: lower case, folded, ready for any engine."""
    if not text.isascii():
        text = _in_ascii(text)
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    if spaced := [*_spaced_out(text)]:
        text = _pulled_together(text, spaced)
    return _ACRONYM_POINT.sub("", text).lower()


def _spaced_out(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that are spaced out: ``S E C R E T``.

    Looked for in bytes in which all capitals are alike; as a pattern it costs fifty times more.
    """
    alike = text.encode("ascii", "replace").translate(_CAPITALS_ALIKE)
    start = _spaced_out_from(alike, 0)
    while start >= 0:
        end = start + len(_SPACED_OUT)
        while alike.startswith(b" A", end):
            end += 2
        after = end
        if start and text[start - 1].isalnum():  # the first letter ends a word
            start += 2
        if text[end : end + 1].isalnum():  # the last one begins one
            end -= 2
        if end - start >= len(_SPACED_OUT):
            yield start, end
        start = _spaced_out_from(alike, after)


def _spaced_out_from(alike: bytes, at: int) -> int:
    """``alike.find(_SPACED_OUT, at)``; a shorter run is found in a third of the time, and rare."""
    start = alike.find(_BEGUN, at)
    while start >= 0 and not alike.startswith(_SPACED_OUT, start):
        start = alike.find(_BEGUN, start + 1)
    return start


def _pulled_together(text: str, spaced: list[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in spaced:
        parts += [text[done:start], text[start:end].replace(" ", "")]
        done = end
    return "".join([*parts, text[done:]])


def _in_ascii(text: str) -> str:
    """The text folded. Most have a few odd signs, which are looked for one by one."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    signs = set(beyond.decode("utf-8", "surrogatepass"))
    if len(signs) > _FEW:
        return text.translate(_FOLDS)
    for sign in signs:
        text = text.replace(sign, _FOLDS[ord(sign)])
    return text


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order."""
    return tuple(WORD.findall(plain(text)))


@lru_cache(maxsize=50_000)
def key(value: str) -> str:
    """The form in which whole values (a tag, an origin) are compared."""
    return " ".join(words(value))


def one_line(value: str) -> str:
    """A value in one line, without what a terminal or a page would obey instead of showing."""
    shown = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in value)
    return " ".join("".join(shown).split())


@dataclass(frozen=True, slots=True)
class Located:
    """Plain text that remembers where each of its characters stood in the original.

    Each step of ``plain`` left a layer: from the places ``at`` on, the text before the step
    continues at the places ``origin``, character by character. The last step comes first.
    """

    plain: str
    layers: tuple[tuple[list[int], list[int]], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that ``plain[start:end]``, not empty, was read from."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, place: int) -> int:
        for at, origin in self.layers:
            cut = bisect_right(at, place) - 1
            place = origin[cut] + place - at[cut]
        return place


def located(text: str, most: int = 20_000) -> Located:
    """``plain(text)`` with places; as far as ``most`` changes a step, if there are more."""
    layers: list[tuple[list[int], list[int]]] = []
    for step in (_foldings, _drops(_APOSTROPHE), _spaces, _drops(_ACRONYM_POINT)):
        changes = [*islice(step(text), most + 1)]
        if changes:
            text, at, origin = _changed(text, changes, most)
            layers.insert(0, (at, origin))
    return Located(text.lower(), tuple(layers))


Change = tuple[int, int, str]  # from where, to where, into what


def _changed(text: str, changes: Sequence[Change], most: int) -> tuple[str, list[int], list[int]]:
    """The text after the changes, and where its parts stood before."""
    parts: list[str] = []
    at, origin = [0], [0]
    length = done = 0
    for count, (start, end, replacement) in enumerate(changes):
        parts.append(text[done:start])
        length += start - done
        done = end
        if count == most:
            break
        parts.append(replacement)
        if len(replacement) > end - start:  # one letter became several: all stand where it stood
            at += range(length, length + len(replacement))
            origin += [start] * len(replacement)
        length += len(replacement)
        at.append(length)
        origin.append(end)
    else:
        parts.append(text[done:])
    return "".join(parts), at, origin


def _foldings(text: str) -> Iterator[Change]:
    if text.isascii():  # the pattern takes far longer to say so
        return
    for match in _BEYOND_ASCII.finditer(text):
        found = match.group()
        if all(len(_FOLDS[ord(sign)]) == 1 for sign in found):
            yield match.start(), match.end(), found.translate(_FOLDS)
            continue
        for place, sign in enumerate(found, match.start()):
            yield place, place + 1, _FOLDS[ord(sign)]


def _spaces(text: str) -> Iterator[Change]:
    for start, end in _spaced_out(text):
        for place in range(start + 1, end, 2):
            yield place, place + 1, ""


def _drops(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Change]]:
    return lambda text: ((*match.span(), "") for match in pattern.finditer(text))
