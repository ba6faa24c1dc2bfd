"""The audit log on the desk: read, filtered, carried away; its end is checked on every page."""

import csv
import hashlib
import io
import json
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.desk import Desk
from tests.holdings import NOW

from reftel.vault import audit, heads
from reftel.vault.entries import Wanted, entries
from reftel.vault.models import AuditEntry

CABLE = "08EXAMPLETOWN1"


@pytest.fixture
def logged(desk: Desk) -> Desk:
    """A log whose last entries are 60 notes by grace and a withdrawal by ada."""
    desk.account("root", "administrator")
    with transaction.atomic():
        for number in range(60):
            audit.append(
                "note", about=CABLE, author="grace", at=NOW, detail={"words": f"No {number}"}
            )
        audit.append("withdraw", about="08EXAMPLETOWN2", author="=ada", at=NOW)
    return desk


def read(desk: Desk, query: str = "") -> str:
    answer = desk.client("root").get(f"/desk/audit/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def numbers(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<li value="(\d+)"', page)]


def test_entries_come_the_newest_first_and_every_one_is_reached(logged: Desk) -> None:
    last = audit.head().number
    first = read(logged)
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = read(logged, older)

    every = numbers(first) + numbers(second)
    assert every == list(range(last, 0, -1))
    assert len(numbers(first)) == 50
    (newer,) = re.findall(r'rel="prev" href="([^"]+)"', second)
    assert numbers(read(logged, newer)) == numbers(first)
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in second


def test_entries_are_found_by_act_author_what_they_are_about_and_day(logged: Desk) -> None:
    last = audit.head().number

    assert numbers(read(logged, "?act=withdraw")) == [last]
    assert numbers(read(logged, "?author=%3Dada")) == [last]
    assert len(numbers(read(logged, f"?about={CABLE}&author=grace"))) == 50
    assert numbers(read(logged, "?until=1999-01-01")) == []
    assert numbers(read(logged, "?act=withdraw&until=9999-12-31")) == [last]
    assert numbers(read(logged, "?since=2026-03-01&until=2026-03-01&act=withdraw")) == [last]
    page = read(logged, "?since=yesterday&act=withdraw")
    assert "This is no day, and was left out." in page
    assert numbers(page) == [last]


def test_words_of_an_entry_are_shown_and_obeyed_by_nobody(logged: Desk) -> None:
    with transaction.atomic():
        audit.append("note", author="<b>eve", at=NOW, detail={"<i>": "<script>" + "x" * 900})

    page = read(logged)
    assert "<script>x" not in page
    assert "&lt;script&gt;" in page
    assert "x" * 301 not in page
    number = audit.head().number
    whole = logged.client("root").get(f"/desk/audit/{number}/").content.decode()
    assert "x" * 900 in whole
    assert audit.head().digest in whole
    assert logged.client("root").get("/desk/audit/999/").status_code == 404


def test_the_secret_of_the_first_entry_is_on_no_list(logged: Desk) -> None:
    secret = json.loads(AuditEntry.objects.get(number=1).detail)["secret"]

    assert secret not in read(logged, "?act=begin")


def test_the_end_of_the_chain_is_checked_on_every_page(logged: Desk) -> None:
    last = audit.head().number
    assert f"The chain holds from the first entry to {last}." in read(logged)

    AuditEntry.objects.filter(number=last - 3).update(author="eve")

    page = read(logged)
    assert f"entry {last - 3} does not follow" in page
    assert page.count('class="broken"') == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"at": "yes<terday"}, "yes&lt;terday"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "0001-01-01T00:00:00+14:00"),
        ({"detail": '{"rows":{"mark":{}}}'}, "does not follow"),
        ({"detail": '{"rows":[1]}'}, "does not follow"),
        ({"detail": "["}, "does not follow"),
        ({"detail": "[" * 100_000}, "does not follow"),
    ],
)
def test_what_was_tampered_with_is_shown_as_it_stands(
    logged: Desk, values: dict[str, str], told: str
) -> None:
    number = audit.head().number
    AuditEntry.objects.filter(number=number).update(**values)

    assert told in read(logged)
    assert logged.client("root").get(f"/desk/audit/{number}/").status_code == 200


def test_what_was_tampered_with_tells_of_no_decision(logged: Desk) -> None:
    from reftel.vault.models import Cable, Decision  # noqa: PLC0415

    Cable.objects.create(id=CABLE)
    Decision.objects.create(cable_id=CABLE, verb="withhold", on=NOW.date())
    last = audit.head().number
    for detail in ("[", "[]", '{"rows":7}', '{"rows":{"decision":{"first":"x","last":1}}}'):
        AuditEntry.objects.filter(number=last).update(about="", act="withhold", detail=detail)
        assert last not in numbers(read(logged, f"?about={CABLE}"))


def test_an_end_that_audit_head_knew_otherwise_is_told(logged: Desk) -> None:
    heads.write(logged.archive, audit.head())
    assert "The chain holds" in read(logged)
    last = audit.head().number
    AuditEntry.objects.filter(number=last).delete()

    assert f"audit-head knew of entry {last}, which is not there." in read(logged)


def test_what_is_checked_and_asked_is_bounded(
    logged: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reftel.desk.auditing.page.CHECKED", 10)
    last = audit.head().number
    client = logged.client("root")
    client.get("/desk/audit/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/desk/audit/").content.decode()

    assert f"The chain holds from entry {last - 9} to {last}, the last." in page
    assert len(asked) <= 9


def test_the_log_is_carried_away_as_it_is_asked_for(logged: Desk) -> None:
    client = logged.client("root")
    whole = b"".join(client.get("/desk/audit/log.jsonl").streaming_content)
    assert whole == b"".join(entry.line for entry, _ in entries(Wanted().rows()))
    last = whole.splitlines(keepends=True)[-1]
    assert hashlib.sha256(last).hexdigest() == audit.head().digest

    table = b"".join(client.get("/desk/audit/log.csv?act=withdraw").streaming_content)
    rows = list(csv.reader(io.StringIO(table.decode())))
    assert len(rows) == 2
    assert rows[1][2:5] == ["'=ada", "withdraw", "08EXAMPLETOWN2"]
    assert client.get("/desk/audit/log.exe").status_code == 404
