"""FL 12 below its first line: captions, passing lines, E.O., TAGS, SUBJECT, Classified By."""

import pytest

from reftel.telegram.defects import DefectKind
from reftel.telegram.record import ClassifiedBy, Passing, TagKind

from .message import telegram, written


def test_captions_are_read_line_by_line_and_glued() -> None:
    read = telegram(
        first="UNCLAS EFTO VIENTIANE 000012 SIPDIS",
        captions="SENSITIVE NOFORN\n\nC O R R E C T E D  C O P Y (TEXT)\nN O D I S\nDEA SENSITIVE",
    )

    assert [one.value for one in read.captions] == [
        "EFTO", "SIPDIS", "SENSITIVE", "NOFORN", "CORRECTED COPY", "NODIS", "DEA SENSITIVE",
    ]  # fmt: skip


def test_passing_lines_have_a_kind_a_place_and_targets() -> None:
    read = telegram(
        captions=(
            "STATE ALSO PASS TO USAID\nDEPT FOR EAP/MLS, EAP/RSP,\nAND DRL\n"
            "PARIS PLEASE PASS OECD\nFOR AMBASSADOR FROM ROE"
        )
    )

    assert [one.value for one in read.passing] == [
        Passing("pass", "STATE", "USAID"),
        Passing("for", "DEPT", "EAP/MLS, EAP/RSP, AND DRL"),
        Passing("pass", "PARIS", "OECD"),
        Passing("for", "", "AMBASSADOR FROM ROE"),
    ]


@pytest.mark.parametrize(
    ("line", "order", "declassify"),
    [
        ("E.O. 12958: DECL: 03/19/2019", "12958", "2019-03-19"),
        ("EO 12958 DECL: 3/9/2019", "12958", "2019-03-09"),
        ("E.O. 12958: DECL: 2019/03/19", "12958", "2019-03-19"),
        ("E. O. 12958: decl: 2019-02-12", "12958", "2019-02-12"),
        ("E.O. 12958: DECLl: 11/29/19", "12958", "2019-11-29"),
        ("E.O. 12958: 03/19/2019", "12958", "2019-03-19"),
        ("E.O. 12958: DECL: MARCH 3, 2017", "12958", "2017-03-03"),
        ("E.O. 12958: N/A", "12958", None),
        ("E.O. 12958: DECL: CLOSURE OF THE FAIR", "12958", None),
        ("E.O. 12958: DECL: MR", "12958", None),
        ("E.O. 12958: DNG: CO 06/01/2012", "12958", None),
        ("E.O. 12356: DECL: OADR", "12356", None),
        ("E.O. 12065: GDS 8/12/85 (ROE, JANE) OR-P", "12065", "1985-08-12"),
        ("E.O. 11652: N/A", "11652", None),
        ("E.O. 12958: DECL: DECLASSIFIED BY NARA 09/02/2009", "12958", None),
        ("E.0. 12958: N/A", "12958", None),
    ],
)
def test_the_executive_order_line(line: str, order: str, declassify: str | None) -> None:
    read = telegram(order=line)

    assert read.executive_order is not None
    assert read.executive_order.value.order == order
    assert read.executive_order.value.declassify == declassify
    assert read.executive_order.value.raw == line
    assert written(read, read.executive_order.span) == line


@pytest.mark.parametrize("number", ["12598", "19523", "19528"])
def test_a_mistyped_order_is_put_right_and_told(number: str) -> None:
    read = telegram(order=f"E.O. {number}: N/A")

    assert read.executive_order is not None
    assert read.executive_order.value.order == "12958"
    assert DefectKind.ORDER_MISTYPED in {defect.kind for defect in read.defects}


