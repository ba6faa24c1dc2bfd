"""What a word is: case, accents, apostrophes, points and hyphens.

Both back ends, the query and the snippets go through ``plain``, so that they cannot differ:

- lower case; accents and ligatures folded (``Café`` is ``cafe``, ``ß`` is ``ss``);
- an apostrophe joins, a possessive ``'s`` goes: ``O'Brien`` is ``obrien``, ``post's`` is ``post``;
- the points of an acronym go: ``U.S.`` is ``us``, as many posts wrote it;
- everything else that is no letter or digit parts words, a hyphen too.

Invisible characters (soft hyphens, zero widths, direction marks) and combining accents are
left out, and what Python does not call a letter or digit becomes a space; so any engine
that parts words at what is neither gives the same words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")

# An apostrophe with its possessive s; a point inside an acronym; a run beyond ASCII.
_APOSTROPHES = "'’ʼ＇"
_CHANGED = re.compile(
    rf"""
    [.{_APOSTROPHES}\x80-\U0010ffff]        # one class first: it lets the scan skip quickly
    (?:
      (?<=[{_APOSTROPHES}]) (?: [sS] (?![^\W_]) )?
    | (?<=[^\W\d_]\.) (?<![^\W_][^\W_]\.) (?=[^\W\d_](?![^\W_]))
    | (?<![.{_APOSTROPHES}]) [^\x00-\x7f’ʼ＇]*
    )
    """,
    re.VERBOSE,
)
# Letters that Unicode does not take apart.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ſ": "s", "ς": "σ",
}  # fmt: skip


class _Folds(dict[int, str]):
    """The folded form of each character beyond ASCII, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    apart = unicodedata.normalize("NFKD", character.lower()).lower()
    letters = "".join(_LETTERS.get(letter, letter) for letter in apart if letter.isalnum())
    return letters or " "


_FOLDS = _Folds()


def plain(text: str) -> str:
    """The text with only its words left to tell apart: lower case, folded, ready for any engine."""
    return _CHANGED.sub(_replacement, text).lower()


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


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "." or found[0] in _APOSTROPHES:
        return ""
    return found.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Located:
    """Plain text that remembers where each of its characters stood in the original."""

    plain: str
    at: tuple[int, ...]  # from these places in ``plain`` on …
    origin: tuple[int, ...]  # … the original continues here, character by character

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that ``plain[start:end]``, not empty, was read from."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, position: int) -> int:
        cut = bisect_right(self.at, position) - 1
        return self.origin[cut] + position - self.at[cut]


def located(text: str, most: int = 20_000) -> Located:
    """``plain(text)`` with places; as far as ``most`` changes, if there are more."""
    parts: list[str] = []
    at, origin = [0], [0]
    length = done = 0
    for count, (start, end, replacement) in enumerate(_changes(text)):
        if count == most:
            break
        parts += (text[done:start], replacement)
        length += start - done
        if len(replacement) > end - start:  # one letter became several: all stand where it stood
            at += range(length, length + len(replacement))
            origin += [start] * len(replacement)
        length += len(replacement)
        done = end
        at.append(length)
        origin.append(end)
    else:
        parts.append(text[done:])
    return Located("".join(parts).lower(), tuple(at), tuple(origin))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """What ``plain`` changes besides case: from where, to where, into what."""
    for match in _CHANGED.finditer(text):
        replacement = _replacement(match)
        if not replacement or all(len(_FOLDS[ord(sign)]) == 1 for sign in match.group()):
            yield match.start(), match.end(), replacement
            continue
        for place, sign in enumerate(match.group(), match.start()):
            yield place, place + 1, _FOLDS[ord(sign)]
