"""The page that checks a quotation."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from reftel.analysis.likeness import FEWEST
from reftel.analysis.quotation import MOST_CHARACTERS
from reftel.reading_room import addresses
from reftel.reading_room.frame import edition_of, shown
from reftel.reading_room.lists import Crumb
from reftel.reading_room.quoting.answers import Answer, told
from reftel.reading_room.quoting.checking import LISTED, Checked, Verdict, checked
from reftel.reading_room.renderings import json_answer
from reftel.reading_room.shelves import home_crumb
from reftel.reading_room.wording import counted
from reftel.reading_room.wording import said as _
from reftel.search.folding import words


@dataclass(frozen=True, slots=True)
class QuotePage:
    """What quote.html may use."""

    title: str
    text: str
    checked: Checked
    answers: tuple[Answer, ...]
    headline: str
    but_for: str
    search: str  # the cables that have it word for word, where they are more than are listed
    crumbs: tuple[Crumb, ...]
    most: int = MOST_CHARACTERS
    listed: int = LISTED
    fewest: int = FEWEST

    @property
    def asked(self) -> bool:
        return self.checked.verdict is not Verdict.EMPTY or bool(self.text.strip())

    @property
    def json(self) -> str:
        return addresses.rendering(addresses.quote_check(self.text), "json")


def quote(request: HttpRequest, form: str | None = None) -> HttpResponse:
    """Whether what was pasted stands in this edition, and where."""
    edition = edition_of(request)
    text = request.GET.get("q", "")
    answer = checked(edition, text)
    if form == "json":
        return json_answer(told(answer, edition.manifest.number))
    page = QuotePage(
        title=_("Is this quotation real?"),
        text=answer.quotation.text if not answer.marked else text,
        checked=answer,
        answers=tuple(map(Answer, answer.found)),
        headline=_headline(answer, edition.manifest.number),
        but_for=_but_for(answer),
        search=_search(answer),
        crumbs=(home_crumb(), Crumb(_("Search"), addresses.SEARCH)),
    )
    return shown(request, "quote.html", page)


def _headline(answer: Checked, edition: int) -> str:
    best = answer.found[0].trace if answer.found else None
    match answer.verdict:
        case Verdict.EMPTY:
            return _("There is no word here that could be looked for.")
        case Verdict.NOT_FOUND:
            return _("Not in this archive, edition %(n)s.", n=edition)
        case Verdict.NEAR if best is not None:
            return (
                counted(
                    "Not word for word. The nearest passage differs in one word.",
                    "Not word for word. The nearest passage differs in %(n)s words.",
                    best.differences,
                    n=best.differences,
                )
                if best.differences
                else _("Only part of this stands in the archive.")
            )
        case _:
            return _times(answer)


def _times(answer: Checked) -> str:
    if answer.verdict is Verdict.EXACT:
        return counted(
            "Yes, word for word.",
            "Yes, word for word, in %(n)s cables.",
            answer.total,
            n=f"{answer.total:,}",
        )
    return counted(
        "Yes, in these words, but for %(what)s.",
        "Yes, in these words, in %(n)s cables, but for %(what)s.",
        answer.total,
        n=f"{answer.total:,}",
        what=_but_for(answer),
    )


def _but_for(answer: Checked) -> str:
    """In what the first cable's writing differs, as a list in a sentence."""
    names = {
        "case": _("capitals"),
        "accents": _("accents"),
        "punctuation": _("punctuation"),
        "spacing": _("the spaces between words"),
        "cut": _("a word that is cut off"),
    }
    manners = Answer(answer.found[0]).manners if answer.found else ()
    *some, last = [names[one.value] for one in manners] or [""]
    return _("%(some)s and %(last)s", some=", ".join(some), last=last) if some else last


def _search(answer: Checked) -> str:
    if answer.total <= len(answer.found) or len(answer.quotation.pieces) != 1:
        return ""
    phrase = " ".join(words(answer.quotation.text))
    return addresses.search(("q", f'="{phrase}"'), ("sort", "oldest"))
