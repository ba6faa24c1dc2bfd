"""The queue: found by state and filters, paged without end, and many taken at once."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk import Desk
from tests.holdings import line, lines, take_in

IDS = [f"08EXAMPLETOWN{number}" for number in range(100, 170)]


@pytest.fixture
def held(desk: Desk, tmp_path: Path) -> Desk:
    """Seventy cables held, the first three under a batch's name; who works with them."""
    from reftel.vault import docket  # noqa: PLC0415 -- models need the desk's settings

    source = [line(number, f"Report {number}.") for number in range(100, 170)]
    take_in(desk.archive, lines(tmp_path / "spring.jsonl", *source[:3]), batch="spring")
    take_in(desk.archive, lines(tmp_path / "rest.jsonl", *source[3:]))
    docket.fill()
    desk.account("anna", "reviewer")
    desk.account("bert", "approver", "reviewer")
    desk.account("olga", "observer")
    desk.account("vera", "reviewer", batch="spring")
    return desk


def listed(page: str) -> list[str]:
    """The cables of a page, in its order."""
    return re.findall(r'<span class="id">([^<]+)</span>', page)


def get(desk: Desk, address: str, who: str = "anna") -> str:
    return desk.get(address, who)


def test_all_cables_are_reached_from_page_to_page_and_back(held: Desk) -> None:
    first = get(held, "/desk/queue/")
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after is not None
    second = get(held, after[1])
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back is not None

    assert listed(first) == IDS[:50]
    assert listed(second) == IDS[50:]
    assert listed(get(held, back[1])) == IDS[:50]
    assert 'rel="prev"' not in get(held, back[1])


