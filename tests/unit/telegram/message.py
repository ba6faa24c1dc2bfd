"""Invented telegrams to read: real formats, made-up names and doings."""

from reftel.telegram import parse
from reftel.telegram.record import Telegram

HEADER = """VZCZCXYZ0001
PP RUEHWEB

DE RUEHVN #0012/01 0040544
ZNR UUUUU ZZH
P 040544Z JAN 08
FM AMEMBASSY VIENTIANE
TO RUEHC/SECSTATE WASHDC PRIORITY 1866
"""


def telegram(
    *,
    header: str = HEADER,
    first: str = "UNCLAS VIENTIANE 000012",
    captions: str = "SIPDIS",
    order: str = "E.O. 12958: N/A",
    tags: str = "TAGS: ECON, LA",
    subject: str = "SUBJECT: THE BARLEY HARVEST",
    ref: str = "",
    message: str = "1. (U) The harvest was good.\n\nROE\n",
) -> Telegram:
    """A whole telegram with the given parts in place of sound ones."""
    parts = (first, "", captions, "", order, tags, subject, "", ref, "", message)
    return parse(header + "\n" + "\n".join(parts), body_at=len(header) + 1)


def written(telegram: Telegram, span: tuple[int, int]) -> str:
    """The text at a span."""
    return telegram.text[span[0] : span[1]]
