r"""The Cablegate dump: records cut, read, and read as far as they go where they are broken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.sources.builder import BODY, HEADER, Cable, record
from tests.unit.sources.packing import found

from reftel.sources import Reading, Rejected, RejectKind, SourceItem, SourceKind, readings
from reftel.telegram.record import Published


def read(raw: bytes) -> list[Reading | Rejected]:
    return list(readings(SourceItem("d.csv", "record 1", SourceKind.CSV, raw)))


def one(raw: bytes) -> Reading:
    [reading] = read(raw)
    assert isinstance(reading, Reading), reading
    return reading


def cut(folder: Path, *rows: bytes) -> list[bytes]:
    """What a dump of these rows is cut into, with the line ends put back."""
    file = folder / "d"
    file.write_bytes(b"".join(rows))
    return [item.content + b"\n" for item in found(file)]


def places(path: Path) -> list[str]:
    return [item.place for item in found(path)]


def test_a_sound_record() -> None:
    raw = record(references="07STATE1 | 08STATE2|")

    reading = one(raw)

    assert reading == Reading(
        Published(
            source="csv",
            id="08EXAMPLETOWN12",
            created="2008-02-29T05:44Z",
            classification="UNCLASSIFIED",
            origin="Embassy Exampletown",
            references=("07STATE1", "08STATE2"),
        ),
        HEADER,
        BODY,
        (),
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"a \"quoted\" word", 'a "quoted" word'),
        ('a ""doubled"" quote', 'a "doubled" quote'),
        (r"a \"b\",\"c\" list", 'a "b","c" list'),
        ('a ""b"",""c"" list', 'a "b","c" list'),
        (r"C:\\dir and \\\"x\\\"", r"C:\dir and \"x\""),
        ("our policy.\\\nNext", "our policy.\nNext"),
        ("our policy.\\\r\nNext\r\n", "our policy.\nNext\n"),
        (r"a lone \x stays", r"a lone \x stays"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_escapes_in_the_body(written: str, text: str) -> None:
    raw = record(Cable(body="UNCLAS @")).decode().replace("@", written).encode()

    reading = one(raw)

    assert (reading.header, reading.body) == (HEADER, f"UNCLAS {text}")
    assert reading.notes == ()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda raw: raw.rstrip()[:-1],  # the last quote is missing
        lambda raw: raw.rstrip()[:-1] + b'\\"',  # the last quote is escaped
        lambda raw: raw.replace(b"R&D", b'R"D'),  # a bare quote in the body
        lambda raw: raw.replace(b"WEB\n", b'WEB"\n'),  # and in the header
        lambda raw: raw.replace(b'1866",', b'1866\\",'),  # the header's last quote escaped
    ],
)
def test_broken_quoting_is_read_by_the_shape_of_the_record(
    break_it: Callable[[bytes], bytes],
) -> None:
    reading = one(break_it(record()))

    assert reading.published.id == "08EXAMPLETOWN12"
    assert reading.header.startswith("VZCZCXYZ0012")
    assert reading.body.startswith("UNCLAS EXAMPLETOWN 000012")
    assert reading.body.endswith("ROE")
    assert reading.notes == ("the record's quoting is broken; read by its shape",)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b'"17","2/29/2008 5:44","08EXAMPLETOWN12","Embassy Exampletown"', RejectKind.DAMAGED),
        (b"no record at all", RejectKind.DAMAGED),
        (record(Cable(id="no id")), RejectKind.NO_ID),
        (record(Cable(body="")), RejectKind.NO_BODY),
    ],
)
def test_records_that_give_no_cable_keep_their_bytes(raw: bytes, kind: RejectKind) -> None:
    [rejected] = read(raw)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.content, rejected.place) == (kind, raw, "record 1")


def test_a_record_without_header_and_with_an_impossible_date() -> None:
    raw = record(Cable(header="")).replace(b"2/29/2008", b"13/39/2008")

    reading = one(raw)

    assert (reading.header, reading.body, reading.published.created) == ("", BODY, None)
    assert reading.notes == ("created is no date: 13/39/2008 5:44",)


@pytest.mark.parametrize("quote", ['"', '\\"'])
def test_a_row_glued_into_a_body_is_split_off(quote: str) -> None:
    fields = ("50133", "1/19/2006 14:05", "06OTHERTOWN131", "Embassy Othertown", "CONFIDENTIAL")
    stray = (*fields, "05STATE9", "FM AMEMBASSY OTHERTOWN", "UNCLAS OTHERTOWN 000131\n\nRYE")
    glued = ",".join(f"{quote}{field}{quote}" for field in stray)
    raw = record(Cable(body="@")).decode().replace("@", f"{BODY}\n...\n{glued}").encode()

    first, second = read(raw)

    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.published.id == "08EXAMPLETOWN12"
    assert first.body.rstrip() == f"{BODY}\n..."
    assert second.published == Published(
        source="csv",
        id="06OTHERTOWN131",
        created="2006-01-19T14:05Z",
        classification="CONFIDENTIAL",
        origin="Embassy Othertown",
        references=("05STATE9",),
    )
    assert (second.header, second.body) == (
        "FM AMEMBASSY OTHERTOWN",
        "UNCLAS OTHERTOWN 000131\n\nRYE",
    )
    assert second.notes[-1] == "split from the cable that it was glued to: 08EXAMPLETOWN12"


def test_records_are_cut_where_a_line_begins_like_one_whatever_the_quotes(tmp_path: Path) -> None:
    broken = record(Cable(body='an open \\"quote and "another'))[:-2] + b"\n"
    file = tmp_path / "d"
    file.write_bytes(b"\xef\xbb\xbf" + broken + record(row=18) + record(row=19).rstrip())

    items = found(file)

    assert [item.place for item in items] == ["record 1", "record 2", "record 3"]
    assert [item.content for item in items] == [
        broken.rstrip(),
        record(row=18).rstrip(),
        record(row=19).rstrip(),
    ]


def test_a_line_of_column_names_is_passed_and_a_lost_start_is_told(tmp_path: Path) -> None:
    names, lost = tmp_path / "names", tmp_path / "lost"
    names.write_bytes(b'"id","datetime","refid","origin"\n' + record())
    lost.write_bytes(b'the end of some body.\n"\n' + record() + record(row=18))

    assert places(names) == ["record 1"]
    assert places(lost) == ["before record 1", "record 1", "record 2"]
    first = found(lost)[0]
    assert isinstance(first, Rejected)
    assert (first.kind, first.content) == (RejectKind.DAMAGED, b'the end of some body.\n"')


def test_records_whose_short_fields_have_no_quotes(tmp_path: Path) -> None:
    """As programs write them that quote only where they must."""
    short = b"17,2/29/2008 5:44,08EXAMPLETOWN12,Embassy Exampletown,UNCLASSIFIED,,"
    raw = short + b'"FM X","UNCLAS ""A"""\n'
    file = tmp_path / "d"
    file.write_bytes(raw * 3)

    items = found(file)

    assert len(items) == 3
    assert isinstance(items[0], SourceItem)
    [reading] = readings(items[0])
    assert isinstance(reading, Reading)
    assert (reading.published.id, reading.header) == ("08EXAMPLETOWN12", "FM X")
    assert reading.body == 'UNCLAS "A"'


