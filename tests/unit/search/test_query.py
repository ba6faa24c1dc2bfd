"""How queries are read, what is said about what cannot be, and that work stays bounded."""

import time

import pytest

from reftel.search.dates import date_range, day_number, minute_number
from reftel.search.query import MOST_NOTICES, parse_query
from reftel.search.tokens import MOST_CLAUSES, MOST_DEPTH, NoticeKind


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("  harvest \n barley ", "harvest AND barley"),
        ("harvest AND barley", "harvest AND barley"),
        ("a b OR c AND d", "(a AND b) OR (c AND d)"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("((a b)) (c)", "a AND b AND c"),
        ("-a NOT b - c", "NOT a AND NOT b AND c"),
        ("-(a OR b)", "NOT (a OR b)"),
        ("NOT -a", "a"),
        ("and or not", "and AND or AND not"),
        ('"Blue  Barley"', '"blue barley"'),
        ("“blue barley”", '"blue barley"'),
        ('"barley"', "barley"),
        ("counter-smuggling", '"counter smuggling"'),
        ("O’Doe's U.S. Café", "odoe AND us AND cafe"),
        ("traffick* Counter-smug*", "traffick* AND counter AND smug*"),
        ("subject:barley subject: rye", "subject:barley AND subject:rye"),
        ('Subject:"blue barley" subject:bar*', 'subject:"blue barley" AND subject:bar*'),
        ("subject:(a OR b)", "subject:a OR subject:b"),
        ("tag:ktip tag:(PHUM -SMIG)", "tag:ktip AND tag:PHUM AND NOT tag:SMIG"),
        ('tag:"DOE, JO" tag:K*', 'tag:"DOE, JO" AND tag:k*'),
        ('from:lagos origin:="Embassy Abuja"', 'from:lagos AND origin:="Embassy Abuja"'),
        ('tag:"say \\"so\\""', 'tag:"say \\"so\\""'),
        ("class:unclas", "class:=UNCLASSIFIED"),
        ("class:unclassified//fouo", 'class:="UNCLASSIFIED//FOR OFFICIAL USE ONLY"'),
        ('class:"For Official Use Only"', 'class:="UNCLASSIFIED//FOR OFFICIAL USE ONLY"'),
        ('class:"use only"', 'class:"use only"'),
        ("class:secret//noforn", "class:=SECRET//NOFORN"),
        ("created:2008-2", "created:2008-02"),
        ("created:2008-02-29T05:44Z", "created:2008-02-29"),
        ("created:2007..2008-06", "created:2007..2008-06"),
        ("created:>2007 created:<=2008-06", "created:2008.. AND created:..2008-06"),
        (
            "created:>2008-02-29 created:<2008-03-01",
            "created:2008-03-01.. AND created:..2008-02-29",
        ),
        ("released:<2008 released:>=2008-12", "released:..2007 AND released:2008-12.."),
        ("08VIENTIANE145 12:30", '08vientiane145 AND "12 30"'),
        ('=Shelters ="two words"', '=shelters AND ="two words"'),
        ("subject:=rye tag:(=KTIP OR ECON)", "subject:=rye AND (tag:=KTIP OR tag:ECON)"),
        ("=AND =not", "=and AND =not"),
        ("vientiane~1 shelter~2 harvest~", "vientiane~1 AND shelter~2 AND harvest~1"),
        ("counter-smugling~1", "counter AND smugling~1"),
        ("subject:barly~1", "subject:barly~1"),
        ("a~b", '"a b"'),
        ('"victim shelter"~5 subject:"a b"~0', '"victim shelter"~5 AND subject:"a b"~0'),
        ("from:lagos to:state info:rome", "from:lagos AND to:state AND info:rome"),
        ("signer:doe by:roe caption:exdis", "signer:doe AND by:roe AND caption:exdis"),
        ("country:laos country:la country:'burma'", "country:=LA AND country:=LA AND country:=MM"),
        ('country:"the Gambia" country:u.k.', "country:=GM AND country:=GB"),
        (
            'region:africa region:eap region:"middle east"',
            "region:=AF AND region:=EAP AND region:=NEA",
        ),
        ("prec:OO prec:immediate", "prec:=immediate AND prec:=immediate"),
        ("kind:program kind:organizations", "kind:=program AND kind:=organization"),
        ("has:summary has:tag", "has:=summary AND has:=tags"),
        ("mark:sbu mark:s/nf", "mark:=SBU AND mark:=S//NF"),
        ("mark:unclassified mark:s*", "mark:=U AND mark:s*"),
        ("NOT mark:c barley", "NOT mark:=C AND barley"),
        (
            'ref:08state02731 id:"08 Rio de Janeiro 12"',
            "(ref:=08STATE2731 OR ref:=08state02731) AND id:=08RIODEJANEIRO12",
        ),
        (
            "id:08state2731 ref:1973STATE012",
            "id:=08STATE2731 AND (ref:=73STATE12 OR ref:=1973STATE012)",
        ),
        ("id:08STATE* id:=08state02731", "id:08state* AND id:=08state02731"),
        ("class:>=secret class:<secret", "class:>=SECRET AND class:<=CONFIDENTIAL//NOFORN"),
        ("class:confidential..secret", "class:>=CONFIDENTIAL AND class:<=SECRET"),
        ("-class:..confidential", "NOT class:<=CONFIDENTIAL"),
        ('class:>="for official use only"', 'class:>="UNCLASSIFIED//FOR OFFICIAL USE ONLY"'),
        ("year:2008 year:2005..2008", "created:2008 AND created:2005..2008"),
        ("words:>1000 words:500..1,000", "words:1001.. AND words:500..1000"),
        (
            "cited:>=5 cited:0 cited:(<3 OR >9)",
            "cited:5.. AND cited:0 AND (cited:..2 OR cited:10..)",
        ),
        ("para:(forced labor) para:barley", "para:(forced AND labor) AND para:(barley)"),
        ('para:("a b"~5 -c (da* OR egg~1))', 'para:("a b"~5 AND NOT c AND (da* OR egg~1))'),
        ('mark:u "forced labor"', 'para:(mark:U "forced labor")'),
        (
            "origin:rome mark:u a -b (c OR d)",
            "para:(mark:U a AND (c OR d)) AND origin:rome AND NOT b",
        ),
        ("mark:(u OR s/nf) a", "para:(mark:(U OR S//NF) a)"),
        ("(mark:u a) b", "para:(mark:U a) AND b"),
        ("mark:u para:(a b) c", "para:(mark:U c) AND para:(mark:U a AND b)"),
        ("mark:u OR a", "mark:=U OR a"),
        ("mark:u subject:a", "mark:=U AND subject:a"),
        ("para:(mark:u -a)", "para:(mark:U NOT a)"),
        ("para:(mark:u OR mark:c)", "mark:=U OR mark:=C"),
        ("para:((mark:u a) OR mark:c b)", "para:(mark:U a) OR para:(mark:C b)"),
        ("para:(a para:(b c))", "para:(a AND b AND c)"),
    ],
)
def test_a_query_is_read_as(text: str, read: str) -> None:
    query = parse_query(text)

    assert query.describe() == read
    assert query.notices == ()
    assert parse_query(read).root == query.root


