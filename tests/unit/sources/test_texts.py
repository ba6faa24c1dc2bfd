"""Raw telegrams, pages saved as text, reftel's own records, and how bytes become text."""

import json
from pathlib import Path

import pytest
from tests.sample import cable_record
from tests.unit.sources.builder import BODY, HEADER, Cable, record, saved_page
from tests.unit.sources.packing import found

from reftel.sources import Reading, Rejected, RejectKind, SourceItem, SourceKind, readings
from reftel.sources.encoding import decoded
from reftel.sources.marks import is_telegram
from reftel.telegram.cable import as_json, read_cable
from reftel.telegram.record import Published


def read(kind: SourceKind, raw: bytes) -> list[Reading | Rejected]:
    return list(readings(SourceItem("x", "", kind, raw)))


def bodies(text: str) -> list[str]:
    return [one.body for one in read(SourceKind.PLAIN, text.encode()) if isinstance(one, Reading)]


def told(path: Path, content: bytes) -> SourceKind | RejectKind:
    path.write_bytes(content)
    [one] = found(path)
    return one.kind


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n\n{BODY}",
        BODY,
        "UNCLAS EXAMPLETOWN 000012\n> SIPDIS\n",
        "de ruehex #0012/01 0600544\np 290544z feb 08\nfm amembassy exampletown\nto secstate",
        "unclas exampletown 000012\n\ntags: econ\n",
        "Wednesday, 29 November 2000, 13:59\nC O N F I D E N T I A L SECTION 01 OF 02 X 000123",
        "From  DB/Inbox: Search Results\n\nR 011200Z JAN 75\nFM AMEMBASSY EXAMPLETOWN",
        "SE C R E T EXAMPLETOWN 000243 SIPDIS NOFORN",
        "EO 12958 DECL: 03/19/2019\nTAGS PGOV PREL\n1. (C) Summary.",
        "Message Text\n\nPAGE 01        EXAMPL  01234  051630Z\nR 051500Z MAR 76\nFM AMEMBASSY X",
    ],
)
def test_texts_that_are_telegrams(text: str, tmp_path: Path) -> None:
    assert told(tmp_path / "x", text.encode()) is SourceKind.PLAIN
    assert bodies(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "A letter.\n\nDear Madam, the subject: barley. Yours, Roe\n",
        "# The format of telegrams\n\nTAGS: ECON\nSUBJECT: BARLEY\nUNCLAS EXAMPLETOWN 000012\n",
        "Secret plans of 2008 were found in the granary, and to all of us they seemed dull.",
        "TAGS: ECON is what the line looks like.\n" + "More prose.\n" * 60 + BODY,
        "[tool]\nsubject: x\nTAGS: ECON\nSUBJECT: Y\n",
        "secret plans of 2008\n\nsubject: barley\n",
        "to whom it may concern\n\nsubject: secret barley\n",
    ],
)
def test_texts_that_are_none(text: str, tmp_path: Path) -> None:
    assert told(tmp_path / "x", text.encode()) is RejectKind.NOT_A_CABLE
    assert not is_telegram(text)


@pytest.mark.parametrize("mark", ["> ", ">", " > > "])
def test_the_marks_of_a_text_quoted_throughout_are_taken_off(mark: str) -> None:
    text = f"{HEADER}\n\n{BODY}"
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))

    [reading] = read(SourceKind.PLAIN, quoted.encode())

    assert isinstance(reading, Reading)
    assert reading.body.split("\n")[0] == "VZCZCXYZ0012"
    assert reading.notes == ("every line was quoted (>); the marks are taken off",)
    _, record = read_cable(reading.header, reading.body, reading.published)
    assert record is not None
    assert record["id"] == "08EXAMPLETOWN12"


