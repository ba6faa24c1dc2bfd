"""FL 1 to 9: the transmission lines."""

from datetime import UTC, datetime

import pytest

from reftel.telegram import parse
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Addressee, Precedence, Telegram

from .message import HEADER, telegram, written


def headed(header: str) -> Telegram:
    return telegram(header=header)


def test_every_line_of_a_full_header_is_read() -> None:
    header = (
        "VZCZCXRO1234\nPP RUEHAA RUEHBB\nRUEHCC RUEHDD\nDE RUEHVN #0012/01 0040544\n"
        "ZNR UUUUU ZZH\nO P 040544Z JAN 08 ZDK CTG #00732 ZDS\nFM AMEMBASSY VIENTIANE\n"
        "TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 7881-7884\nINFO RUEHBK/AMEMBASSY BANGKOK 0033\n"
        "RUCNASE/ASEAN MEMBER COLLECTIVE\nRHMFIUU/CDR USPACOM//J2/POLAD// PRIORITY\n"
    )
    read = headed(header)

    assert read.transmission is not None
    assert read.transmission.value == "VZCZCXRO1234"
    assert [one.value for one in read.called] == ["RUEHAA", "RUEHBB", "RUEHCC", "RUEHDD"]
    assert read.filing is not None
    assert tuple(read.filing.value) == ("RUEHVN", "0012", "01", 4, "0544")
    assert [one.value for one in read.precedence] == [Precedence.IMMEDIATE, Precedence.PRIORITY]
    assert read.dtg is not None
    assert read.dtg.value == datetime(2008, 1, 4, 5, 44, tzinfo=UTC)
    assert written(read, read.dtg.span) == "040544Z JAN 08"
    assert [one.value for one in read.signals] == ["ZDK CTG #00732", "ZDS"]
    assert read.sender is not None
    assert read.sender.value.station == "AMEMBASSY VIENTIANE"
    assert [one.value for one in read.to] == [
        Addressee("RUEHC", "SECSTATE WASHDC", "niact immediate", "7881-7884")
    ]
    assert [one.value for one in read.info] == [
        Addressee("RUEHBK", "AMEMBASSY BANGKOK", None, "0033"),
        Addressee("RUCNASE", "ASEAN MEMBER COLLECTIVE"),
        Addressee("RHMFIUU", "CDR USPACOM", "priority", None, ("J2", "POLAD")),
    ]
    assert written(read, read.info[0].span) == "RUEHBK/AMEMBASSY BANGKOK 0033"


def test_a_header_without_routing_is_whole() -> None:
    read = headed("P R 281848Z DEC 66\nFM AMEMBASSY BONN\nTO SECSTATE WASHDC\nINFO CINCLANT\n")

    assert read.filing is None
    assert read.dtg is not None
    assert read.dtg.value.year == 1966
    assert [one.value.station for one in read.to] == ["SECSTATE WASHDC"]
    assert [one.value.station for one in read.info] == ["CINCLANT"]
    assert DefectKind.HEADER_MISSING not in {defect.kind for defect in read.defects}


def test_the_office_distribution_is_no_addressee() -> None:
    header = (
        "PAGE 01        BONN  00097  01 OF 03  182017Z\nACTION AF-00\n\n"
        "INFO  LOG-00   ADS-00   INR-05   EUR-00   SS-00\n      P-02     T-01     /037 W\n"
        "                    ------------------352654  200910Z /23\n"
        "R 171512Z JAN 90\nFM AMEMBASSY BONN\nTO SECSTATE WASHDC 0012\n"
        "INFO AMEMBASSY ROME\n"
    )
    read = headed(header)

    assert [one.value.station for one in read.info] == ["AMEMBASSY ROME"]
    assert [one.value.kind for one in read.distribution] == ["action", "info", "info"]
    assert read.distribution[1].value.offices == ("LOG-00", "ADS-00", "INR-05", "EUR-00", "SS-00")


def test_a_page_mark_in_the_list_is_passed_over() -> None:
    header = (
        "R 011200Z JAN 75\nFM SECSTATE WASHDC\nTO PAGE 02        STATE   011111  010101Z\n"
        "AMEMBASSY BONN\nAMEMBASSY ROME\n"
    )
    read = headed(header)

    assert [one.value.station for one in read.to] == ["AMEMBASSY BONN", "AMEMBASSY ROME"]


def test_an_exempted_addressee_that_is_addressed_is_told() -> None:
    header = (
        "R 011200Z JAN 08\nFM SECSTATE WASHDC\nTO AFRICAN UNION COLLECTIVE\n"
        "XMT AMCONSUL DURBAN\nINFO RUEHDU/AMCONSUL DURBAN\n"
    )
    read = headed(header)

    assert [one.value.station for one in read.exempted] == ["AMCONSUL DURBAN"]
    assert DefectKind.EXEMPTED_AND_ADDRESSED in {defect.kind for defect in read.defects}


def test_an_email_banner_is_no_originator() -> None:
    banner = "Jane Q Roe  12/02/2009 11:08:08 AM  From  DB/Inbox:  Jane Q Roe\nnull\n"
    read = headed(banner + HEADER)

    assert read.sender is not None
    assert read.sender.value.station == "AMEMBASSY VIENTIANE"


def test_an_extract_says_that_its_header_is_missing() -> None:
    read = headed("This record is a partial extract of the original cable.\n")

    assert DefectKind.HEADER_MISSING in {defect.kind for defect in read.defects}
    assert read.to == ()


@pytest.mark.parametrize(
    ("line", "precedence"),
    [("PRIORTY 0012", "priority"), ("IMEDIATE", "immediate"), ("ROUTINE", "routine")],
)
def test_a_misspelt_precedence_is_read(line: str, precedence: str) -> None:
    read = headed(HEADER + f"INFO RUEHBK/AMEMBASSY BANGKOK {line}\n")

    assert read.info[0].value.station == "AMEMBASSY BANGKOK"
    assert read.info[0].value.precedence == precedence


def test_a_garbled_month_is_taken_from_the_day_of_the_year() -> None:
    read = headed(HEADER.replace("JAN 08", "JAM 08"))

    assert read.dtg is not None
    assert read.dtg.value == datetime(2008, 1, 4, 5, 44, tzinfo=UTC)
    assert DefectKind.DTG_GARBLED in {defect.kind for defect in read.defects}


def test_leap_days_count() -> None:
    leap = HEADER.replace("0040544", "0600544").replace("040544Z JAN", "290544Z FEB")
    read = headed(leap)

    assert read.dtg is not None
    assert read.dtg.value.day == 29
    assert DefectKind.FILING_DAY_DIFFERS not in {defect.kind for defect in read.defects}


def test_serial_and_day_of_fl_3_are_checked() -> None:
    read = headed(HEADER.replace("#0012/01 004", "#0021/01 200"))

    kinds = {defect.kind for defect in read.defects}
    assert {DefectKind.FILING_SERIAL_DIFFERS, DefectKind.FILING_DAY_DIFFERS} <= kinds


def test_a_raw_telegram_is_parted_at_its_first_line_of_text() -> None:
    text = HEADER + "BT\nUNCLAS VIENTIANE 000012\n\nSUBJECT: BARLEY\n\n1. Good.\n"
    read = parse(text)

    assert read.text[read.body_at :].startswith("UNCLAS VIENTIANE")
    assert len(read.to) == 1


def test_a_body_alone_has_no_header() -> None:
    read = parse("UNCLAS VIENTIANE 000012\n\nSUBJECT: BARLEY\n\n1. Good.\n")

    assert read.body_at == 0
    assert DefectKind.DTG_MISSING not in {defect.kind for defect in read.defects}