@pytest.mark.parametrize(
    ("text", "read", "kind", "place"),
    [
        ('blue "open quote', "blue AND open AND quote", NoticeKind.OPEN_QUOTE, (5, 6)),
        ("(a OR (b", "a OR b", NoticeKind.OPEN_BRACKET, (0, 1)),
        ("a) b", "a AND b", NoticeKind.STRAY_BRACKET, (1, 2)),
        ("OR a", "or AND a", NoticeKind.STRAY_OPERATOR, (0, 2)),
        ("a NOT", "a AND not", NoticeKind.STRAY_OPERATOR, (2, 5)),
        ("re:union a", '"re union" AND a', NoticeKind.UNKNOWN_FIELD, (0, 8)),
        ("tag: OR a", "tag OR a", NoticeKind.EMPTY_FIELD, (0, 4)),
        ("created:2007-02-29", '"2007 02 29"', NoticeKind.NOT_A_DATE, (8, 18)),
        ("created:yesterday", "yesterday", NoticeKind.NOT_A_DATE, (8, 17)),
        ("created:2009..2008", "created:2008..2009", NoticeKind.BACKWARDS, (8, 18)),
        ("bl*e", '"bl e"', NoticeKind.STAR, (0, 4)),
        ("*ing", "ing", NoticeKind.STAR, (0, 4)),
        ("b*", "b", NoticeKind.STAR, (0, 2)),
        ('"blue bar*"', '"blue bar"', NoticeKind.STAR, (0, 11)),
        ("ab~1", "ab", NoticeKind.FUZZY, (0, 4)),
        ("barley~3", "barley~2", NoticeKind.FUZZY, (0, 8)),
        ("barley~0", "barley", NoticeKind.FUZZY, (0, 8)),
        ("bar*ley~1", '"bar ley"', NoticeKind.STAR, (0, 9)),
        ("tag:KTIP~1", "tag:KTIP", NoticeKind.FUZZY, (4, 10)),
        ('"a b"~', '"a b"', NoticeKind.NEAR, (0, 6)),
        ('"barley"~2', "barley", NoticeKind.NEAR, (0, 10)),
        ('"a b"~9999', '"a b"~100', NoticeKind.NEAR, (0, 10)),
        ('="a b"~5', '"a b"~5', NoticeKind.NEAR, (0, 8)),
        ("words:many", "many", NoticeKind.NOT_A_NUMBER, (6, 10)),
        ("words:9999999999999", "9999999999999", NoticeKind.NOT_A_NUMBER, (6, 19)),
        ("cited:<0", "0", NoticeKind.NOT_A_NUMBER, (6, 8)),
        ("words:9..5", "words:5..9", NoticeKind.BACKWARDS, (6, 10)),
        ("class:>eyes", "eyes", NoticeKind.NOT_A_LEVEL, (6, 11)),
        ('class:>"top secret"', '"top secret"', NoticeKind.NOT_A_LEVEL, (6, 19)),
        (
            "class:secret..unclas",
            "class:>=UNCLASSIFIED AND class:<=SECRET",
            NoticeKind.BACKWARDS,
            (6, 20),
        ),
        ("country:atlantis", "atlantis", NoticeKind.UNKNOWN_VALUE, (8, 16)),
        ("has:wings", "wings", NoticeKind.UNKNOWN_VALUE, (4, 9)),
        ("mark:zz a", "zz AND a", NoticeKind.UNKNOWN_VALUE, (5, 7)),
        ("ref:state2731", "state2731", NoticeKind.UNKNOWN_VALUE, (4, 13)),
        ("tag:// a", "tag AND a", NoticeKind.EMPTY_FIELD, (0, 4)),
        ("a mark:u mark:c", "para:(mark:(U OR C) a)", NoticeKind.SEVERAL_MARKS, (0, 15)),
        ("b para:(a -tag:X)", "b AND para:(a) AND NOT tag:X", NoticeKind.OUT_OF_PARAGRAPH, (2, 17)),
        ("*", "", NoticeKind.NO_WORDS, (0, 1)),
        ("***", "", NoticeKind.NO_WORDS, (0, 3)),
        ('"" & ()', "", NoticeKind.NO_WORDS, (0, 7)),
    ],
)
def test_what_cannot_be_read_is_searched_as_words_and_pointed_at(
    text: str, read: str, kind: NoticeKind, place: tuple[int, int]
) -> None:
    query = parse_query(text)

    assert query.describe() == read
    assert [notice.kind for notice in query.notices][:1] == [kind]
    assert (query.notices[0].start, query.notices[0].end) == place