def test_byte_order_marks_are_taken_off_where_files_were_joined() -> None:
    """The bytes keep them; the text of a telegram begins with its first letter."""
    one = f"{HEADER}\n\n{BODY}\nNNNN\n"
    joined = b"\xef\xbb\xbf" + one.encode() + b"\xef\xbb\xbf" + one.replace("12", "13").encode()

    [first, second] = read(SourceKind.PLAIN, joined)

    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert (first.body[:5], second.body[:5]) == ("VZCZC", "VZCZC")


def test_a_telegram_far_below_other_text_is_found(tmp_path: Path) -> None:
    text = "A line of a letter.\n" * 60 + f"{HEADER}\n\n{BODY}"

    assert told(tmp_path / "x", text.encode()) is SourceKind.PLAIN
    [reading] = read(SourceKind.PLAIN, text.encode())
    assert isinstance(reading, Reading)
    assert reading.body == f"{HEADER}\n\n{BODY}"
    assert reading.notes == ("what stands above the telegram is left out",)


@pytest.mark.parametrize("above", ["# A manual\n\n", "<html><body><pre>\n"])
def test_a_telegram_cited_in_what_is_none_is_not_passed_over(above: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(f"{above}{HEADER}\n\n{BODY}")

    [rejected] = found(file)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.passed_over) == (RejectKind.NOT_A_CABLE, False)
    assert "save it alone" in rejected.message


def test_telegrams_in_one_file_are_split_and_nothing_is_lost_between() -> None:
    first = f"VZCZCXYZ0012\nR 011200Z JAN 75\nFM AMEMBASSY EXAMPLETOWN\nTO STATE\n{BODY}\nNNNN\n"
    second = (
        "RR RUEHC\nDE RUEHOT #0001\nR 021200Z JAN 75\nFM AMEMBASSY OTHERTOWN\nTO STATE\nUNCLAS\n"
    )
    third = f"\nZCZCAAA0001\n{HEADER}\n\n{BODY}\n"

    assert bodies(first + second + third) == [first, second + "\n", third[1:]]


def test_sections_of_one_telegram_stay_together() -> None:
    head = "R 011200Z JAN 75\nFM AMEMBASSY EXAMPLETOWN\nTO SECSTATE\n"
    text = "".join(
        f"ZCZCAAA{n}\n{head}UNCLAS SECTION 0{n} OF 02 EXAMPLETOWN 0012\n1. TEXT\nNNNN\n"
        for n in (1, 2)
    )

    assert bodies(text) == [text]


def test_a_telegram_quoted_in_a_body_is_no_telegram_of_its_own() -> None:
    text = f"{HEADER}\n\n{BODY}\n3. (U) STATE said:\n> R 011200Z JAN 75\n> FM X\n> TO Y\n> DO.\n"

    assert bodies(text) == [text]


