"""The page that the project began with, read as its README and the format guide say it reads.

Facts only: no running text of the cable stands here. Skipped where the corpus is absent; the
same rules have invented specimens in tests/unit/telegram.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reftel.sources import Reading, items, readings
from reftel.sources.item import SourceItem
from reftel.telegram.cable import CableRecord, read_cable
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Addressee, Passing, Precedence, TagKind, Telegram

ADDRESSEES = [
    Addressee("RUCNASE", "ASEAN MEMBER COLLECTIVE"),
    Addressee("RUEAWJA", "DEPT OF JUSTICE WASHDC"),
    Addressee("RHEFHLC", "DEPT OF HOMELAND SECURITY WASHDC"),
    Addressee("RUEATRS", "DEPT OF TREASURY WASHDC"),
    Addressee("RUEHC", "DEPT OF LABOR WASHDC"),
    Addressee("RUEHBJ", "AMEMBASSY BEIJING", None, "2266"),
]
TAGS = {
    "KCRM": TagKind.PROGRAM, "PHUM": TagKind.SUBJECT, "KWMN": TagKind.PROGRAM,
    "ELAB": TagKind.SUBJECT, "SMIG": TagKind.SUBJECT, "ASEC": TagKind.SUBJECT,
    "PREF": TagKind.SUBJECT, "KFRD": TagKind.PROGRAM, "PREL": TagKind.SUBJECT,
    "LA": TagKind.GEOGRAPHIC,
}  # fmt: skip
ANCHORS = (
    "par1 par2 par3 par4 par5 par6 par7"
    " par27ab par27c par27d par27e"
    " par28abc par28d par28e par28f par28g par28h par28i par28j par28k par28l par28m"
    " par29abc par29d par29e par29f par29gh par29i par29j par29k"
    " par30a par30b par30d par30e par30f par30g par31"
)
HEADINGS = {
    "par1": "SUMMARY",
    "par7": "TIP REPORT RESPONSES",
    "par27ab": "XXVII. Overview of Country's Activities to Eliminate Trafficking in Persons",
    "par28abc": "XXVIII: Investigation and Prosecution of Traffickers",
    "par29abc": "XXIX. Protection and Assistance to Victims",
    "par30a": "XXX. Prevention:",
}


@pytest.fixture(scope="module")
def seed(corpus: Path) -> tuple[Telegram, CableRecord]:
    (item,) = items(corpus / "seed" / "08VIENTIANE145.page.txt")
    assert isinstance(item, SourceItem)
    (reading,) = readings(item)
    assert isinstance(reading, Reading)
    telegram, record = read_cable(reading.header, reading.body, reading.published)
    assert record is not None
    return telegram, record


def at(telegram: Telegram, span: tuple[int, int]) -> str:
    return telegram.text[span[0] : span[1]]


def test_who_when_and_what(seed: tuple[Telegram, CableRecord]) -> None:
    _, record = seed

    assert record["id"] == "08VIENTIANE145"
    assert record["created"] == "2008-02-29T05:44Z"
    assert (record["released"] or "").startswith("2011-08-26")
    assert record["classification"] == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert record["origin"] == "Embassy Vientiane"
    assert record["country"] == "LA"
    assert record["subject"] == "EIGHTH ANNUAL TIP REPORT FOR LAOS"
    assert record["precedence"] == "priority"
    assert record["tags"] == list(TAGS)
    assert record["captions"] == ["SIPDIS", "SENSITIVE"]
    assert record["summary"] == ["par1", "par2", "par3", "par4", "par5", "par6"]
    assert record["sections"] is None
    assert record["classified_by"] is None


def test_the_transmission_lines(seed: tuple[Telegram, CableRecord]) -> None:
    telegram, record = seed

    assert record["header"].startswith("VZCZCXYZ0645\n")
    assert record["header"].endswith("AMEMBASSY BEIJING 2266")
    assert telegram.transmission is not None
    assert telegram.transmission.value == "VZCZCXYZ0645"
    assert [one.value for one in telegram.called] == ["RUEHWEB"]
    assert telegram.filing is not None
    assert tuple(telegram.filing.value) == ("RUEHVN", "0145", "01", 60, "0544")
    assert telegram.security is not None
    assert telegram.security.value == "ZNR UUUUU ZZH"
    assert [one.value for one in telegram.precedence] == [Precedence.PRIORITY]
    assert telegram.dtg is not None
    assert telegram.dtg.value == datetime(2008, 2, 29, 5, 44, tzinfo=UTC)
    assert at(telegram, telegram.dtg.span) == "290544Z FEB 08"
    assert telegram.sender is not None
    assert telegram.sender.value.station == "AMEMBASSY VIENTIANE"
    assert [one.value for one in telegram.to] == [
        Addressee("RUEHC", "SECSTATE WASHDC", "priority", "1866")
    ]
    assert [one.value for one in telegram.info] == ADDRESSEES


def test_the_opening(seed: tuple[Telegram, CableRecord]) -> None:
    telegram, _ = seed

    assert telegram.classification is not None
    assert at(telegram, telegram.classification.span) == "UNCLAS"
    assert telegram.mrn is not None
    assert tuple(telegram.mrn.value) == ("VIENTIANE", 145, None)
    assert at(telegram, telegram.mrn.span) == "VIENTIANE 000145"
    assert [one.value for one in telegram.captions] == ["SIPDIS", "SENSITIVE", "SIPDIS"]
    assert [one.value for one in telegram.passing] == [
        Passing("pass", "STATE", "USAID"),
        Passing("for", "DEPT", "EAP/MLS"),
        Passing("for", "DEPT", "EAP/RSP"),
        Passing("for", "DEPT", "G"),
        Passing("for", "DEPT", "G/TIP"),
    ]
    assert telegram.executive_order is not None
    assert telegram.executive_order.value.order == "12958"
    assert telegram.executive_order.value.declassify is None
    assert {one.value.code: one.value.kind for one in telegram.tags} == TAGS
    assert all(at(telegram, one.span) == one.value.code for one in telegram.tags)
    assert telegram.subject is not None
    assert at(telegram, telegram.subject.span) == "EIGHTH ANNUAL TIP REPORT FOR LAOS"
    assert [one.value.target for one in telegram.references] == ["08STATE2731"]
    assert at(telegram, telegram.references[0].span) == "STATE 2731"


def test_the_paragraphs(seed: tuple[Telegram, CableRecord]) -> None:
    telegram, record = seed

    assert [one.anchor for one in telegram.paragraphs] == ANCHORS.split()
    headings = {one.anchor: one.heading.value for one in telegram.paragraphs if one.heading}
    assert headings == HEADINGS
    marks = Counter(one.mark.value.text if one.mark else None for one in telegram.paragraphs)
    assert marks == {"SBU": 7, None: 30}
    for one in telegram.paragraphs:
        assert one.number is not None
        assert at(telegram, one.number.span) == one.number.value
    entry = record["paragraphs"][7]
    assert (entry["anchor"], entry["number"]) == ("par27ab", "A and B")
    assert record["text"][entry["start"] :].startswith("A and B. ")


def test_quotations_breaks_and_the_broken_end(seed: tuple[Telegram, CableRecord]) -> None:
    telegram, record = seed
    by_anchor = {one.anchor: one.text for one in telegram.paragraphs}

    assert len(telegram.quotations) == 2
    assert [one.value for one in telegram.page_marks] == ["SIPDIS"]
    assert len(record["page_marks"]) == 1
    assert "presided over by the Director of\nInvestigations" in by_anchor["par27c"]
    assert "attention in the\nreporting period" in by_anchor["par27c"]
    assert "SIPDIS" not in "".join(by_anchor.values())
    assert telegram.signer is None
    assert telegram.truncated
    kinds = Counter(one.kind for one in telegram.defects)
    assert kinds == {DefectKind.NOTE_UNCLOSED: 1, DefectKind.TRUNCATED: 1}