def test_a_query_longer_than_allowed_is_cut_between_words() -> None:
    query = parse_query(("x" * 98 + " ") * 50)

    assert [notice.kind for notice in query.notices] == [NoticeKind.TOO_LONG]
    assert (query.notices[0].start, query.notices[0].end) == (989, 4950)
    assert query.describe() == " AND ".join(["x" * 98] * 10)


def test_only_so_many_words_are_searched() -> None:
    query = parse_query("tag:A " + " OR ".join(f"w{number}" for number in range(100)))

    assert [notice.kind for notice in query.notices] == [NoticeKind.TOO_MANY]
    assert query.describe().count("w") == MOST_CLAUSES - 1


@pytest.mark.parametrize(
    ("part", "kept"),
    [("para:w", 7), ("mark:u w", 6), ('"w v"~5', 8), ('"w a b c d e f"~5', 3)],
)
def test_only_so_much_is_looked_for_in_paragraphs(part: str, kept: int) -> None:
    query = parse_query(" OR ".join(f"({part})" for _ in range(20)))

    assert [notice.kind for notice in query.notices] == [NoticeKind.TOO_MANY]
    assert query.describe().count("w") == kept
    assert parse_query(query.describe()).root == query.root


def test_brackets_deeper_than_allowed_are_passed_over() -> None:
    deep = "(a OR " * 40 + "b" + ")" * 40
    query = parse_query(deep)

    assert {notice.kind for notice in query.notices} == {NoticeKind.TOO_DEEP}
    assert len(query.notices) == min(MOST_NOTICES, 40 - MOST_DEPTH)
    assert query.describe() == " OR ".join("a" * 40) + " OR b"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        ")" * 5000,
        '"' * 4999,
        "\\" * 5000,
        '"\\' * 2500,
        "-" * 5000,
        "NOT " * 1250,
        "a OR " * 1000,
        "tag:" * 1250,
        "*" * 5000,
        "a*" * 2500,
        "created:" + "9" * 4000,
        "created:" + ".." * 2000,
        "\x00\u202e\ufeff\ud800" * 1250,
        "ﷺ" * 5000,
        "'s." * 1600,
        "a." * 2500,
        "A " * 2500,
        "a " * 1000,
        "tag:x " * 1000,
        "para:(" * 1000,
        "para:(mark:u a OR " * 300,
        "mark:u " * 700,
        "-para:(-" * 600,
        '"a b"~' * 800,
        "a~" * 2500,
        "=" * 5000,
        '="a" ' * 1000,
        "class:>=" * 600,
        "/(a+)+$/ " * 500,
        "words:" + "9" * 4900,
        "id:" + "08A" * 1600,
        "ref:" + "0" * 4900,
        "mark:" + "S/NF" * 1200,
        "country:" + "x" * 4900,
        "\u202e\u2066(a OR b)\u2069 " * 300,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hostile_queries_are_read_quickly(text: str) -> None:
    begun = time.process_time()
    query = parse_query(text)
    again = parse_query(query.describe())

    assert time.process_time() - begun < 0.5
    assert again.describe().startswith(query.describe()[:200])
    assert len(query.notices) <= MOST_NOTICES


