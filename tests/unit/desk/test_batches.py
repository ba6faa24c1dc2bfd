"""Batches on the desk: from approved cables to a public edition, looked at before, undone after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.batching import LATER, approve, cable, hold, public, run
from tests.desk import Desk, fresh

from reftel.archive import Audience
from reftel.edition.live import open_live

WHY = "Asked for by a person named in it."


@pytest.fixture
def newsroom(desk: Desk) -> Desk:
    """Three cables, two of them approved; a publisher, an observer, and one of another batch."""
    hold(desk.archive, 1, 2, 3)
    approve(1, 2)
    desk.account("paula", "publisher")
    desk.account("olga", "observer")
    desk.account("vera", "publisher", batch="elsewhere")
    fresh(desk.client("paula"))
    fresh(desk.client("vera"))
    return desk


def post(desk: Desk, address: str, status: int = 302, **sent: object) -> str:
    return desk.post(f"/desk/{address}", "paula", status, **sent)


def get(desk: Desk, address: str, who: str = "paula") -> str:
    return desk.get(f"/desk/{address}", who)


def run_errands(desk: Desk) -> None:
    """What the desk sent for, done here and now."""
    from reftel.vault.batches import drafts, previewing  # noqa: PLC0415
    from reftel.vault.batches.running import run_due  # noqa: PLC0415

    for words in desk.errands:
        if words == ("release", "--due"):
            list(run_due(run(desk.archive, LATER.replace(year=2099))))
        else:
            assert words[:2] == ("batches", "--preview-number")
            previewing.preview(run(desk.archive), drafts.found(int(words[2])).id)
    desk.errands.clear()


@pytest.fixture
def spring(newsroom: Desk) -> Desk:
    """A batch of the two that are approved."""
    post(newsroom, "batches/", name="spring", notice="The first part.", note="For March.")
    post(newsroom, "batches/1/fill/", approved="1")
    return newsroom


@pytest.fixture
def released(spring: Desk) -> Desk:
    post(spring, "batches/1/release/")
    run_errands(spring)
    return spring


def test_a_batch_is_made_filled_and_released(newsroom: Desk) -> None:
    assert "2 approved cables wait" in get(newsroom, "batches/")
    post(newsroom, "batches/", name="spring", notice="The first part.")
    post(newsroom, "batches/1/fill/", ids=f"{cable(1)}, {cable(3)}\n{cable(2)}")
    page = get(newsroom, "batches/1/")
    assert "08EXAMPLETOWN3: It is not approved." in page
    assert "2 cables added." in page
    assert page.count("<b>Passed</b>") == 9

    post(newsroom, "batches/1/release/")
    assert newsroom.errands == [("release", "--due")]
    run_errands(newsroom)

    page = get(newsroom, "batches/1/")
    assert "Nothing was found that is held back." in page
    assert "edition 1" in page
    assert public(newsroom.archive) == [cable(1), cable(2)]
    assert "Public now: 2" in get(newsroom, "batches/")


def test_the_checks_of_many_cables_are_asked_where_somebody_asks(
    spring: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.desk.batches import page as pages  # noqa: PLC0415

    monkeypatch.setattr(pages, "SMALL", 1)
    get(spring, "batches/1/")  # with what was told of the acts before
    with CaptureQueriesContext(connection) as queries:
        page = get(spring, "batches/1/")
    assert len(queries) == 6
    assert "<b>Passed</b>" not in page
    assert 'href="?checks=now"' in page
    asked = get(spring, "batches/1/?checks=now")
    assert asked.count("<b>Passed</b>") == 9
    assert "As they were asked last" not in asked

    hold(spring.archive, 1, words="The harvest was bad.", day="2012-01-01")
    post(spring, "batches/1/release/")
    run_errands(spring)
    approve(1)
    page = get(spring, "batches/1/")
    assert "As they were asked last" in page
    assert "1 cable fails" in page


def test_what_fails_a_check_is_named_with_its_reason(spring: Desk) -> None:
    hold(spring.archive, 1, words="The harvest was bad.", day="2012-01-01")

    page = get(spring, "batches/1/")
    assert "1 cable fails" in page
    assert "A later text came in than the one that was approved." in page
    post(spring, "batches/1/release/")
    run_errands(spring)

    page = get(spring, "batches/1/")
    assert "did not pass its checks" in page
    assert public(spring.archive) == []


def test_it_is_looked_at_as_the_public_would_see_it(spring: Desk) -> None:
    answer = spring.client("olga").get("/desk/batches/1/public/")
    assert answer.status_code == 302
    post(spring, "batches/1/preview/")
    run_errands(spring)

    home = get(spring, "batches/1/public/", who="olga")
    page = get(spring, f"batches/1/public/cable/{cable(1)}/", who="olga")

    for text in (home, page):
        assert "Preview of the batch “spring”: this is not public." in text
        assert 'href="/cable/' not in text
        assert 'href="/browse/' not in text
    assert f'href="/desk/batches/1/public/cable/{cable(1)}/raw.txt"' in page
    assert 'href="/static/' in page
    moved = spring.client("olga").get("/desk/batches/1/public/cable/08exampletown1/")
    assert moved.headers["Location"] == f"/desk/batches/1/public/cable/{cable(1)}/"
    for nowhere in ("no/such", "browse/tag/Ω", "browse/tag/é"):
        answer = spring.client("olga").get(f"/desk/batches/1/public/{nowhere}/")
        assert answer.status_code == 404, nowhere
    assert public(spring.archive) == []


def test_what_was_typed_is_kept_where_it_cannot_be_done(spring: Desk) -> None:
    page = post(spring, "batches/", 409, name="spring", notice="Written at length.")
    assert "There is a batch &#x27;spring&#x27; already." in page
    assert "Written at length." in page
    assert "That name holds what is no letter." in post(spring, "batches/", 409, name="a\0b")
    page = post(spring, "batches/1/schedule/", 409, due="tomorrow")
    assert "is no time" in page
    page = post(spring, "batches/1/fill/", 409, ids="08NOWHERE1")
    assert "08NOWHERE1</textarea>" in page


def test_it_waits_for_its_time(spring: Desk) -> None:
    post(spring, "batches/1/schedule/", due="2098-03-01T06:00")

    page = get(spring, "batches/1/")
    assert "2098-03-01 06:00 UTC" in page
    assert spring.errands == []
    post(spring, "batches/1/hold/")
    assert "state-draft" in get(spring, "batches/1/")
    post(spring, "batches/1/schedule/", due="2098-03-01T06:00+02:00")
    assert "2098-03-01 04:00 UTC" in get(spring, "batches/1/")
    assert "is no time" in post(spring, "batches/1/schedule/", 409, due="0001-01-01T00:00+14:00")


def test_it_is_undone_in_one_step(released: Desk) -> None:
    page = post(released, "batches/1/undo/", 409, reason=" ")
    assert "not undone without a word" in page

    post(released, "batches/1/undo/", reason="Too early.")
    run_errands(released)

    assert public(released.archive) == []
    edition = open_live(released.archive, audience=Audience.PUBLIC)
    assert edition.known([cable(1)])[cable(1)].notice == "Too early."  # type: ignore[union-attr]
    assert "state-undone" in get(released, "batches/1/")


@pytest.mark.parametrize("address", ["batches/", "batches/1/", "batches/1/public/", "batches/9/"])
def test_who_may_not_know_of_every_cable_finds_no_batch(spring: Desk, address: str) -> None:
    assert spring.client("vera").get(f"/desk/{address}").status_code == 404
    assert spring.client("vera").post("/desk/batches/1/release/").status_code == 404
    assert spring.errands == []


def test_a_cable_is_withdrawn_with_a_reason(released: Desk) -> None:
    assert "An edition without it is made at once" in get(released, f"cable/{cable(1)}/withdraw/")
    page = post(released, f"cable/{cable(1)}/withdraw/", 409, what="whole", notice="")
    assert "not withdrawn without a word" in page

    post(released, f"cable/{cable(1)}/withdraw/", what="whole", notice=WHY)
    run_errands(released)

    assert public(released.archive) == [cable(2)]
    assert "It is not public." in get(released, f"cable/{cable(1)}/withdraw/")


def test_a_paragraph_is_withdrawn(released: Desk) -> None:
    sent = {"what": "part", "paragraphs": "1", "words": "", "code": "B1", "notice": WHY}
    page = post(released, f"cable/{cable(1)}/withdraw/", 409, **{**sent, "paragraphs": "7"})
    assert 'value="7"' in page
    post(released, f"cable/{cable(1)}/withdraw/", **sent)
    run_errands(released)

    record = open_live(released.archive, audience=Audience.PUBLIC).record(cable(1))
    assert record is not None
    assert record["paragraphs"][0]["text"] == "[B1 PARAGRAPH WITHHELD]"


@pytest.mark.parametrize(
    "long",
    [
        {"words": f"harvest\n{' ' * 4_000}good"},
        {"paragraphs": f"1{' ' * 4_000}7"},
        {"words": "harvest", "notice": "Why. " * 801},
    ],
)
def test_what_is_too_long_is_refused_whole_and_kept(released: Desk, long: dict[str, str]) -> None:
    sent = {"what": "part", "words": "", "paragraphs": "", "notice": WHY} | long
    page = post(released, f"cable/{cable(1)}/withdraw/", 409, **sent)

    assert "longer than 4,000 characters" in page
    for typed in long.values():
        assert typed.strip() in page
    assert released.errands == []
    assert "Nothing of this text is held back." in get(released, f"cable/{cable(1)}/")


def test_a_correction_is_shown_before_it_is_confirmed(released: Desk) -> None:
    assert "There is nothing to correct" in get(released, f"cable/{cable(1)}/correct/")
    hold(released.archive, 1, words="The harvest was bad.", day="2012-01-01")

    page = get(released, f"cable/{cable(1)}/correct/")
    assert "<del>good</del><ins>bad</ins>" in page.replace("</del> <ins>", "</del><ins>")
    page = post(released, f"cable/{cable(1)}/correct/", 409, notice="A misprint.")
    assert "It is not approved." in page
    assert "A misprint.</textarea>" in page
    approve(1)
    post(released, f"cable/{cable(1)}/correct/", notice="A misprint.")
    assert "This page says how far it is." in get(released, "batches/2/")
    run_errands(released)

    record = open_live(released.archive, audience=Audience.PUBLIC).record(cable(1))
    assert record is not None
    assert record["paragraphs"][0]["text"] == "The harvest was bad."


def test_who_corrects_within_an_import_batch_is_shown_the_cable(released: Desk) -> None:
    from reftel.vault.models import Membership  # noqa: PLC0415

    Membership.objects.create(batch="elsewhere", cable_id=cable(1))
    hold(released.archive, 1, words="The harvest was bad.", day="2012-01-01")
    approve(1)
    address = f"/desk/cable/{cable(1)}/correct/"
    answer = released.client("vera").post(address, {"notice": "A misprint."}, follow=True)

    assert answer.redirect_chain == [(f"/desk/cable/{cable(1)}/", 302)]
    assert f"{cable(1)} is being corrected." in answer.content.decode()
