"""The first line of FL 12: classification, section, message reference number."""

import pytest

from reftel.telegram.defects import DefectKind

from .message import telegram, written


@pytest.mark.parametrize(
    ("line", "classification", "station", "number"),
    [
        ("UNCLAS VIENTIANE 000012", "UNCLASSIFIED", "VIENTIANE", 12),
        ("UNCLASSIFIED BONN 0412", "UNCLASSIFIED", "BONN", 412),
        ("C O N F I D E N T I A L RIO DE JANEIRO 000329", "CONFIDENTIAL", "RIODEJANEIRO", 329),
        ("S E C R E T SECTION 01 OF 03 ADDIS ABABA 001234", "SECRET", "ADDISABABA", 1234),
        ("Secret state 063812", "SECRET", "STATE", 63812),
        ("UNCLAS EFTO HO CHI MINH CITY 000052", "UNCLASSIFIED", "HOCHIMINHCITY", 52),
        ("LIMITED OFFICIAL USE ROME 12345", "LIMITED OFFICIAL USE", "ROME", 12345),
        ("S E C R E T BOGOTA 000243 SIPDIS NOFORN", "SECRET", "BOGOTA", 243),
        ("UNCLAS SECTION 01 OF 02 USUN NEW YORK 000007", "UNCLASSIFIED", "USUNNEWYORK", 7),
        ("S E C R E T //NOFORN SECTION 01 OF 02 BAGHDAD 000123", "SECRET//NOFORN", "BAGHDAD", 123),
        ("C O N F I D E N T I A L (SECTION 01 OF 02) PARIS 000123", "CONFIDENTIAL", "PARIS", 123),
        ("UNCLASSIFIED STATE 00100153", "UNCLASSIFIED", "STATE", 100153),
        ("> UNCLAS PARIS 000012", "UNCLASSIFIED", "PARIS", 12),
        ("UNCLAS NOSUCHTOWN 000012", "UNCLASSIFIED", "NOSUCHTOWN", 12),
    ],
)
def test_the_first_line_is_read(line: str, classification: str, station: str, number: int) -> None:
    read = telegram(first=line)

    assert read.classification is not None
    assert read.mrn is not None
    assert read.classification.value == classification
    assert (read.mrn.value.station, read.mrn.value.number) == (station, number)
    assert str(number) in written(read, read.mrn.span)


@pytest.mark.parametrize(
    ("line", "classification"),
    [
        ("SE C R E T PARIS 000012", "SECRET"),
        ("CO N F I D E N T I A L PARIS 000012", "CONFIDENTIAL"),
        ("SS E C R E T PARIS 000012", "SECRET"),
        ("E C R E T PARIS 000012", "SECRET"),
        ("O N F I D E N T I A L PARIS 000012", "CONFIDENTIAL"),
        ("C ONFIDENTIAL PARIS 000012", "CONFIDENTIAL"),
        ("UUNCLAS PARIS 000012", "UNCLASSIFIED"),
    ],
)
def test_a_lost_or_doubled_letter_hides_no_classification(line: str, classification: str) -> None:
    read = telegram(first=line)

    assert read.classification is not None
    assert read.classification.value == classification
    assert read.mrn is not None


def test_a_lost_letter_is_told() -> None:
    read = telegram(first="O N F I D E N T I A L PARIS 000012")

    assert DefectKind.CLASSIFICATION_DAMAGED in {defect.kind for defect in read.defects}


def test_sections_are_read() -> None:
    middle = telegram(first="UNCLAS SECTION 02 OF 03 PARIS 000012")
    last = telegram(first="UNCLAS FINAL SECTION OF 3 PARIS 000012")

    assert middle.section is not None
    assert tuple(middle.section.value) == (2, 3)
    assert last.section is not None
    assert tuple(last.section.value) == (3, 3)


def test_a_year_before_the_station_is_no_part_of_it() -> None:
    read = telegram(first="C O N F I D E N T I A L 75 BONN 0412")

    assert read.mrn is not None
    assert tuple(read.mrn.value) == ("BONN", 412, 75)
    assert written(read, read.mrn.span) == "75 BONN 0412"


def test_what_precedes_the_first_line_is_kept_apart() -> None:
    read = telegram(first="Wednesday, 29 November 2000, 13:59\nUNCLAS PARIS 000012")

    assert read.preamble is not None
    assert read.preamble.value == "Wednesday, 29 November 2000, 13:59"
    assert read.mrn is not None
    assert all("Wednesday" not in paragraph.text for paragraph in read.paragraphs)


def test_a_sentence_that_begins_with_a_classification_is_none() -> None:
    read = telegram(first="Secret talks were held in PARIS 12 years ago.")

    assert read.classification is None
    assert read.mrn is None
    kinds = {defect.kind for defect in read.defects}
    assert {DefectKind.MRN_MISSING, DefectKind.CLASSIFICATION_MISSING} <= kinds


def test_an_unknown_station_stays_as_sent_and_is_told() -> None:
    """BANGKOKK is one letter from BANGKOK, but FL 6 and FL 3 name Vientiane."""
    read = telegram(first="UNCLAS BANGKOKK 000012")

    assert read.mrn is not None
    assert read.mrn.value.station == "BANGKOKK"
    told = [defect for defect in read.defects if defect.kind == DefectKind.STATION_UNVERIFIED]
    assert [defect.detail for defect in told] == ["BANGKOK"]


def test_a_station_that_the_sender_bears_out_is_mended_and_told() -> None:
    read = telegram(first="UNCLAS VIENTIANNE 000012")

    assert read.mrn is not None
    assert read.mrn.value.station == "VIENTIANE"
    assert written(read, read.mrn.span) == "VIENTIANNE 000012"
    told = [defect for defect in read.defects if defect.kind == DefectKind.STATION_MENDED]
    assert [defect.detail for defect in told] == ["VIENTIANNE, and VIENTIANE in FL 6"]
    assert DefectKind.STATION_UNVERIFIED not in {defect.kind for defect in read.defects}


def test_a_letter_that_has_two_capitals_is_no_stumbling_block() -> None:
    read = telegram(first="UNCLA\N{LATIN SMALL LETTER SHARP S}")

    assert read.mrn is None
    assert DefectKind.MRN_MISSING in {defect.kind for defect in read.defects}