def test_a_page_asks_a_fixed_number_of_questions(held: Desk) -> None:
    counted = []
    for address in ("/desk/queue/", "/desk/queue/?state=received&batch=spring"):
        get(held, address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            get(held, address)
        counted.append(len(asked))

    assert counted == [8, 9]


def test_a_batch_of_very_many_is_found_without_counting_it(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.desk.queue import finding  # noqa: PLC0415

    counted = get(held, "/desk/queue/?batch=spring")
    monkeypatch.setattr(finding, "FEW", 2)
    page = get(held, "/desk/queue/?batch=spring")

    assert '<p class="sum">3 cables</p>' in counted
    assert "cables</p>" not in page
    assert listed(page) == listed(counted) == IDS[:3]
    assert listed(get(held, "/desk/queue/", "vera")) == IDS[:3]


def test_who_has_a_right_over_one_batch_sees_that_batch(held: Desk) -> None:
    page = get(held, "/desk/queue/", "vera")

    assert listed(page) == IDS[:3]
    assert (
        "70"
        not in re.sub(r"EXAMPLETOWN\d+", "", page)
        .partition('<nav class="tabs"')[2]
        .partition("</nav>")[0]
    )
    assert held.client("vera").get(f"/desk/cable/{IDS[5]}/").status_code == 404


def test_many_are_reviewed_after_it_was_said_how_many(held: Desk) -> None:
    anna = held.client("anna")
    choice = {"asked": "state=received", "id": [IDS[0], IDS[4], "08NOWHERE1"]}
    confirm = anna.post("/desk/queue/review/", choice)
    assert "Reviewed: 2 cables" in confirm.content.decode()
    done = anna.post("/desk/queue/review/", choice | {"confirmed": "2"}, follow=True)

    assert "2 cables reviewed." in done.content.decode()
    assert listed(get(held, "/desk/queue/?state=in review")) == [IDS[0], IDS[4]]

    every = {"asked": "state=received", "all": "1"}
    assert "Reviewed: 68 cables" in anna.post("/desk/queue/review/", every).content.decode()
    stale = anna.post("/desk/queue/review/", every | {"confirmed": "67"})
    assert "Reviewed: 68 cables" in stale.content.decode()
    anna.post("/desk/queue/review/", every | {"confirmed": "68"})
    assert listed(get(held, "/desk/queue/?state=received")) == []


def test_nothing_ticked_is_nothing_done(held: Desk) -> None:
    answer = held.client("anna").post(
        "/desk/queue/review/", {"asked": "", "confirmed": "70"}, follow=True
    )

    assert "No cable was chosen" in answer.content.decode()
    assert listed(get(held, "/desk/queue/?state=in review")) == []


def test_what_a_rule_is_against_is_told_and_the_rest_is_done(held: Desk) -> None:
    (held.archive.config).write_text(
        held.archive.config.read_text() + "\n[policy]\ntwo_people = true\n"
    )
    bert = held.client("bert")
    held.client("anna").post("/desk/queue/review/", {"id": IDS[:2], "confirmed": "2"})
    bert.post("/desk/queue/review/", {"id": [IDS[2]], "confirmed": "1"})

    done = bert.post("/desk/queue/approve/", {"id": IDS[:4], "confirmed": "4"}, follow=True)
    told = done.content.decode()

    assert "2 cables approved." in told
    assert f"{IDS[2]}: you reviewed it yourself." in told
    assert f"{IDS[3]}: nobody has reviewed it as it stands." in told


def test_cables_are_given_to_somebody_who_can_review(held: Desk) -> None:
    anna = held.client("anna")
    wrong = anna.post("/desk/queue/assign/", {"id": IDS[:2], "confirmed": "2", "to": "olga"})
    assert "There is no such account" in wrong.content.decode()
    anna.post("/desk/queue/assign/", {"id": IDS[:2], "confirmed": "2", "to": "bert"})

    assert listed(get(held, "/desk/queue/?assignee=bert")) == IDS[:2]
    assert len(listed(get(held, "/desk/queue/?assignee=-&state=in review"))) == 0


def test_metadata_and_words_are_searched_in_the_edition_of_the_staff(held: Desk) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.archive import Audience  # noqa: PLC0415
    from reftel.vault import publication  # noqa: PLC0415

    assert "there is no edition for the staff yet" in get(held, "/desk/queue/?q=report")
    publication.publish(held.archive, audience=Audience.STAFF, made_at=NOW)

    assert listed(get(held, "/desk/queue/?q=%22report+117%22")) == ["08EXAMPLETOWN117"]
    assert listed(get(held, "/desk/queue/?year=2008&batch=spring")) == IDS[:3]
    assert listed(get(held, "/desk/queue/?year=2007")) == []
    assert listed(get(held, "/desk/queue/?q=%22report+117%22", "vera")) == []


def test_what_very_many_cables_have_is_walked_in_order(
    held: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.archive import Audience  # noqa: PLC0415
    from reftel.desk.queue import finding  # noqa: PLC0415
    from reftel.vault import publication  # noqa: PLC0415

    publication.publish(held.archive, audience=Audience.STAFF, made_at=NOW)
    monkeypatch.setattr(finding, "FEW", 5)
    monkeypatch.setattr(finding, "WALKED_FIRST", 2)
    page = get(held, "/desk/queue/?q=report")

    assert listed(page) == IDS[:50]
    confirm = held.client("anna").post("/desk/queue/review/", {"asked": "q=report", "all": "1"})
    assert "Reviewed: 70 cables" in confirm.content.decode()


@pytest.mark.usefixtures("held")
def test_nothing_is_walked_on_the_way_to_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a year is asked for, whose cables lie side by side."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from reftel.desk.queue import finding  # noqa: PLC0415
    from reftel.desk.queue.asked import Asked  # noqa: PLC0415
    from reftel.desk.rights import Reach  # noqa: PLC0415

    monkeypatch.setattr(finding, "FEW", 5)
    monkeypatch.setattr(finding, "WALKED_FIRST", 9)
    hits = frozenset((*IDS[10:14], *IDS[60:64]))
    found = finding.Finding(Asked(), Reach(everything=True), hits)
    with CaptureQueriesContext(connection) as asked:
        assert found.after(size=3) == finding.Found(tuple(IDS[10:13]), before=False, after=True)
        assert found.before(IDS[69], 3) == finding.Found(tuple(IDS[61:64]), before=True, after=True)
    assert len(asked) == 2

    assert found.after(IDS[13], 4).ids == tuple(IDS[60:64])
    assert found.before(IDS[60], 4).ids == tuple(IDS[10:14])
    assert found.after(IDS[63]) == finding.Found((), before=True, after=False)
    assert tuple(found.every()) == (*IDS[10:14], *IDS[60:64])


def test_approved_cables_are_put_into_a_batch(held: Desk) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.vault.batches import drafts  # noqa: PLC0415
    from reftel.vault.models import BatchItem  # noqa: PLC0415

    held.account("petra", "publisher")
    batch = drafts.draft("spring release", author="petra", at=NOW)
    held.client("bert").post("/desk/queue/approve/", {"id": IDS[:2], "confirmed": "2"})
    choice = {"id": IDS[:3]}
    asked = held.client("petra").post("/desk/queue/batch/", choice)
    assert f'<option value="{batch.id}">spring release</option>' in asked.content.decode()
    sent = choice | {"confirmed": "3", "to": str(batch.id)}
    told = held.client("petra").post("/desk/queue/batch/", sent, follow=True).content.decode()

    assert "2 cables added to the batch." in told
    assert IDS[2] in told
    assert sorted(BatchItem.objects.values_list("cable", flat=True)) == IDS[:2]


def test_a_right_over_one_batch_reaches_no_name_and_no_count_of_the_others(held: Desk) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.archive import Audience  # noqa: PLC0415
    from reftel.vault import publication  # noqa: PLC0415
    from reftel.vault.batches import drafts  # noqa: PLC0415
    from reftel.vault.models import BatchItem  # noqa: PLC0415

    publication.publish(held.archive, audience=Audience.STAFF, made_at=NOW)
    batch = drafts.draft("for the Sunday paper", author="petra", at=NOW)
    held.account("vera", "approver", "publisher", batch="spring")
    vera = held.client("vera")
    vera.post("/desk/queue/approve/", {"id": IDS[:1], "confirmed": "1"})
    page = get(held, "/desk/queue/", "vera")

    assert "which holds 70 cables" in get(held, "/desk/queue/")
    assert "staff’s edition of 2026-03-01 12:00. What came in" in page
    assert "<option>Embassy Exampletown</option>" in get(held, "/desk/queue/")
    assert "Embassy Exampletown</option>" not in page
    assert "Add to batch" not in page
    sent = {"id": IDS[:1], "confirmed": "1", "to": str(batch.id)}
    refused = vera.post("/desk/queue/batch/", sent)
    assert refused.status_code == 403
    assert "Sunday" not in refused.content.decode()
    assert not BatchItem.objects.exists()


def test_the_edition_that_is_searched_is_made_anew_by_a_process_of_its_own(held: Desk) -> None:
    from dataclasses import replace  # noqa: PLC0415

    run: list[object] = []
    held.house = replace(held.house, errand=run.append)
    held.clients.clear()
    answer = held.client("anna").post("/desk/queue/edition/", follow=True)

    assert "is being made anew" in answer.content.decode()
    assert run == [("rebuild", "--staff")]
