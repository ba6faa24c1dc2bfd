"""Numbers and dates by which a person is found: telephone, e-mail, papers, accounts, birth.

Every pattern is bounded, and is looked for by a label, a sign or a form that is rare in
prose: a number alone is anything. They are for text in which white space is one blank.
"""

import re
from collections.abc import Iterator

from reftel.redaction.proposing.proposal import Proposal, Rule

# ITU-T E.123: the international form; behind a label any.
_INTERNATIONAL = re.compile(r"\+\d[\d ().\-/]{5,18}\d")
_AMERICAN = re.compile(r"(?<![\d\-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\d\-])")
_CALLED = re.compile(
    r"(?<![A-Za-z])(?:tel(?:ephone|efax)?|phone|fax|facsimile|mobile|cell(?:ular|phone)?|ph|gsm)\.?"
    r"(?: ?(?:numbers?|nos?|nrs?|#)\.?)?[ .:#]{0,4}(?:is |are )?"
    r"(?P<value>[+(]?\d[\d ().\-/]{4,19}\d)",
    re.IGNORECASE,
)
# RFC 5322, as it is met: no quotes, no comments.
_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
_DOMAIN = re.compile(r"@(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,24}")
# Papers: Visas Viper and consular cables write the kind, then the number (9 FAM).
_PAPER = re.compile(
    r"(?<![A-Za-z])(?:passports?|ppt|visas?(?: foils?)?|laissez-passer"
    r"|(?:national |personal )?(?:identity|identification|id)(?: cards?| (?=n))|c[eé]dula|dni|curp"
    r"|ssn|social security|alien registration|driver'?s? licen[cs]e|residence permit)"
    r"[ ,]{0,2}(?:numbers?|num|nos?|nrs?|#)?[.:# ]{1,4}(?:is |was |of )?"
    r"(?P<value>[A-Z0-9][A-Z0-9\-/]{4,18}(?: \d{2,9}){0,3})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# ISO 13616, told by its check digits; other accounts by their label.
_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])"
)
_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:accounts?|acct|a/c)(?: ?(?:numbers?|nos?|nrs?|#))?[.:# ]{1,4}(?:is |was )?"
    r"(?P<value>\d[\d \-]{5,24}\d)",
    re.IGNORECASE,
)
_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:ST|ND|RD|TH)?[ /.\-]{{1,2}}(?:{_MONTH}|\d{{1,2}})[ /.,\-]{{1,2}}\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}},? {{1,2}}\d{{4}}|\d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}|\d{{8}})"
)
_BORN = re.compile(
    r"(?<![A-Za-z])(?:D\.?P?O\.?B\.?|P?DOB|date (?:and place )?of birth|birth ?dates?"
    r"|born(?: in [^.;:0-9]{1,60}?)?(?:,? on)?)"
    rf"[ :,.(\-]{{1,4}}(?:is |was |on )?(?P<value>{_DATE})(?!\d)",
    re.IGNORECASE,
)
_BORN_AT = re.compile(  # DPOB: the date, then the place
    r"[,; ]{1,3}(?:(?:in|at) )?[A-Z][A-Za-z'\-]{1,30}(?:[, ]{1,2}[A-Z][A-Za-z'\-]{1,30}){0,3}"
)
_PLACED = re.compile(r"D\.?P\.?O\.?B|place", re.IGNORECASE)
# Degrees and minutes, decimal degrees, the military grid (STANAG 2211).
_COORDINATES = re.compile(
    r"""(?<![\d.])(?:
    \d{1,2}(?:[ °º]{1,2}|\ ?DEG(?:REES)?\ )\d{1,2}(?:[.'′ ]{1,2}\d{0,2}(?:\.\d{1,4})?["″'′]{0,2})?
      \ ?(?:MIN(?:UTES)?\ )?[NS]\b[ ,/\-]{0,3}\d{1,3}(?:[ °º]{1,2}|\ ?DEG(?:REES)?\ )\d{1,2}
      (?:[.'′ ]{1,2}\d{0,2}(?:\.\d{1,4})?["″'′]{0,2})?\ ?(?:MIN(?:UTES)?\ )?[EW]\b
    |\d{1,2}\.\d{2,8}\ ?°?\ ?[NS][ ,/]{1,3}\d{1,3}\.\d{2,8}\ ?°?\ ?[EW]\b
    |\d{4,6}[NS][ /\-]?\d{5,7}[EW]\b
    |\d{1,2}[C-HJ-NP-X]\ ?[A-HJ-NP-Z]{2}\ ?\d{4,5}\ ?\d{4,5}\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FIGURES = 4  # of a number that tells one paper from another
_CALLABLE = range(6, 16)  # figures of a telephone number: E.164 has 15 at most


def telephones(text: str) -> Iterator[Proposal]:
    """Telephone and fax numbers: in the international form, the American one, or by a label."""
    for found in (*_INTERNATIONAL.finditer(text), *_AMERICAN.finditer(text)):
        if _figures(found.group()) in _CALLABLE:
            yield Proposal(*found.span(), Rule.TELEPHONE)
    for found in _CALLED.finditer(text):
        if _figures(found["value"]) in _CALLABLE:
            yield Proposal(*found.span("value"), Rule.TELEPHONE)


def e_mails(text: str) -> Iterator[Proposal]:
    """E-mail addresses, looked for by their sign."""
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text, max(0, at - 64), at)
        domain = _DOMAIN.match(text, at)
        if local is not None and domain is not None:
            yield Proposal(local.start(), domain.end(), Rule.E_MAIL)
        at = text.find("@", at + 1)


def papers(text: str) -> Iterator[Proposal]:
    """The numbers of passports, visas and identity cards, by the word before them."""
    for found in _PAPER.finditer(text):
        if _figures(found["value"]) >= _FIGURES:
            yield Proposal(*found.span("value"), Rule.DOCUMENT)


def accounts(text: str) -> Iterator[Proposal]:
    """Bank accounts: IBANs whose check digits hold, and numbers that are called accounts."""
    for found in _IBAN.finditer(text):
        if _checks(found.group().replace(" ", "")):
            yield Proposal(*found.span(), Rule.ACCOUNT)
    for found in _ACCOUNT.finditer(text):
        yield Proposal(*found.span("value"), Rule.ACCOUNT)


def births(text: str) -> Iterator[Proposal]:
    """Dates of birth behind DOB, DPOB or born; behind DPOB the place too."""
    for found in _BORN.finditer(text):
        start, end = found.span("value")
        if _PLACED.match(found.group()) or "place" in found.group().lower():
            place = _BORN_AT.match(text, end)
            end = place.end() if place is not None else end
        yield Proposal(start, end, Rule.BIRTH)


def coordinates(text: str) -> Iterator[Proposal]:
    """Where something stands, to the minute or closer."""
    for found in _COORDINATES.finditer(text):
        yield Proposal(*found.span(), Rule.COORDINATES)


def _figures(written: str) -> int:
    return sum(character.isdigit() for character in written)


def _checks(iban: str) -> bool:
    """ISO 7064, modulo 97: letters count from 10, the first four characters stand last."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1
