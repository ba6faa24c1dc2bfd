"""The words of a request: under the Freedom of Information Act, or for a review (MDR).

English, as those who answer it read it; what stands in square brackets is left to who asks.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from reftel.gazetteer.agencies import Agency

WIDTH = 76
_TO_DO = (
    "This is a draft. Fill in what stands in square brackets, strike out the law that you do "
    "not ask under, and look up the address on the site of the agency: offices move. A telegram "
    "of another agency is asked of that agency."
)
_LAWS = (
    "[Under the Freedom of Information Act, 5 U.S.C. 552,]",
    "[Under section 3.5 of Executive Order 13526, for mandatory declassification review,]",
)
_CLOSING = (
    (
        "If any of it is withheld, please release all that can reasonably be segregated, cite the "
        "exemption at the place of each deletion, and tell me how to appeal."
    ),
    (
        "I am [a private individual / a scholar / a representative of the news media], and am "
        "willing to pay fees up to [$ ...]; please tell me before if they will be more. [I ask for "
        "a waiver of fees, because ...]"
    ),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a request is made from: all of it public, each value on one line."""

    id: str
    agency: Agency
    asked: str  # "a copy of", "the parts taken out of the public text of"
    facts: tuple[tuple[str, str], ...]
    listed: str  # what the list tells; empty where there is none
    lines: tuple[str, ...]
    source: str  # where it was read


def letter(draft: Draft) -> str:
    """The request as plain text."""
    return "\n\n".join(_parts(draft)) + "\n"


def _parts(draft: Draft) -> Iterator[str]:
    yield _set(_TO_DO)
    yield "-" * WIDTH
    yield "[Your name]\n[Your postal address, e-mail]\n[Date]"
    yield "\n".join((draft.agency.name, *draft.agency.address))
    yield f"Request for a telegram: {draft.id}"
    yield "\n".join(map(_set, _LAWS))
    yield _set(f"I ask for {draft.asked} this telegram:")
    yield "\n".join(f"  {name + ':':<16}{value}" for name, value in draft.facts)
    if draft.listed:
        yield _set(draft.listed)
        yield "\n".join(f"  - {line}" for line in draft.lines)
    yield from map(_set, _CLOSING)
    yield _set(f"What is known of it was read in {draft.source}.")
    yield "[Signature]"


def _set(words: str) -> str:
    """Words as lines of a letter; an address is not broken."""
    return textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)