@pytest.mark.parametrize(
    ("written", "created", "note"),
    [
        ("", None, "created is no date: it is empty"),
        ("1/4/99999 5:44", None, "created is no date: 1/4/99999 5:44"),
        ("31/12/2008 5:44", None, "created is no date: 31/12/2008 5:44"),
        ("2/30/2008 5:44", None, "created is no date: 2/30/2008 5:44"),
        ("2008-02-29 05:44", "2008-02-29T05:44Z", None),
        ("2008-02-29T05:44:12Z", "2008-02-29T05:44Z", None),
        ("2/29/2008", "2008-02-29", None),
    ],
)
def test_a_row_with_another_date_is_a_row_all_the_same(
    written: str, created: str | None, note: str | None, tmp_path: Path
) -> None:
    odd = record(Cable(id="08OTHERTOWN13"), row=18).replace(b"2/29/2008 5:44", written.encode())
    sound = record()

    assert cut(tmp_path, sound, odd, sound) == [sound, odd, sound]
    assert cut(tmp_path, odd, sound, odd) == [odd, sound, odd]
    assert cut(tmp_path, odd) == [odd]
    reading = one(odd)
    assert (reading.published.created, reading.body) == (created, BODY)
    assert reading.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    "odd",
    [
        '"18","","","","","","H","B"',  # the quote before it ends a row
        '"","","08OTHERTOWN13","","","","H","B"',
        '"","","","Consulate Othertown","","","H","B"',
        '"","","","","SECRET//NOFORN","","H","B"',
        '18,,08OTHERTOWN13,Consulate Othertown,"",,"H","B"',
    ],
)
def test_a_row_with_several_empty_columns_is_swallowed_by_no_other(
    odd: str, tmp_path: Path
) -> None:
    raw, sound = odd.encode() + b"\n", record()
    if odd.startswith("18"):
        sound = b'17,2/29/2008 5:44,08EXAMPLETOWN12,Embassy Exampletown,SECRET,,"FM X","A"\n'

    assert cut(tmp_path, sound, raw, sound) == [sound, raw, sound]


