"""A small archive that can be read at a glance: what a search back end is asked about."""

from collections.abc import Mapping
from typing import Any

from tests.sample import cable_record

from reftel.telegram.cable import CableRecord

FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"


def _paragraphs(**texts: str) -> list[dict[str, object]]:
    """Paragraphs by their marks: ``U_1="Text."``."""
    return [
        {
            "anchor": f"par{number}",
            "number": str(number),
            "mark": name.partition("_")[0].replace("x", "//"),
            "heading": None,
            "text": text,
            "start": 0,
            "end": 0,
        }
        for number, (name, text) in enumerate(texts.items(), 1)
    ]


def _station(routing: str | None, station: str) -> dict[str, object]:
    return {"routing": routing, "station": station, "precedence": None, "serial": None}


def _references(**texts: str) -> list[dict[str, Any]]:
    """References by their targets: ``id_08STATE2731="STATE 2731"``."""
    return [
        {"text": text, "target": name.removeprefix("id_"), "kind": "telegram", "label": None}
        for name, text in texts.items()
    ]


ARCHIVE: list[CableRecord] = [
    cable_record(
        "05SAMPLECITY7",
        created="2005-12-31T23:59Z",
        released="2011-08-26T00:00Z",
        origin="Consulate Samplecity",
        country="FR",
        classification="SECRET//NOFORN",
        precedence="immediate",
        subject="CAFÉ OWNERS AND COUNTER-SMUGGLING POLICY",
        tags=["PGOV", "MUGWUMP, ROBIN"],
        captions=["NOFORN"],
        signer="O'DOE",
        classified_by="Consul Ann Otter",
        **{"from": _station("RUEHZA", "AMCONSUL SAMPLECITY")},
        references=[],
        paragraphs=_paragraphs(
            C_1="The U.S. post's view of the trafficking policies:\nblue barley was not for sale.",
            U_2="Organization of the harvest.",
        ),
    ),
    cable_record(
        "07EXAMPLETOWN3",
        created="2007-02-28T10:00Z",
        released="2010-12-01T23:11Z",
        origin="Embassy Exampletown",
        country="LA",
        classification="CONFIDENTIAL",
        precedence="routine",
        subject="BARLEY",
        tags=["EAGR", "PGOV"],
        captions=["SIPDIS"],
        signer="ROE",
        info=[_station("RUEHVN", "AMEMBASSY VIENTIANE")],
        references=_references(id_05SAMPLECITY7="SAMPLECITY 7"),
        summary=["par1"],
        paragraphs=_paragraphs(
            U_1="Blue.",
            C_2="Barley traffickers were dying to be traced.",
        ),
    ),
    cable_record(
        "08EXAMPLETOWN12",
        created="2008-02-29T05:44Z",
        released="2010-12-01T23:11Z",
        origin="Embassy Exampletown",
        country="LA",
        classification=FOUO,
        precedence="routine",
        subject="HARVEST OF BLUE BARLEY",
        tags=["EAGR", "ECON"],
        captions=["SIPDIS"],
        signer="ROE",
        sections=2,
        references=_references(
            id_08STATE2731="STATE 2731",
            id_07EXAMPLETOWN3="EXAMPLETOWN 3",
            id_05SAMPLECITY7="SAMPLECITY 7",
        ),
        paragraphs=_paragraphs(SBU_1="The café is closed.", SBU_2="They will not traffic."),
    ),
    cable_record(
        "08MISSION1",
        created=None,
        released="2011-08-26T00:00Z",
        origin="Mission Exampletown",
        country=None,
        classification="UNCLASSIFIED",
        precedence=None,
        subject="",
        tags=[],
        captions=[],
        signer=None,
        **{"from": None},
        to=[],
        references=[],
        header="",
        paragraphs=[],
    ),
    cable_record(
        "08USMISSION1",
        created="2008-02-29T05:44Z",
        released=None,
        origin="US Mission Exampletown",
        country="LA",
        classification="SECRET",
        subject="ORGANS",
        tags=["ECON", "ECON"],
        captions=[],
        signer=None,
        references=_references(id_05SAMPLECITY7="SAMPLECITY 7"),
        paragraphs=_paragraphs(SxNF_1="Organic organs, no barley; die Orgel."),
    ),
]

CITY, TOWN7, TOWN8, MISSION, US = (record["id"] for record in ARCHIVE)
CITED: Mapping[str, int] = {CITY: 3, TOWN7: 1}
