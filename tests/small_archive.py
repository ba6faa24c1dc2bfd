"""A small archive of invented cables: sound, old, hostile and bare ones."""

from pathlib import Path

from reftel.archive import ArchiveFolder
from reftel.edition.contents import Withdrawal
from reftel.telegram.cable import AddresseeEntry, CableRecord
from tests.reader import publish
from tests.sample import cable_record

EVIL = """"><script>alert(1)</script><img src=x onerror='alert(2)'>{{7*7}}\u202e\x00\x1b"""
FORMULA = '=HYPERLINK("http://evil.invalid")'


ARTICLE = """---
title: Where the barley went
author: The keepers
date: 2026-01-14
countries: Laos, Thailand
summary: Invented, like all that it cites.
---
The granaries were full [08EXAMPLETOWN12¶2] and [the harvest](/cable/08EXAMPLETOWN12/#par1) was
good, wrote [08example town] and [08STATE2731]; [08EXAMPLETOWN99] is gone, and
[08EXAMPLETOWN77] never was.

| Year | Barges |
|------|-------:|
| 1975 | 1      |
"""
ARABIC = """---
title: القمح الأزرق
date: 2026-01-15
language: ar
countries: Laos
---
كانت الصوامع ممتلئة [08EXAMPLETOWN12¶2].
"""
HOSTILE = f"""---
title: {EVIL[:60]}
author: {EVIL[:60]}
summary: {EVIL[:60]}
language: tlh
---
{EVIL} [09EVIL1¶1] <p id="main" style="x" onclick="alert(3)">x</p>
[x](javascript:alert(4)) ![x](https://elsewhere.invalid/x.png) <svg onload=alert(5)><iframe src=//x>
<meta http-equiv=refresh content="0;url=//x"><form action=//x><input name=q></form> \u202etxt
"""
COLLECTION = """---
title: Barges and barley
author: The keepers
date: 2026-01-13
---
Read them [in order](/cable/08EXAMPLETOWN12/#par1).

- 08EXAMPLETOWN12: The first report
- 75SAMPLEVILLE3
- 08STATE2731: never seen
- 08EXAMPLETOWN99: gone
- 08EXAMPLETOWN77: no trace
"""
COVERAGE = f"""id,title,publisher,date,address,language
08EXAMPLETOWN12,Barley for all,The Exampletown Herald,2026-01-20,https://herald.example/barley,en
08EXAMPLETOWN12,{EVIL[8:40]},القمح,2026-01,,ar
08EXAMPLETOWN77,Nothing at all,Radio Uptown,,,
"""
CARDS = f"""id,date,from,to,subject,source,note
75SAMPLEVILLE9,1975-03-02,Sampleville,STATE,A barge that nobody saw,NARA RG 59,Withdrawn 2005-06-30
08EXAMPLETOWN12,2008,,,Here after all,NARA RG 59,
09EVIL9,2009,{EVIL[8:40]},{EVIL[8:40]},{EVIL[2:60]},{EVIL[8:40]},{EVIL[2:60]}
"""
DESK = {
    "articles/barley.md": ARTICLE,
    "articles/arabic.md": ARABIC,
    "articles/hostile.md": HOSTILE,
    "collections/barges.md": COLLECTION,
    "coverage.csv": COVERAGE,
    "withdrawal-cards.csv": CARDS,
}


def records() -> list[CableRecord]:
    """Five cables: two sound ones that refer to each other, one old, one hostile, one bare."""
    cited = [
        {"label": "A", "text": "STATE 2731", "kind": "telegram", "target": "08STATE2731"},
        {"label": "B", "text": "EXAMPLETOWN 10", "kind": "telegram", "target": "08EXAMPLETOWN10"},
        {"label": None, "text": "ROE E-MAIL 2/1/08", "kind": "email", "target": None},
    ]
    return [
        cable_record("08EXAMPLETOWN10", created="2008-02-01T10:00Z", country="LA", references=[]),
        cable_record(references=cited),
        abbreviated(),
        hostile(),
        bare(),
    ]


def abbreviated() -> CableRecord:
    """An old one, with an abbreviation in its text and a collective among its addressees."""
    record = cable_record(
        "75SAMPLEVILLE3",
        created="1975-06-01T00:00Z",
        released="2011-08-30T01:44Z",
        classification="CONFIDENTIAL",
        origin="Consulate Sampleville",
        subject="A Barge Is Missing",
        tags=["PGOV", "ECON"],
        references=[],
        info=[
            {"routing": None, "station": station, "precedence": None, "serial": None}
            for station in ("NATO EU COLLECTIVE", "AMEMBASSY BONN")
        ],
    )
    last, told = record["paragraphs"][-1], "The granaries are full. The DCM saw them."
    record["text"] = record["text"].replace(last["text"], told)
    record["paragraphs"][-1] = {**last, "text": told, "end": record["text"].index("\n\nROE")}
    return record


def hostile() -> CableRecord:
    """A record whose every free field tries to become something else than text."""
    record = cable_record("09EVIL1", created="2009-01-01T00:00Z")
    for field in ("classification", "origin", "subject", "classified_by", "signer", "precedence"):
        record[field] = EVIL
    record |= {
        "tags": [EVIL, FORMULA],
        "captions": [EVIL],
        "reasons": [EVIL],
        "text": EVIL,
        "header": EVIL,
        "dates": [{"kind": EVIL, "value": EVIL, "source": EVIL}],
        "executive_order": {"order": EVIL, "declassify": EVIL, "raw": EVIL},
        "references": [
            {
                "label": EVIL,
                "text": EVIL,
                "kind": "other",
                "target": EVIL,
                "notal": False,
                "and_previous": False,
                "dtg": None,
            }
        ],
    }
    address: AddresseeEntry = {"routing": EVIL, "station": EVIL, "precedence": EVIL, "serial": EVIL}
    record |= {"from": address, "to": [address], "info": [address] * 9}
    first = record["paragraphs"][0]
    record["paragraphs"] = [
        {**first, "anchor": EVIL, "number": EVIL, "mark": EVIL, "heading": EVIL, "text": EVIL}
    ]
    return record


def bare() -> CableRecord:
    """A record of which next to nothing could be read."""
    return cable_record(
        "XX",
        created=None,
        released=None,
        dates=[],
        classification="",
        origin="",
        subject="",
        tags=[],
        captions=[],
        executive_order=None,
        precedence=None,
        to=[],
        references=[],
        paragraphs=[],
        signer=None,
        text="",
        header="",
        **{"from": None},
    )


def small_archive(root: Path) -> ArchiveFolder:
    """An archive whose public edition holds these records, with a notice and a page of its own."""
    return publish(
        root,
        records(),
        withdrawn=[Withdrawal("08EXAMPLETOWN99", "2026-01-01", "Asked for by a <person>.")],
        pages={"community.md": "# Our people\n\nMeet <script>alert(1)</script> at **noon**."},
        desk=DESK,
        notice="All cables here are invented",
        total=251287,
        mirrors=("https://mirror.example/cables",),
        packages="https://barley.example/downloads",
    )