def test_a_row_is_told_by_its_number_where_quotes_and_columns_fail(tmp_path: Path) -> None:
    unclosed = record()[:-2] + b"\n"
    odd = record(Cable(id="?", origin="?", classification="?"), row=18)
    odd = odd.replace(b"2/29/2008 5:44", b"?")

    assert cut(tmp_path, unclosed, odd, record(row=19)) == [unclosed, odd, record(row=19)]


def test_a_table_in_a_body_is_text(tmp_path: Path) -> None:
    """Lines that begin like rows, of a table whose quotes the dump has not escaped."""
    table = 'The figures:\n"1","barley","8","9","10","x"\n"2","oats","8","9","10","x"\nEnd.'
    raw = record().replace(b"2. (SBU)", table.encode() + b"\n2. (SBU)")

    assert cut(tmp_path, raw, record(row=18)) == [raw, record(row=18)]


@pytest.mark.parametrize(
    ("between", "named"), [(b";", "semicolons"), (b"\t", "tabs"), (b"|", "bars")]
)
@pytest.mark.parametrize("names", [b"", b"id@date@refid\n"])
@pytest.mark.parametrize("quote", [b'"', b""])
def test_a_dump_with_something_else_than_commas_is_refused_whole(
    between: bytes, named: str, names: bytes, quote: bytes, tmp_path: Path
) -> None:
    content = (names + b'"\n'.join([record()] * 3)).replace(b'","', b'"@"').replace(b'"', quote)
    content = content.replace(b"@", between)
    file = tmp_path / "d"
    file.write_bytes(content)

    [rejected] = found(file)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.content) == (RejectKind.DAMAGED, content)
    assert f"with {named} between its columns" in rejected.message
    assert not rejected.passed_over


def test_a_table_of_other_columns_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "d"
    file.write_bytes(b'"08X1","2/29/2008","SECRET","' + BODY.encode() + b'"\n')

    [rejected] = found(file)

    assert isinstance(rejected, Rejected)
    assert "first line is no row of the Cablegate dump" in rejected.message


@pytest.mark.parametrize(
    ("beyond", "note"),
    [
        (b',"yes"', "the record has 9 columns; left out: yes"),
        (b",yes,12", "the record has 10 columns; left out: yes, 12"),
        (b",", "the record has 9 columns; left out: "),
    ],
)
def test_columns_beyond_the_eighth_are_told_and_are_no_text(beyond: bytes, note: str) -> None:
    reading = one(record().rstrip() + beyond)

    assert (reading.header, reading.body) == (HEADER, BODY)
    assert reading.notes == (note,)


def test_a_ninth_column_of_long_text_is_refused() -> None:
    """It may be the end of a body in which quotes were not escaped."""
    raw = record().rstrip() + b',"3. (U) And more.\n4. (U) And more."'

    [rejected] = read(raw)

    assert isinstance(rejected, Rejected)
    assert (rejected.kind, rejected.content) == (RejectKind.DAMAGED, raw)
    assert "has 9 columns where eight are read" in rejected.message


def test_a_dump_in_utf_16(tmp_path: Path) -> None:
    file = tmp_path / "d"
    file.write_bytes((record() + record(row=18)).decode().encode("utf-16"))

    assert [item.content for item in found(file)] == [record().rstrip(), record(row=18).rstrip()]
