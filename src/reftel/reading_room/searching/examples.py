"""Queries that show what the search box understands, in groups, as the help page has them.

A test reads each of them: none may draw a notice, so that the page never promises what the
language does not keep.
"""

from dataclasses import dataclass

from reftel.reading_room.wording import said as _


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it finds in words."""

    query: str
    finds: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Some examples with what they have in common."""

    title: str
    text: str
    examples: tuple[Example, ...]


def lessons() -> tuple[Lesson, ...]:
    """All of them, in the order in which they are best learnt."""
    return (_words(), _paragraphs(), _joined(), _who(), _what(), _when(), _references())


def _words() -> Lesson:
    return Lesson(
        _("Words and phrases"),
        _(
            "A cable is found when it has every word, in any of its English forms: policy finds "
            "policies. Capitals and accents make no difference, nor do the points of U.S."
        ),
        (
            Example("rice harvest", _("both words, anywhere in the cable")),
            Example('"rice harvest"', _("the words side by side")),
            Example('="forced labor"', _("exactly these words, not their other forms")),
            Example("traffick*", _("every word that begins so")),
            Example("vientiane~1", _("the word with a letter wrong; ~2 allows for two")),
            Example('"victim shelter"~5', _("near each other, at most five words between")),
        ),
    )


def _paragraphs() -> Lesson:
    return Lesson(
        _("One paragraph"),
        _(
            "Two words of a long cable may have nothing to do with each other. Ask for them in "
            "one paragraph, or only in paragraphs of a marking that may be quoted safely."
        ),
        (
            Example("para:(minister resign*)", _("all of it in one paragraph")),
            Example('mark:u "forced labor"', _("only in unclassified paragraphs")),
        ),
    )


def _joined() -> Lesson:
    return Lesson(
        _("Or, and not"),
        _("OR and NOT are written in capitals; a minus before a word is NOT. Brackets group."),
        (
            Example("rice OR maize", _("one or the other")),
            Example("(rice OR maize) -drought", _("one or the other, without drought")),
        ),
    )


def _who() -> Lesson:
    return Lesson(
        _("Who sent it, who was told"),
        _("Posts by their place, however it is written on the line."),
        (
            Example("from:vientiane", _("sent by the post in Vientiane")),
            Example("to:state info:bangkok", _("to the Department, for information to Bangkok")),
            Example("country:laos", _("from any post in a country")),
            Example("region:eap", _("from any post of a region of the Department")),
            Example("signer:roe by:ambassador", _("signed by Roe, classified by an ambassador")),
        ),
    )


def _what() -> Lesson:
    return Lesson(
        _("What it is about, and how it is marked"),
        _(
            "TAGS may be asked for by their code or by their meaning in words; what is added to a "
            "query for that is shown above the results and can be taken off."
        ),
        (
            Example("tag:KTIP", _("the tag for trafficking in persons")),
            Example("trafficking in persons", _("the words, or the tag that stands for them")),
            Example("subject:elections", _("in the subject line")),
            Example("class:secret", _("classified exactly so")),
            Example("class:>=confidential", _("classified so or higher")),
            Example("caption:nodis prec:immediate", _("with a caption and a precedence")),
            Example("has:redactions words:>2000", _("with redactions, and long")),
        ),
    )


def _when() -> Lesson:
    return Lesson(
        _("When"),
        _("A year, a month or a day; two points make a range, both ends included."),
        (
            Example("created:2008-02", _("written in February 2008")),
            Example("created:2007..2008-06", _("from 2007 to June 2008")),
            Example("created:>2007", _("after 2007")),
            Example("released:2011-08-26", _("made public on a day")),
        ),
    )


def _references() -> Lesson:
    return Lesson(
        _("One cable, and those that cite it"),
        _("A reference ID in the box leads straight to its cable, in whatever spelling."),
        (
            Example("08VIENTIANE145", _("to the cable")),
            Example(
                "Vientiane 145", _("to the cable of that number, or to those of several years")
            ),
            Example("ref:08STATE2731", _("every cable that cites it")),
            Example("cited:>=5", _("cited by five cables or more")),
        ),
    )
