"""A megabyte of whatever a pattern of the parser begins with costs four times a quarter of it."""

import time

import pytest

from reftel.telegram import parse

OPENING = (
    "P 040544Z JAN 08\nFM AMEMBASSY BONN\nTO SECSTATE WASHDC\n\nUNCLAS BONN 000012\nSIPDIS\n"
    "E.O. 12958: N/A\nTAGS: PGOV\nSUBJECT: X\n"
)
PLACES = ("REF: ", "\n1. (U) x\n")  # where labels and lists are looked for; where numbers are
UNITS = (
    "-", "=", "- ", "(", "( ", ")", "1", "1.", "1. ", "1 ", "A", "A ", "a", "A. ", "A) ",
    "(A) ", "REF ", "REF: ", "TAGS ", "XXXX", "X", "XXXX ", '"', "BEGIN TEXT ", "END TEXT ",
    "BEGIN ", "END ", ":", ": ", "/", "//", " // ", "(C) ", "(C", "(NOTE ", "[", "[REMOVED",
    "\n", " ", "\n ", "\t", "\r", "\xa0", ".", ". ", ". (", "...", " OF 0", "PAGE 0",
    "PAGE 01 BONN 00012 010101Z ", "BONN 00000012 001 OF 003 ", "SIPDIS ", "SIPDIS\n", "ROE\n",
    "NNNN\n", "BT\n", "SUMMARY\n", "SUMMARY ", "COMMENT: ", "AND ", "AND 12 ", "12, ",
    "12 AND ", "BONN ", "BONN 12 ", "08 ", "12/11/07 ", "DTG 031628Z SEP 75 ", ";", ",", "'s ",
    "E E E E ", "I", "II. ", "XXVII. ", "A and B. ", "A AND ", "N O D I S ", "U N C L A S ",
    "C ", "S E C R E T ", "STATE PASS ", "FOR ", "PASS ", "STATE FOR ", "1.4 (b) ", "(b) and ",
    "Classified By ", "reasons ", "DECL: ", "25X1 ", "ZDK ", "RUEHC/", "RUEHC ", "//A//",
    "INFO ", "TO ", "XMT ", "ACTION AA-00 ", "INFO AA-00 ", "/037 W ", "\\", "\\\n", "> ",
    "\n>", "--- ---\n", "--\n", "Foo\n\n", "FOO\n\n", "FOO ", "2. (U) x ", "5-7, ", "E-MAIL ",
    "A-77 OF MAY 15, ", "DATED ", "NO. ", "CIRCULAR ", "NOTAL ", "(NOTAL) ", "0", "00", "9-",
    "- 9", " - ", "http://x ", "---- a ---- ", "---- a ----\n", "Foo\n\n----\n\n", "[A] ", "A- ",
    "12A. ", "A. (A) ", "SECRET\n", "UNCLAS SECTION 2 OF 2 BONN 12\n", "UNCLAS E F T O ", "A/B ",
    "UNQUOTE ", "1 (C) ", "PARA 3 ", "’", "é", "ß", "İ",
)  # fmt: skip
LENGTH = 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_alone(unit: str) -> None:
    """With room for a noisy machine: a pattern that goes back and forth takes sixteen times."""
    for place in PLACES:
        short, long = (
            OPENING + place + unit * (length // len(unit)) for length in (LENGTH // 4, LENGTH)
        )
        most = 10 * _cost(short) + 0.5
        tries = (_cost(long) for _ in range(4))  # neighbours only ever add to it
        assert any(cost < most for cost in tries), place


def _cost(text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start
