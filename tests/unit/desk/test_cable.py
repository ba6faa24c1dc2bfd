"""The page of a cable on the desk: steps, marks, what happened meanwhile, what the public reads."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk import Desk
from tests.holdings import ONE, TWO, line, lines, take_in

AT = f"/desk/cable/{ONE}/"


@pytest.fixture
def held(desk: Desk, tmp_path: Path) -> Desk:
    """Two cables held, one of them in two texts, and who works with them."""
    from reftel.vault import docket  # noqa: PLC0415 -- models need the desk's settings

    words = "Jane Doe met JANE\nDOE in the granary."
    source = [line(1, words, released="2011-08-26T00:00Z"), line(2, "The harvest was good.")]
    take_in(desk.archive, lines(tmp_path / "source.jsonl", *source))
    docket.fill()
    desk.account("anna", "reviewer")
    desk.account("bert", "approver")
    desk.account("olga", "observer")
    return desk


def get(desk: Desk, address: str = AT, who: str = "anna") -> str:
    return desk.get(address, who)


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def marks() -> list[tuple[str, str]]:
    from reftel.vault.models import Mark  # noqa: PLC0415

    return list(Mark.objects.order_by("start").values_list("words", "state"))


def state(cable: str = ONE) -> str:
    from reftel.vault.models import Docket  # noqa: PLC0415

    return Docket.objects.get(cable=cable).state


def test_a_review_leads_to_the_next_cable_of_the_queue(held: Desk) -> None:
    page = get(held, f"{AT}?state=received")
    sent = {name: field(page, name) for name in ("seen", "asked", "following")}
    assert sent["following"] == TWO

    way = held.client("anna").post(f"{AT}review/", sent)
    assert (way.status_code, way.headers["Location"]) == (302, f"/desk/cable/{TWO}/?state=received")
    assert state() == "in review"

    page = get(held, f"/desk/cable/{TWO}/?state=received")
    sent = {name: field(page, name) for name in ("seen", "asked", "following")}
    assert sent["following"] == ""
    at_once = held.client("anna").post(
        f"/desk/cable/{TWO}/review/", sent, headers={"X-Next": "page"}
    )
    assert at_once.status_code == 200, "the answer is the page itself, in one round trip"
    assert at_once.headers["Content-Location"] == f"/desk/cable/{TWO}/?state=received"
    assert state(TWO) == "in review"


def test_a_stale_form_is_refused_with_what_happened_and_what_was_typed_is_kept(
    held: Desk,
) -> None:
    seen = field(get(held, who="bert"), "seen")
    held.client("anna").post(f"{AT}review/", {"seen": seen})
    late = held.client("bert").post(
        f"{AT}return/", {"seen": seen, "words": "A name <in> paragraph 1."}
    )

    told = late.content.decode()
    assert late.status_code == 409
    assert "anna reviewed it meanwhile" in told
    assert "A name &lt;in&gt; paragraph 1.</textarea>" in told
    assert state() == "in review"
    again = held.client("bert").post(
        f"{AT}return/", {"seen": field(told, "seen"), "words": "A name <in> paragraph 1."}
    )
    assert again.status_code == 302
    assert "A name &lt;in&gt; paragraph 1.</blockquote>" in get(held)


def test_words_that_were_selected_are_held_back_at_their_place(held: Desk) -> None:
    page = get(held)
    text = re.sub(
        r"<[^>]+>", "", page.partition('id="text"')[2].partition(">")[2].partition("</pre>")[0]
    )
    start = text.index("JANE\nDOE")
    sent = {"text": field(page, "text"), "start": start, "end": start + 8, "code": "B6"}
    wrong = held.client("anna").post(f"{AT}marks/", {**sent, "mark_words": "JANE ROE"})
    assert wrong.status_code == 409
    assert "do not stand at that place" in wrong.content.decode()
    assert 'value="JANE ROE"' in wrong.content.decode()

    done = held.client("anna").post(f"{AT}marks/", {**sent, "mark_words": "JANE DOE"})
    assert done.status_code == 302
    assert marks() == [("Jane Doe", "proposed"), ("JANE\nDOE", "standing")]
    assert '<mark class="standing"' in get(held)


def test_words_that_were_typed_are_held_back_once_or_everywhere(held: Desk) -> None:
    anna, sent = held.client("anna"), {"text": field(get(held), "text")}
    none = anna.post(f"{AT}marks/", {**sent, "mark_words": "Jane Doe", "which": "3"})
    assert "they stand 2 times in the text" in none.content.decode()
    anna.post(f"{AT}marks/", {**sent, "mark_words": "jane  doe", "which": "2", "why": "Asked."})
    assert ("JANE\nDOE", "standing") in marks()
    assert ("Jane Doe", "standing") not in marks()
    anna.post(f"{AT}marks/", {**sent, "mark_words": "Jane Doe"})
    assert {("Jane Doe", "standing"), ("JANE\nDOE", "standing")} <= set(marks())
    nothing = anna.post(f"{AT}marks/", sent)
    assert "No words and no paragraphs were chosen." in nothing.content.decode()


def test_a_docket_follows_its_marks_once(held: Desk) -> None:
    sent = {"text": field(get(held), "text"), "mark_words": "Jane Doe"}
    with CaptureQueriesContext(connection) as asked:
        held.client("anna").post(f"{AT}marks/", sent)

    written = [one["sql"] for one in asked if one["sql"].startswith('INSERT INTO "vault_docket"')]
    assert len(written) == 1
    assert "2 marked" in get(held, "/desk/queue/")


def test_words_that_are_too_long_are_not_held_back_in_part(held: Desk) -> None:
    sent = {"text": field(get(held), "text"), "mark_words": f"Jane Doe met{' ' * 2_000}JANE"}
    long = held.client("anna").post(f"{AT}marks/", sent)

    assert long.status_code == 409
    assert "longer than 2,000 characters" in long.content.decode()
    assert marks() == []


def test_the_public_reads_the_block_and_not_the_words(held: Desk) -> None:
    sent = {"text": field(get(held), "text"), "mark_words": "Jane Doe", "code": "B6"}
    held.client("anna").post(f"{AT}marks/", sent)
    preview = get(held, f"{AT}preview/", "olga")

    assert preview.count("[B6 REDACTED]") >= 2
    assert "jane" not in preview.lower()
    assert 'href="/browse' not in preview


def test_all_paragraphs_but_those_of_a_portion_mark_are_held_back(held: Desk) -> None:
    page = get(held)
    assert '<option value="U">' in page
    sent = {"text": field(page, "text"), "but": "U"}
    answer = held.client("anna").post(f"{AT}marks/", sent)

    assert "No words and no paragraphs were chosen." in answer.content.decode(), "all are (U)"
    held.client("anna").post(f"{AT}marks/", {**sent, "but": "S"})
    assert [words for words, _ in marks()] == ["Jane Doe met JANE\nDOE in the granary."]


def test_a_proposal_is_decided_and_a_mark_lifted_by_who_may(held: Desk) -> None:
    from reftel.vault.models import Mark  # noqa: PLC0415

    anna, sent = held.client("anna"), {"text": field(get(held), "text")}
    anna.post(f"{AT}marks/", {**sent, "mark_words": "Jane Doe"})
    first, second = Mark.objects.order_by("start")
    Mark.objects.update(state="proposed", rule="protect")
    assert "2 proposals wait for somebody to decide" in get(held)
    assert held.client("bert").post(f"{AT}marks/{first.id}/decide/").status_code == 403
    assert anna.post(f"/desk/cable/{TWO}/marks/{first.id}/decide/").status_code == 409

    anna.post(f"{AT}marks/{first.id}/decide/", {"accept": ""})
    anna.post(f"{AT}marks/{second.id}/decide/", {"accept": "1"})
    assert [one for _, one in marks()] == ["refused", "standing"]
    late = anna.post(f"{AT}marks/{first.id}/decide/", {"accept": "1"})
    assert late.status_code == 409
    anna.post(f"{AT}marks/{second.id}/lift/")
    assert [one for _, one in marks()] == ["refused", "lifted"]


def test_the_assistant_is_asked_and_proposes(held: Desk, tmp_path: Path) -> None:
    words = "Jane Doe (strictly protect) met a man in the granary."
    later = line(1, words, released="2012-01-01T00:00Z")
    take_in(held.archive, lines(tmp_path / "later.jsonl", later))
    asked = held.client("anna").post(f"{AT}marks/ask/", follow=True)

    assert "The assistant proposes 1 mark." in asked.content.decode()
    assert marks() == [("Jane Doe", "proposed")]
    assert '<mark class="proposed"' in asked.content.decode()
    again = held.client("anna").post(f"{AT}marks/ask/", follow=True)
    assert "found nothing more to propose" in again.content.decode()


def test_all_that_a_rule_proposes_is_decided_at_once_by_who_has_seen_it(held: Desk) -> None:
    from reftel.vault.models import Mark  # noqa: PLC0415

    anna, sent = held.client("anna"), {"text": field(get(held), "text")}
    anna.post(f"{AT}marks/", {**sent, "mark_words": "Jane Doe"})
    Mark.objects.update(state="proposed", rule="protect")
    page = get(held)
    assert "All 2 by the rule" in page
    seen = re.findall(r'name="mark" value="([^"]*)"', page)
    stale = anna.post(f"{AT}marks/rule/", {"rule": "protect", "accept": "", "mark": seen[:1]})
    assert stale.status_code == 409
    assert [one for _, one in marks()] == ["proposed", "proposed"]
    anna.post(f"{AT}marks/rule/", {"rule": "protect", "accept": "1", "mark": seen})

    assert [one for _, one in marks()] == ["standing", "standing"]


def test_a_new_text_is_marked_only_by_who_has_read_it(held: Desk, tmp_path: Path) -> None:
    page = get(held)
    sent = {"text": field(page, "text"), "mark_words": "Jane Doe"}
    later = line(1, "Jane Doe left.", released="2012-01-01T00:00Z")
    take_in(held.archive, lines(tmp_path / "later.jsonl", later))

    late = held.client("anna").post(f"{AT}marks/", sent)
    review = held.client("anna").post(f"{AT}review/", {"seen": field(page, "seen")})
    assert "a new text of it came in meanwhile" in late.content.decode()
    assert "a new text of it came in meanwhile" in review.content.decode()
    texts = get(held, f"{AT}texts/")
    assert "<del>" in texts
    assert "<ins>" in texts


def test_a_mark_that_is_adrift_is_placed_anew_at_one_place(held: Desk, tmp_path: Path) -> None:
    from reftel.vault.models import Mark  # noqa: PLC0415

    anna = held.client("anna")
    sent = {"text": field(get(held), "text"), "mark_words": "Jane Doe", "which": "1", "code": "B6"}
    anna.post(f"{AT}marks/", sent)
    later = line(1, "J. Doe met J. Doe and John.", released="2012-01-01T00:00Z")
    take_in(held.archive, lines(tmp_path / "later.jsonl", later))
    page = get(held)
    adrift = Mark.objects.get(state="adrift", code="B6")
    assert f'<option value="{adrift.id}">adrift: Jane Doe</option>' in page

    sent = {"text": field(page, "text"), "adrift": str(adrift.id), "mark_words": "J. Doe"}
    two = anna.post(f"{AT}marks/", sent)
    assert (two.status_code, "2 were named" in two.content.decode()) == (409, True)
    assert f'<option value="{adrift.id}" selected>' in two.content.decode()
    other = {**sent, "text": field(get(held, f"/desk/cable/{TWO}/"), "text")}
    assert (
        anna.post(f"/desk/cable/{TWO}/marks/", {**other, "mark_words": "good"}).status_code == 409
    )
    assert anna.post(f"{AT}marks/", {**sent, "which": "2"}).status_code == 302

    (placed,) = Mark.objects.filter(state="standing", words="J. Doe")
    assert (placed.code, placed.cable_id) == ("B6", ONE)
    assert Mark.objects.get(pk=adrift.id).state == "lifted"


def test_where_marked_words_stand_open_is_told_within_reach(held: Desk, tmp_path: Path) -> None:
    from tests.holdings import NOW  # noqa: PLC0415

    from reftel.archive import Audience  # noqa: PLC0415
    from reftel.vault import publication  # noqa: PLC0415
    from reftel.vault.models import Membership  # noqa: PLC0415

    three = "08EXAMPLETOWN3"
    take_in(held.archive, lines(tmp_path / "third.jsonl", line(3, "Jane Doe <left>.")))
    publication.publish(held.archive, audience=Audience.STAFF, made_at=NOW)
    sent = {"text": field(get(held), "text"), "mark_words": "Jane Doe", "which": "1"}
    held.client("anna").post(f"{AT}marks/", sent)
    assert f'href="{AT}open/"' in get(held)
    rows = r'<th scope="row">([^<]+)</th><td data-name="Cable"><a href="([^"]+)"'

    told = re.findall(rows, get(held, f"{AT}open/"))
    assert told == [("jane doe", AT), ("jane doe", f"/desk/cable/{three}/")]
    Membership.objects.create(batch="elsewhere", cable_id=ONE)
    held.account("vera", "observer", batch="elsewhere")
    page = get(held, f"{AT}open/", "vera")
    assert re.findall(rows, page) == [("jane doe", AT)]
    assert three not in page


def test_what_reftel_toml_says_wrongly_is_told_on_a_page(held: Desk) -> None:
    config = held.archive.config
    sound = config.read_text()
    config.write_text(f'{sound}\n[redaction]\ncodes = ["SOURCE", "B6"]\n')
    assert '<option value="SOURCE">SOURCE</option>' in get(held)
    assert '<option value="B6">B6: personal privacy</option>' in get(held)
    config.write_text(f'{sound}\n[redaction]\ncodes = "B6"\n')
    answer = held.client("anna").get(AT)

    assert answer.status_code == 503
    assert "should be a list of strings" in answer.content.decode()


def test_who_else_opened_it_is_told(held: Desk) -> None:
    get(held, who="olga")
    assert "olga opened this less than a minute ago." in get(held)
    assert "anna opened this" not in get(held)


def test_an_observer_sees_no_form_but_to_sign_out(held: Desk) -> None:
    page = get(held, who="olga")

    forms = re.findall(r'<form method="post"[^>]*action="([^"]*)"', page)
    assert forms == ["/desk/logout/"]


def test_the_page_asks_a_fixed_number_of_questions(held: Desk) -> None:
    get(held)
    with CaptureQueriesContext(connection) as asked:
        get(held)

    assert len(asked) == 22