def test_a_page_saved_as_text(tmp_path: Path) -> None:
    content = saved_page(Cable(classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY"))

    assert told(tmp_path / "x", content) is SourceKind.PAGE_TEXT
    [reading] = read(SourceKind.PAGE_TEXT, content)
    assert reading == Reading(
        Published(
            source="page-text",
            id="08EXAMPLETOWN12",
            created="2008-02-29T05:44Z",
            released="2011-08-26T00:00Z",
            classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
            origin="Embassy Exampletown",
            subject="BLUE BARLEY & R&D",
        ),
        "",
        f"{HEADER}\n{BODY}\n",
    )


def test_a_page_saved_as_text_that_ends_too_early(tmp_path: Path) -> None:
    content = saved_page()
    values = content.index(b"08EXAMPLETOWN12 2008")
    below = content.index(b"VZCZC")

    for end, kind in ((values, RejectKind.TRUNCATED), (below, RejectKind.NO_BODY)):
        assert told(tmp_path / "x", content[:end]) is SourceKind.PAGE_TEXT
        [rejected] = read(SourceKind.PAGE_TEXT, content[:end])
        assert isinstance(rejected, Rejected)
        assert rejected.kind is kind


def test_own_records_are_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "x"
    good = as_json(cable_record())
    file.write_bytes(b"\xef\xbb\xbf" + good + b"\n\n" + good[:100] + b"\r\n" + good)

    lines = found(file)

    assert [(one.place, one.kind) for one in lines] == [
        (f"line {n}", SourceKind.JSONL) for n in (1, 3, 4)
    ]
    assert [one.content for one in lines] == [good, good[:100], good]


@pytest.mark.parametrize("start", [b"[", b"\xef\xbb\xbf[\n  "])
def test_a_json_array_of_records_is_refused_with_what_to_do(start: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(start + as_json(cable_record()) + b"," + as_json(cable_record()) + b"]")

    [rejected] = found(file)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.passed_over) == (RejectKind.DAMAGED, False)
    assert "reftel reads JSON Lines, one record a line" in rejected.message


def test_a_record_spread_over_lines_is_one_item(tmp_path: Path) -> None:
    content = json.dumps(cable_record(), indent=2).encode()

    assert told(tmp_path / "x", content) is SourceKind.JSONL
    assert isinstance(read(SourceKind.JSONL, content)[0], Reading)


def test_an_own_record_gives_back_what_the_first_source_published() -> None:
    [reading] = read(SourceKind.JSONL, as_json(cable_record()))

    assert isinstance(reading, Reading)
    assert reading.published == Published(
        source="page-2011",
        id="08EXAMPLETOWN12",
        created="2008-02-29T05:44Z",
        released="2011-08-26T00:00Z",
        classification="UNCLASSIFIED",
        origin="Embassy Exampletown",
        subject="HARVEST OF BLUE BARLEY EXCEEDS ALL HOPES",
    )
    assert reading.body == cable_record()["text"]


@pytest.mark.parametrize("kind", [SourceKind.CSV, SourceKind.PLAIN, SourceKind.PAGE_TEXT])
def test_export_and_import_again_is_the_identity(kind: SourceKind) -> None:
    raw = {
        SourceKind.CSV: record(references="07STATE1"),
        SourceKind.PLAIN: f"{HEADER}\n\n{BODY}".encode(),
        SourceKind.PAGE_TEXT: saved_page(),
    }
    [reading] = read(kind, raw[kind])
    assert isinstance(reading, Reading)
    _, first = read_cable(reading.header, reading.body, reading.published)
    [again] = read(SourceKind.JSONL, as_json(first))
    assert isinstance(again, Reading)
    _, second = read_cable(again.header, again.body, again.published)

    assert first is not None
    assert second == first


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"{", RejectKind.DAMAGED),
        (b"[1]", RejectKind.DAMAGED),
        (b'{"id": "08X1", "header": ""}', RejectKind.DAMAGED),
        (as_json({**cable_record(), "text": 5}), RejectKind.DAMAGED),
        (as_json({**cable_record(), "dates": None}), RejectKind.DAMAGED),
        (as_json({**cable_record(), "id": "../x"}), RejectKind.NO_ID),
        (as_json({**cable_record(), "text": " "}), RejectKind.NO_BODY),
        (b'{"id": ' + b"9" * 10_000 + b"}", RejectKind.DAMAGED),
    ],
)
def test_lines_that_are_no_records(line: bytes, kind: RejectKind) -> None:
    [rejected] = read(SourceKind.JSONL, line)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.content) == (kind, line)


def dated(kind: str, value: object) -> dict[str, object]:
    entry = {"kind": kind, "value": value, "source": "csv"}
    return {**cable_record(), "dates": [entry]}


@pytest.mark.parametrize(
    "value",
    [
        *("zzzz", "not a date", "", 5, None, "2999-01-01T00:00Z", "0000-00-00", "1899-12-31"),
        *("2011-02-29", "2011-13-01", "2011-08-26T25:61Z", "2011-08-26T00:00+05:00"),
        *("26 August 2011", "2011-08-26 00:00", "٢٠١١-٠٨-٢٦", "2011"),
    ],
)
def test_a_record_whose_date_is_none_is_refused_with_the_reason(value: object) -> None:
    """The greatest date makes the current revision, so what is no date must not get through."""
    wrong = [dated("released", value), dated("created", value)]
    if value is not None:
        wrong.append({**cable_record(), "released": value})
    for line in map(json.dumps, wrong):
        [rejected] = read(SourceKind.JSONL, line.encode())

        assert isinstance(rejected, Rejected)
        assert rejected.kind is RejectKind.DAMAGED
        assert ": no date from 1900 to next year in UTC, as 2008-02-29T05:44Z" in rejected.message


