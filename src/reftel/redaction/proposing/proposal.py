"""What a rule proposes."""

from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """Why something is proposed. Codes are stable; docs/reference/proposals.md."""

    PROTECT = "protect"  # a name before "(strictly protect)"
    TELEPHONE = "telephone"
    E_MAIL = "e-mail"
    DOCUMENT = "document"  # a passport, a visa, an identity card
    ACCOUNT = "account"
    BIRTH = "birth"
    COORDINATES = "coordinates"
    ELSEWHERE = "elsewhere"  # held back in another cable
    OTHER_COPY = "other-copy"  # struck out in another copy of this cable
    AGAIN = "again"  # the same words, or the surname, once more


class Proposal(NamedTuple):
    """A stretch of a text, and the rule by which it is proposed."""

    start: int
    end: int
    rule: Rule