def test_an_impossible_date_is_no_date() -> None:
    read = telegram(order="E.O. 12958: DECL: 013/2/2019")

    assert read.executive_order is not None
    assert read.executive_order.value.declassify is None
    assert DefectKind.DECLASSIFY_INVALID in {defect.kind for defect in read.defects}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("TAGS: PGOV, PREL, LA", ["PGOV", "PREL", "LA"]),
        ("TAGS PGOV PREL LA", ["PGOV", "PREL", "LA"]),
        ("TAGS: PGOV; PREL LA", ["PGOV", "PREL", "LA"]),
        ("TAGS: PGOV, PREL,\nKDEM, LA", ["PGOV", "PREL", "KDEM", "LA"]),
        ("TAGS: PGOV PREL\nKDEM LA", ["PGOV", "PREL", "KDEM", "LA"]),
        ("TAGE: PGOV LA", ["PGOV", "LA"]),
        ("TAGS: pgov, la", ["PGOV", "LA"]),
        ("TAGS: PGOVPRELLA", ["PGOV", "PREL", "LA"]),
        ("TAGS: PHUMBA", ["PHUM", "BA"]),
        ("TAGS: PGOVPRE", ["PGOVPRE"]),
        ("TAGS: PGOV, DOE, JANE Q., LA", ["PGOV", "DOE, JANE Q.", "LA"]),
        ("TAGS: OVIP (ROE, HENRY A.), PREL, LA", ["OVIP", "ROE, HENRY A.", "PREL", "LA"]),
        ("TAGS: UNGA, NATO, KTIP", ["UNGA", "NATO", "KTIP"]),
        ("TAGS: PGOV. LA.", ["PGOV", "LA"]),
    ],
)
def test_tags_in_every_shape(line: str, codes: list[str]) -> None:
    read = telegram(tags=line)

    assert [one.value.code for one in read.tags] == codes
    for one in read.tags:
        if one.value.kind is not TagKind.PERSON:
            assert written(read, one.span).upper() == one.value.code
    assert read.subject is not None
    assert read.subject.value == "THE BARLEY HARVEST"


def test_each_of_the_tags_has_its_kind() -> None:
    read = telegram(tags="TAGS: PGOV, KTIP, LA, NATO, DOE, JANE Q., QQQQ")

    assert [one.value.kind for one in read.tags] == [
        TagKind.SUBJECT, TagKind.PROGRAM, TagKind.GEOGRAPHIC, TagKind.ORGANIZATION,
        TagKind.PERSON, TagKind.UNKNOWN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("SUBJECT: ONE LINE", "ONE LINE"),
        ("SUBJ: ONE LINE", "ONE LINE"),
        ("Subject: One line", "One line"),
        ("SUBJECT: FIRST LINE\nAND THE SECOND", "FIRST LINE AND THE SECOND"),
        ("SUBJECT: US-\nEXAMPLE TALKS", "US-EXAMPLE TALKS"),
        ("SUBJECT: (S) TITLE", "TITLE"),
        ("SUBJECT: TITLE IN TWO\nLINES (C)", "TITLE IN TWO LINES"),
        ("SUBJECT: (C//NF) TITLE", "TITLE"),
        ("SUBJECT: REFUGEE FLOWS", "REFUGEE FLOWS"),
        ("SUBJECT: TALKS REF: STATE 12", "TALKS"),
        ("SUBJECT: TALKS\nREF: STATE 12", "TALKS"),
        ("SUBJECT: TALKS\nClassified By: DCM Jane Roe", "TALKS"),
        ("SUBJECT: TALKS\n-------\nSUMMARY\n-------", "TALKS"),
        ("SUBJECT: TALKS\nSUMMARY", "TALKS"),
        ("SUBJECT: TALKS\n1. (U) Text.", "TALKS"),
        ("SUBJECT: TALKS\nVIENTIANE 00000012 001.2 OF 002\n1. (U) Text.", "TALKS"),
        ("SUBJECT: TALKS\nSIPDIS\n1. (U) Text.", "TALKS"),
        ("SUBJECT: TALKS\nThis message is sensitive but unclassified.", "TALKS"),
        (
            "SUBJECT: MEASURES TO PROTECT THE\n\nBARLEY HARVEST",
            "MEASURES TO PROTECT THE BARLEY HARVEST",
        ),
        ("SUBJECT: MEDIA REACTION: BARLEY", "MEDIA REACTION: BARLEY"),
        (
            "SUBJECT: MINISTER OF MEADOWS EXPECTS A GOOD HARVEST\n\nAND A LONG FAIR\n\nREF: ROME 1",
            "MINISTER OF MEADOWS EXPECTS A GOOD HARVEST AND A LONG FAIR",
        ),
    ],
)
def test_the_subject_ends_where_it_must(lines: str, subject: str) -> None:
    read = telegram(subject=lines)

    assert read.subject is not None
    assert read.subject.value == subject