@pytest.mark.parametrize(
    "value", ["2011-08", "2011-08-26", "2012-02-29T23:59Z", "1966-01-01T00:00:59Z"]
)
def test_dates_of_the_schema_are_dates(value: str) -> None:
    [reading] = read(SourceKind.JSONL, as_json(dated("released", value)))

    assert isinstance(reading, Reading)
    assert reading.published.released == value


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("tags", 5, "tags: no list (5)"),
        ("tags", ["ECON", 7], "tags, entry 2: no text (7)"),
        ("paragraphs", "x", "paragraphs: no list ('x')"),
        ("references", [1], "references, entry 1: no object (1)"),
        ("edition", "z", "edition: no whole number ('z')"),
        ("edition", True, "edition: no whole number (True)"),
        ("page_marks", [{"start": -1}], "page_marks, entry 1, start: no whole number (-1)"),
        ("from", {"station": 5}, "from, station: no text (5)"),
        ("signer", [], "signer: no text ([])"),
        ("dates", [7], "dates, entry 1: no object (7)"),
        ("dates", [{"kind": "created"}], "dates, entry 1: lacks source, value"),
    ],
)
def test_a_record_with_a_field_of_another_type_is_refused(
    field: str, value: object, why: str
) -> None:
    [rejected] = read(SourceKind.JSONL, json.dumps({**cable_record(), field: value}).encode())

    assert isinstance(rejected, Rejected)
    assert why in rejected.message


def test_fields_that_are_not_known_are_no_fault() -> None:
    [reading] = read(SourceKind.JSONL, as_json({**cable_record(), "later": {"a": [1]}}))

    assert isinstance(reading, Reading)


def test_half_characters_in_a_record_do_not_get_through() -> None:
    line = json.dumps({**cable_record(), "text": "UNCLAS \ud800 X"}).encode()

    [reading] = read(SourceKind.JSONL, line)

    assert isinstance(reading, Reading)
    assert reading.body == "UNCLAS \ufffd X"
    assert reading.notes == ("half characters (lone surrogates) replaced by U+FFFD",)


@pytest.mark.parametrize(
    ("raw", "text", "note"),
    [
        (b"plain", "plain", None),
        ("caf\u00e9".encode(), "caf\u00e9", None),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "caf\u00e9", None),
        (
            b"caf\xe9 \x93x\x94 \x81",
            "caf\u00e9 \u201cx\u201d \x81",
            "not UTF-8; read as windows-1252",
        ),
        (
            "d\u00e9j\u00e0 vu ".encode() * 3 + b"caf\xe9",
            "d\u00e9j\u00e0 vu " * 3 + "caf\u00e9",
            "1 bytes are not UTF-8; these read as windows-1252",
        ),
        ("x\u00e9".encode("utf-16"), "x\u00e9", "read as utf-16-le, as its byte order mark says"),
        ("x y z".encode("utf-16-be"), "x y z", "read as utf-16-be"),
        (
            b"\xff\xfex\x00\x00",
            "x\ufffd",
            "read as utf-16-le, as its byte order mark says; some of it is damaged",
        ),
    ],
)
def test_bytes_become_text(raw: bytes, text: str, note: str | None) -> None:
    assert decoded(raw) == (text, (note,) if note else ())


def test_another_script_is_detected() -> None:
    text = "Привет из посольства, урожай голубого ячменя превзошёл все надежды. " * 5

    assert decoded(text.encode("cp1251"))[0] == text
