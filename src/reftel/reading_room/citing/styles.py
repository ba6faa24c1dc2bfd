"""Citations for people: Chicago (notes and bibliography), MLA, APA.

Each function gives what one manual asks for, as safe HTML in which titles may be italic.
docs/reference/citing.md names the rules. Months and labels are those of the manuals, which
are English whatever language the archive speaks.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from reftel.reading_room.citing.work import GENRE, Work
from reftel.reading_room.pieces import breakable
from reftel.reading_room.wording import said as _

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
SHORT_TITLE = 4  # words (Chicago 14.33)
_SINGLE = str.maketrans({'"': "'", "“": "‘", "”": "’"})
_ENDS = ("?", "!")
_STOPS = (".", "?", "!", ".”", "?”", "!”")


class Cited(NamedTuple):
    """A citation in one form, which may be copied."""

    title: str
    html: Markup


class Style(NamedTuple):
    """All forms of one style."""

    name: str
    manual: str
    forms: Sequence[Cited]


def styles(work: Work) -> tuple[Style, ...]:
    """Every style with its forms."""
    return tuple(
        Style(name, manual, tuple(Cited(title, of(work)) for title, of in forms))
        for name, manual, forms in _manuals()
    )


def _manuals() -> Iterator[tuple[str, str, Sequence[tuple[str, Callable[[Work], Markup]]]]]:
    """Each manual, by its short and its long name, with the forms that it asks for."""
    notes = ((_("Note"), chicago_note), (_("Later notes"), chicago_short))
    listed = (_("Bibliography"), chicago_entry)
    yield "Chicago", "Chicago Manual of Style, 17", (listed, *notes)
    cited = ((_("Works cited"), mla), (_("In the text"), mla_in_text))
    yield "MLA", "MLA Handbook, 9", cited
    referred = ((_("Reference"), apa), (_("In the text"), apa_in_text))
    yield "APA", "Publication Manual of the APA, 7", referred


# ---- The Chicago Manual of Style, 17th edition


def chicago_note(work: Work) -> Markup:
    """The full note: parts between commas, a paragraph as its locator."""
    genre = GENRE.lower() if work.author or work.title else GENRE
    parts = [_said(work.author), _quoted(work.title, ","), _said(f"{genre} {work.id}")]
    parts.append(_said(_american(work)))
    parts += [_paragraph(work, "para."), *_archive(work), _address(work.here)]
    return _html(f"{_joined(parts, ', ')}.")


def chicago_short(work: Work) -> Markup:
    """The note of a work that was cited before: author, short title, paragraph."""
    title = _quoted(_short(work.title), "," if work.paragraph else ".")
    cable = f"cable {work.id}" if work.author else f"Cable {work.id}"
    named = _joined([_said(work.author), title or _said(cable)], ", ")
    return _html(_stopped(_joined([named, _paragraph(work, "para.")], ", ")))


def chicago_entry(work: Work) -> Markup:
    """The entry of a bibliography: parts between full stops, always of the whole work."""
    cable = _joined([_said(f"{GENRE} {work.id}"), _said(_american(work))], ", ")
    parts = [_said(work.author), _quoted(work.title, "."), cable]
    parts += [_joined(_archive(work), ", "), _address(work.address)]
    return _sentences(parts)


# ---- The MLA Handbook, 9th edition


def mla(work: Work) -> Markup:
    """The entry of a list of works cited: author, title, and the archive as its container.

    What has no title has a description in its place, and then no number beside it.
    """
    described = f"{GENRE} {work.id}"
    container = [
        _italic(work.source.archive),
        _said(f"edition {work.edition}"),
        _said(f"{GENRE.lower()} {work.id}" if work.title else ""),
        _said(_inverted(work)),
        _address(work.address),
    ]
    title = _quoted(work.title, ".") or _said(described)
    return _sentences([_said(work.author), title, _joined(container, ", ")])


def mla_in_text(work: Work) -> Markup:
    """What stands in brackets in the text: who or what, and the paragraph."""
    who = _said(work.author) or _quoted(_short(work.title), "," if work.paragraph else "")
    who = who or _said(f"{GENRE} {work.id}")
    return _html(f"({_joined([who, _paragraph(work, 'par.')], ', ')})")


# ---- The Publication Manual of the APA, 7th edition


def apa(work: Work) -> Markup:
    """The reference: author, date, title with number and kind, archive, address."""
    date = f"({_apa_date(work)})"
    parts = [_said(work.author), date, _apa_title(work)] if work.author else []
    parts = parts or [_apa_title(work), date]
    return _sentences([*parts, _said(work.source.archive), _address(work.address)], last="")


def apa_in_text(work: Work) -> Markup:
    """What stands in brackets in the text: who or what, the year, and the paragraph."""
    who = _said(work.author) or _italic(_short(work.title))
    who = who or _said(f"[{GENRE} {work.id}]")
    year = _said(f"{work.day[0]:04}" if work.sent else "n.d.")
    return _html(f"({_joined([who, year, _paragraph(work, 'para.')], ', ')})")


def _apa_title(work: Work) -> str:
    """The title, with number and edition behind it, and in square brackets what it is."""
    if not work.title:
        return _said(f"[{GENRE} {work.id}, ed. {work.edition}]")
    behind = _said(f"(Cable No. {work.id}, ed. {work.edition}) [{GENRE}]")
    return f"{_italic(work.title)} {behind}"


def _apa_date(work: Work) -> str:
    year, month, day = work.day
    if not year:
        return "n.d."
    named = " ".join(filter(None, (MONTHS[month - 1] if month else "", str(day) if day else "")))
    return f"{year:04}, {named}" if named else f"{year:04}"


# ---- Pieces


def _american(work: Work) -> str:
    """The American way: ``February 29, 2008``, ``February 2008``, ``2008``, ``n.d.``."""
    year, month, day = work.day
    if not year:
        return "n.d."
    if not month:
        return f"{year:04}"
    return f"{MONTHS[month - 1]} {day}, {year:04}" if day else f"{MONTHS[month - 1]} {year:04}"


def _inverted(work: Work) -> str:
    """``29 Feb. 2008``; nothing where no date is known."""
    year, month, day = work.day
    named = (str(day) if day else "", SHORT_MONTHS[month - 1] if month else "")
    return " ".join(filter(None, (*named, f"{year:04}" if year else "")))


def _html(pieces: str) -> Markup:
    return Markup(pieces)  # noqa: S704 -- each piece went through _said


def _said(text: str) -> str:
    """Words of a stranger as HTML; they may run from right to left, and what follows does not."""
    return str(escape(text)) if text.isascii() else f"<bdi>{escape(text)}</bdi>"


def _italic(text: str) -> str:
    return f"<i>{_said(text)}</i>" if text else ""


def _quoted(title: str, stop: str) -> str:
    """A title in quotation marks with the stop inside; a question mark is its own full stop."""
    if not title:
        return ""
    inner = title.translate(_SINGLE)
    if stop == "." and inner.endswith((".", *_ENDS)):
        stop = ""
    elif stop == ",":
        inner = inner.removesuffix(".") if not inner.endswith("..") else inner
    return f"“{_said(inner)}{stop}”"


def _short(title: str) -> str:
    words = title.split()
    return title if len(words) <= SHORT_TITLE else " ".join(words[:SHORT_TITLE]).rstrip(",;:.-")


def _paragraph(work: Work, label: str) -> str:
    return _said(f"{label} {work.paragraph}" if work.paragraph else "")


def _archive(work: Work) -> list[str]:
    return [_said(work.source.archive), _said(f"edition {work.edition}")]


def _address(address: str) -> str:
    """The address; where the archive declares none, script puts the host before it."""
    return f'<span class="permanent">{breakable(address)}</span>'


def _joined(parts: Sequence[str], between: str) -> str:
    """The parts that there are; behind a comma in quotation marks stands no other."""
    made = ""
    for part in filter(None, parts):
        gap = between.lstrip(",") if made.endswith(",”") else between
        made += f"{gap if made else ''}{part}"
    return made


def _sentences(parts: Sequence[str], last: str = ".") -> Markup:
    """The parts that there are, each ended by a full stop unless it ends itself."""
    given = [part for part in parts if part]
    ended = [_stopped(part) for part in given[:-1]]
    return _html(" ".join([*ended, f"{given[-1]}{last}"]))


def _stopped(part: str) -> str:
    bare = part.removesuffix("</bdi>").replace("</bdi>”", "”")
    return part if bare.endswith(_STOPS) else f"{part}."