def test_an_empty_subject_takes_no_paragraph() -> None:
    read = telegram(subject="SUBJECT:")

    assert read.subject is None
    assert DefectKind.SUBJECT_EMPTY in {defect.kind for defect in read.defects}
    assert [one.anchor for one in read.paragraphs] == ["par1"]


def test_a_missing_subject_is_told() -> None:
    read = telegram(subject="")

    assert DefectKind.SUBJECT_MISSING in {defect.kind for defect in read.defects}
    assert [one.anchor for one in read.paragraphs] == ["par1"]


def test_order_tags_and_subject_on_one_line_are_three_fields() -> None:
    read = telegram(order="E.O. 12958: N/A TAGS: PGOV, LA SUBJECT: TALKS", tags="", subject="")

    assert read.executive_order is not None
    assert read.executive_order.value.raw == "E.O. 12958: N/A"
    assert [one.value.code for one in read.tags] == ["PGOV", "LA"]
    assert read.subject is not None
    assert read.subject.value == "TALKS"


@pytest.mark.parametrize(
    ("note", "who", "reasons"),
    [
        (
            "Classified By: DCM Jane Roe for reasons 1.4 (b) and (d).",
            "DCM Jane Roe",
            ("1.4(b)", "1.4(d)"),
        ),
        (
            "CLASSIFIED BY AMBASSADOR J. ROE. REASON: 1.4(b,d)",
            "AMBASSADOR J. ROE",
            ("1.4(b)", "1.4(d)"),
        ),
        ("Classified By: Jane Roe, Reason 1.5 (b\n) and (d).", "Jane Roe", ("1.5(b)", "1.5(d)")),
        ("Classified By: Jane Roe. E.O. 12958, 1.4 (b/d)", "Jane Roe", ("1.4(b)", "1.4(d)")),
        ("Classified by: Jane Roe for reasons b, d.", "Jane Roe", ("(b)", "(d)")),
        ("Classified By: A/DCM Jane Roe; 1.4 (B & D)", "A/DCM Jane Roe", ("1.4(b)", "1.4(d)")),
    ],
)
def test_classified_by(note: str, who: str, reasons: tuple[str, ...]) -> None:
    read = telegram(ref=note)

    assert read.classified_by is not None
    assert read.classified_by.value == ClassifiedBy(who, reasons)


def test_classified_by_as_the_first_paragraph_stays_text() -> None:
    read = telegram(
        message="1. (U) Classified by DCM Jane Roe, reason 1.4 (d).\n\n2. (C) The harvest.\n\nROE\n"
    )

    assert read.classified_by is not None
    assert read.classified_by.value.reasons == ("1.4(d)",)
    assert read.paragraphs[0].text == "Classified by DCM Jane Roe, reason 1.4 (d)."


def test_text_between_the_fields_is_not_lost() -> None:
    read = telegram(
        captions="SIPDIS\n\nThis copy was made by the archive.",
        ref="SENSITIVE BUT UNCLASSIFIED.\n\nREF: STATE 12",
    )

    texts = [one.text for one in read.paragraphs]
    assert texts == [
        "This copy was made by the archive.",
        "SENSITIVE BUT UNCLASSIFIED.",
        "The harvest was good.",
    ]
    assert [one.value.target for one in read.references] == ["08STATE12"]
