"""What holds for every text that will ever arrive."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.soundness import checked

from reftel.telegram import parse
from reftel.telegram.cable import as_json, read_cable
from reftel.telegram.record import Published

LINES = (
    "VZCZCXYZ0001", "PP RUEHWEB", "DE RUEHVN #0012/01 0040544", "ZNR UUUUU ZZH",
    "P 040544Z JAN 08 ZDS", "FM AMEMBASSY VIENTIANE", "TO RUEHC/SECSTATE WASHDC PRIORITY 1866",
    "INFO RUEHBK/AMEMBASSY BANGKOK//POL// 0012", "BT", "", " ", "UNCLAS VIENTIANE 000012",
    "C O N F I D E N T I A L SECTION 01 OF 02 RIO DE JANEIRO 000012", "SIPDIS",
    "STATE PASS TO USAID", "E.O. 12958: DECL: 03/19/2019", "TAGS: PGOV, PREL, DOE, JANE Q., LA",
    "SUBJECT: (C) A HARVEST OF", "BARLEY REF: STATE 12", "REF: A. STATE 12 (NOTAL) B. 07 ROME 1",
    "Classified By: DCM Jane Roe for reasons 1.4 (b)", "and (d).", "-------", "SUMMARY",
    "1. (U) The harvest.", "2. (S//NF) It was good.", "2. (SBU) End summary. 3. (C) More:",
    "1. Rain", "2. Sun", "BEGIN TEXT", "END TEXT", "XXVII. OVERVIEW", "A and B. Barley.",
    "VIENTIANE 00000012  002.2 OF 003", "PAGE 02        VIENTI  00012  010101Z", "(Note: open",
    "the sentence goes on", "ROE", "NNNN", "50133 2006-01-19 12:00 06BONN131", "\r", "> quoted",
)  # fmt: skip
telegrams = st.lists(st.sampled_from(LINES), max_size=60).map("\n".join)
texts = telegrams | st.text(max_size=400) | st.text("A1.():\n -/RESTGUBJ", max_size=400)
relaxed = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@given(text=texts)
@example(text="SUBJECT:")
@example(text="\n")
@example(text="FM X\nTO")
@example(text="TAGS:\nTAGS: DOE, J.")
@relaxed
def test_every_text_parses(text: str) -> None:
    """No text raises, none of it is changed, and every span lies inside it."""
    checked(parse(text), text)


@given(text=texts, at=st.integers(-5, 500))
@relaxed
def test_any_seam_will_do(text: str, at: int) -> None:
    checked(parse(text, body_at=at), text)


@given(text=telegrams)
@relaxed
def test_the_same_text_reads_the_same(text: str) -> None:
    assert parse(text) == parse(text)


@given(header=telegrams, body=texts)
@relaxed
def test_every_record_is_json_of_what_was_parsed(header: str, body: str) -> None:
    published = Published(source="plain", id="08EXAMPLETOWN12", created="2008-01-04")
    telegram, record = read_cable(header, body, published)

    assert record is not None
    assert record["header"] + "\n\n" + record["text"] == telegram.text
    for paragraph in record["paragraphs"]:
        assert 0 <= paragraph["start"] <= paragraph["end"] <= len(record["text"])
    assert len(record["revision"]) == 64
    assert as_json(record) == as_json(read_cable(header, body, published)[1])


@given(words=st.lists(st.sampled_from(LINES[24:36]), min_size=1, max_size=40))
@relaxed
def test_no_line_of_a_message_is_lost(words: list[str]) -> None:
    """Every word of the message is in a paragraph, a heading, a mark, or the signature."""
    text = "UNCLAS ROME 000012\n\nSUBJECT: X\n\n" + "\n\n".join(words) + "\n"
    telegram = parse(text)
    shown = " ".join(
        [one.text for one in telegram.paragraphs]
        + [one.heading.value for one in telegram.paragraphs if one.heading]
        + [one.number.value for one in telegram.paragraphs if one.number]
        + [one.value for one in telegram.page_marks]
        + [telegram.signer.value if telegram.signer else ""]
    )
    for line in words:
        for word in line.split():
            plain = word.strip("().-")
            assert plain in shown or word in {"(U)", "(SBU)", "(C)", "(S//NF)", "-------"}, word


OPENING = "UNCLAS STATE 000012\nSIPDIS\nE.O. 12958: N/A\nTAGS: PGOV, PREL\nSUBJECT: X\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "a" * n,
    "spaces": lambda n: " " * n,
    "line ends": lambda n: "\n" * n,
    "labels of references": lambda n: OPENING + "REF: " + "A. " * (n // 3),
    "references": lambda n: OPENING + "REF: " + "A. STATE 12 " * (n // 12),
    "brackets": lambda n: OPENING + "1. (U) " + "(" * n,
    "numbers": lambda n: "1. " * (n // 3),
    "numbered lines": lambda n: OPENING + "\n" + "1. (U) x\n" * (n // 9),
    "numbers in lines": lambda n: OPENING + "\n" + "end. 1. (U) x " * (n // 14),
    "rules": lambda n: OPENING + "---\nTitle\n" * (n // 10),
    "tags": lambda n: "TAGS: " + "PGOV" * (n // 4),
    "page marks": lambda n: OPENING + "1. (U) " + "ROME 00000012 001.2 OF 003\n\n" * (n // 28),
    "quotations": lambda n: OPENING + "1. (U) x\n" + "BEGIN TEXT\n" * (n // 11),
    "notes": lambda n: OPENING + "1. (U) x " + "(Note: " * (n // 7),
    "keys": lambda n: OPENING + "1. (U) x\n" + "XXVII. Foo\n\nA. Bar\n\n" * (n // 20),
    "addressees": lambda n: "FM ROME\nTO " + "RUEHC/SECSTATE WASHDC 1234\n" * (n // 27),
    "letters": lambda n: (
        "UNCLAS BONN 1\nSUBJECT: S\nREF: " + "A. ROME 12 " * (n // 11) + "\n\n1. x"
    ),
    "headings": lambda n: OPENING + "Foo Bar\n\n" * (n // 9),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_work_grows_with_the_length_alone(kind: str) -> None:
    """Four times the text may cost four times the work, with much room; never sixteen times."""

    def cost(length: int) -> float:
        text = HOSTILE[kind](length)
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    cost(2_000)
    small, large = cost(20_000), cost(80_000)
    assert large < 12 * small + 0.5
