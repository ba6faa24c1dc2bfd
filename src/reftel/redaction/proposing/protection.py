"""Names that a cable itself asks to protect: ``Jane Doe (strictly protect)``.

The Department asks drafters to mark sources so (telegram format 9.2); posts wrote it in many
ways, in round and square brackets, between dashes, behind the name or what its bearer does.
"""

import re
from collections.abc import Iterator

from reftel.redaction.proposing.proposal import Proposal, Rule
from reftel.telegram.redactions import REDACTED
from reftel.telegram.text import word_set

ASKED = re.compile(
    r"""(?:[(\[/*]{1,2}\s?
    (?:[A-Za-z ,:/\-]{0,30}\b)??
    (?:(?:strictly|please|pls|kindly|must|source|identity|name)\s{1,3}){0,3}
    protect(?:ed|ion)?\b
    (?:\s{1,3}(?:source|sources|identity|name|strictly|throughout|accordingly|please|as|his|her
      |their|at|all|times|from|disclosure)){0,5}
    \s?[.!]?\s?[)\]/*]{1,2}
    |(?:,|\s-{1,2})\s?(?:please\s{1,3}|pls\s{1,3})?strictly\s{1,3}protect\b
    |\(\s?SP\s?\))""",
    re.IGNORECASE | re.VERBOSE,
)
SHORT = re.compile(r"\(\s?SP\s?\)", re.IGNORECASE)  # also the state of São Paulo
BEFORE = 160  # characters before the request in which the name stands
MOST_WORDS = 5
SENTENCE = re.compile(
    r"(?:(?<![A-Z])[.?!]|(?<=[a-z]{2}[A-Z])\.)[\"')\]]{0,2}\s+(?=[A-Z(])|\n\s*\n|;\s"
)
# A name's word: capitals first; initials; hyphens and apostrophes inside.
WORD = re.compile(r"[^\W\d_](?:[\w'’\-]|\.(?=[^\W\d_]))*\.?")
PARTICLES = word_set(
    "al bin ibn bint abu abd el de del della da das do dos di du la le van von der den ben y e"
)
# What comes before a name or stands for one, and is none.
ROLES = word_set(
    "mr mrs ms miss dr prof professor sir sheikh sheik imam mullah ayatollah father bishop"
    " pastor rabbi president minister prime deputy vice first secretary director general"
    " governor mayor senator congressman representative ambassador consul charge attache"
    " counselor advisor adviser chairman chairwoman chair chief head leader spokesman"
    " spokesperson commander colonel col major maj captain capt lieutenant lt gen brigadier"
    " admiral sergeant officer inspector judge justice prosecutor lawyer attorney journalist"
    " editor activist owner manager president-elect former acting assistant senior contact"
    " contacts source sources poloff econoff emboff embassy ambassadors dcm dcms post"
    " department king queen prince princess crown emir sultan member parliament mp party ngo"
    " ministry office bureau foreign interior defense finance education health trade labor"
    " agriculture affairs national state university institute company bank group committee"
    " council commission court supreme high police army air force navy security intelligence"
    " government opposition human rights center centre association federation union foundation"
    " organization the a an and or of for with by to from in on at as that who his her their"
    " our its this he she they we i it is was were said told met meeting per both also however"
    " although while when after before during according monday tuesday wednesday thursday"
    " friday saturday sunday january february march april may june july august september"
    " october november december u.s us usg eu un american british french german russian"
    " chinese iraqi iranian israeli turkish indian pakistani afghan egyptian saudi brazilian"
    " mexican local"
)


def protected(text: str) -> Iterator[Proposal]:
    """The names before a request to protect them, each once for each request."""
    for asked in ASKED.finditer(text):
        start = max(0, asked.start() - BEFORE)
        begin = start + _sentence(text[start : asked.start()])
        name = _name(text, begin, asked.start(), short=SHORT.fullmatch(asked.group()) is not None)
        if name is not None:
            yield name


def _sentence(window: str) -> int:
    """Where the last sentence of a stretch begins."""
    ends = [found.end() for found in SENTENCE.finditer(window)]
    return ends[-1] if ends else 0


def _name(text: str, start: int, end: int, *, short: bool) -> Proposal | None:
    """The last name in a stretch: that beside the request, or before what its bearer does."""
    struck = [found.end() for found in REDACTED.finditer(text, start, end)]
    names = list(_names(text, start, end))
    if struck and (not names or names[-1].start < struck[-1]):
        return None  # somebody has taken it out
    if not names:
        return None
    words = text[names[-1].start : names[-1].end].split()
    return None if short and len(words) < 2 else names[-1]


def _names(text: str, start: int, end: int) -> Iterator[Proposal]:
    """The runs of words that can be a name, in order."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text, start, end):
        apart = bool(run) and text[run[-1].end() : word.start()].strip() != ""
        if apart or not _can_be(word.group(), run):
            yield from _closed(run)
            run = []
        if _can_be(word.group(), run):
            run.append(word)
    yield from _closed(run)


def _can_be(word: str, run: list[re.Match[str]]) -> bool:
    plain = word.strip(".").casefold()
    if plain in PARTICLES and word.islower():
        return bool(run)
    stem = word.partition("-")[2] if word.split("-", maxsplit=1)[0] in PARTICLES else word  # al-Doe
    return stem[:1].isupper() and plain not in ROLES


def _closed(run: list[re.Match[str]]) -> Iterator[Proposal]:
    """A run as a name, without particles at its end and no longer than names are."""
    while run and run[-1].group().islower():
        run.pop()
    if run:
        some = run[-MOST_WORDS:]
        last = some[-1]
        end = last.end() - (last.group().endswith(".") and len(last.group()) > 3)
        yield Proposal(some[0].start(), end, Rule.PROTECT)