def test_a_thousand_clauses_are_cut_where_the_notice_says() -> None:
    query = parse_query(" ".join(f"tag:t{number}" for number in range(1000)))

    assert [notice.kind for notice in query.notices] == [NoticeKind.TOO_MANY, NoticeKind.TOO_LONG]
    assert query.describe() == " AND ".join(f"tag:t{number}" for number in range(MOST_CLAUSES))
    assert query.text[query.notices[0].start :].startswith("t64 tag:t65")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/(a+)+$/", "a"),
        (".*", None),
        ("a\x00b \x1b[2Jc", '"a b" AND 2jc'),
        ("\u202ebar\u202cley ab\u200bc", "barley AND abc"),
        ('tag:"a\x07\x1b\u202eb"', 'tag:"a b"'),
        ('"a" OR 1=1; DROP TABLE', 'a OR ("1 1" AND drop AND table)'),
        ("<script>alert(1)</script>", '"script alert" AND 1 AND script'),
    ],
)
def test_what_is_meant_for_another_program_is_words(text: str, read: str | None) -> None:
    assert parse_query(text).describe() == (read or "")


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("2008", ("2008", "2008")),
        (">9999", None),
        ("<0001", None),
        (">2008-12-31", ("2009-01-01", None)),
        (">2008-12", ("2009-01", None)),
        ("<2008-01", (None, "2007-12")),
        ("<2009-01-01", (None, "2008-12-31")),
        ("..", None),
        ("2008..x", None),
        ("0000", None),
        ("2008-13", None),
    ],
)
def test_ranges_of_dates(written: str, ends: tuple[str | None, str | None] | None) -> None:
    assert date_range(written) == ends


def test_dates_of_records_are_numbers_to_the_precision_they_have() -> None:
    assert day_number("2008-02-29T05:44Z") == 20080229
    assert day_number("2008-02") == 20080200
    assert day_number("soon") is None
    assert day_number(None) is None
    in_order = ["2007-12-31T23:59Z", "2008", "2008-02-29", "2008-02-29T05:44Z", "2008-03-01T00:00Z"]
    minutes = [minute_number(one) or 0 for one in in_order]
    assert minutes == sorted(set(minutes))


def test_a_date_with_a_thousand_digits_is_no_date() -> None:
    assert parse_query("created:" + "1" * 900).notices[0].kind is NoticeKind.NOT_A_DATE
