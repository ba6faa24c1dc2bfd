"""The leak rehearsal: a sound edition passes, and a leak is found wherever it is planted."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.batching import approve, cable, public, run, scheduled
from tests.holdings import DAY, line, lines, open_vault, take_in
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.contents import Sealed
from reftel.edition.editorial.cards import Card
from reftel.edition.live import open_live
from reftel.edition.prepared import Prepared
from reftel.rehearsal import itinerary
from reftel.rehearsal.secrets import Secrets
from reftel.site.rehearsing import RehearsalError, rehearse
from reftel.site.releasing import rehearsal
from reftel.site.wiring import start_django
from reftel.telegram.cable import as_json
from reftel.vault import decisions, publication
from reftel.vault.batches.reports import Report
from reftel.vault.batches.running import run_one
from reftel.vault.batches.withheld import withheld
from reftel.vault.decisions import Ground
from reftel.vault.models import Batch, BatchState, Decision, Revision

SECRET = "Xyzzyplugh saw the quuxwort at frobnitz."


@pytest.fixture
def held(tmp_path: Path) -> Iterator[ArchiveFolder]:
    """A vault with a public cable, two that are approved, and one that is withheld."""
    with open_vault(tmp_path / "archive") as archive:
        told = [line(n, f"The harvest of barley number {n} was good.") for n in (1, 2, 4)]
        take_in(archive, lines(tmp_path / "in.jsonl", *told, line(3, SECRET)))
        decisions.release(archive, [cable(1)], Ground(on=DAY))
        decisions.withhold(archive, [cable(3)], Ground(on=DAY))
        yield archive


def released(archive: ArchiveFolder) -> Batch:
    batch = scheduled(archive, approve(2, 4))
    return run_one(run(archive, rehearsal=rehearsal(archive)), batch.id)


def found(batch: Batch) -> set[tuple[str, str]]:
    return {(one.address, one.what) for one in Report.of(batch).findings}


def test_every_route_has_a_sample() -> None:
    start_django()
    assert itinerary.unsampled() == set()
    assert list(itinerary.variants("/articles/a%3F/")) == ["/articles/a%3F/"]
    assert "/browse/released.csv" in set(itinerary.variants("/browse/released/"))


def test_a_sound_edition_passes(held: ArchiveFolder) -> None:
    done = released(held)

    report = Report.of(done)
    assert (done.state, report.findings) == (BatchState.RELEASED, ())
    assert public(held) == [cable(1), cable(2), cable(4)]
    walked = report.walked
    assert walked["changed cables"] == 3  # the first edition shows all three
    assert walked["addresses on all routes"] > 150
    assert walked["held cables"] == 1
    assert walked["words unknown to the index"] == 4
    assert walked["records opened"] == 3
    assert walked["bytes of files left out"] == 0


def test_a_withdrawal_card_of_what_is_held_is_no_leak(held: ArchiveFolder) -> None:
    """Others say that it exists: its card is public, its text is not."""
    rows = f"id,date,from,to,subject,source,note\n{cable(3).lower()},,,,Of Xyzzyplugh,RG 59,\n"
    held.withdrawal_cards.write_text(rows, encoding="utf-8")
    take_in(held, lines(held.root / "more.jsonl", line(5, "Grommet met Xyzzyplugh.")))

    done = released(held)

    assert (done.state, Report.of(done).findings) == (BatchState.RELEASED, ())
    edition = open_live(held, audience=Audience.PUBLIC)
    ghost = edition.ghost(cable(3))
    assert ghost is not None
    assert ghost.card == Card(cable(3), subject="Of Xyzzyplugh", source="RG 59")
    assert edition.record(cable(3)) is None


def test_a_cable_that_is_held_and_gets_in_is_found_everywhere(
    held: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The publication gives one cable too many."""
    secret = Sealed.opened(bytes(Revision.objects.get(cable=cable(3)).record)).record
    really = publication.cables

    def one_too_many(**asked: Any) -> Iterator[Prepared]:
        every = [*really(**asked), Prepared.of(Sealed.of(secret))]
        yield from sorted(every, key=lambda one: one.id)

    monkeypatch.setattr(publication, "cables", one_too_many)

    done = released(held)

    assert (done.state, public(held)) == (BatchState.REFUSED, [])
    assert Decision.objects.count() == 2
    assert "The rehearsal of the batch 'spring' found what is held back at" in (
        Report.of(done).happened
    )
    assert {
        ("/browse/released.csv", "08exampletown3"),
        ("/search/?q=xyzzyplugh", "xyzzyplugh"),
        (f"/cable/{cable(3)}/", "200: it must not be here"),
        (f"/cable/{cable(3)}/", "nobody released it"),
        ("catalogue.sqlite", "08exampletown3"),
    } <= found(done)


@pytest.mark.parametrize("parts", [1, 3])
def test_what_is_marked_and_shown_all_the_same_is_found_on_every_surface(
    held: ArchiveFolder, parts: int
) -> None:
    """Rehearsed with other secrets than it has: as if the marks had not been laid."""
    released(held)
    folder = open_live(held, audience=Audience.PUBLIC).folder
    secrets = Secrets(frozenset({"barley"}), {cable(2): ("barley number 2",)}, (cable(4),))

    told = rehearse(held, folder, secrets, parts=parts)

    assert told["walked"]["changed cables"] == 3
    places = {(address, where) for address, where, _ in told["findings"]}
    assert {
        (f"/cable/{cable(2)}/", "body"),
        (f"/cable/{cable(2)}/raw.txt", "body"),
        (f"/cable/{cable(2)}.json", "body"),
        (f"/cable/{cable(4)}/", "status"),
        ("/browse/released.csv", "body"),
        ("/search/?q=barley", "index"),
        ("/suggest.json?q=barle", "body"),
        (f"catalogue.sqlite, {cable(2)}", "text"),
        ("catalogue.sqlite", "cable"),
    } <= places
    assert [f"catalogue.sqlite, {cable(2)}", "text", "barley number 2"] in told["findings"]


def test_the_rehearsal_cannot_open_the_vault(held: ArchiveFolder) -> None:
    """A link leads from the edition into the vault; the process is stopped there."""
    released(held)
    folder = open_live(held, audience=Audience.PUBLIC).folder
    shutil.copytree(folder, held.vault / "000001")

    with pytest.raises(RehearsalError, match="the rehearsal has no business in the vault"):
        rehearse(held, held.vault / "000001", Secrets())


def test_words_are_told_from_the_vault_and_not_from_the_edition(held: ArchiveFolder) -> None:
    released(held)
    take_in(held, lines(held.root / "more.jsonl", line(5, "Grommet met Xyzzyplugh.")))
    decisions.withdraw(held, [cable(2)], Ground(on=DAY, reason="Asked for by Waldo."))
    candidate = open_live(held, audience=Audience.PUBLIC)

    asked = withheld(held, candidate, [cable(2), cable(4)])

    # Of the withdrawn cable nothing: its words stand in others, and its notice has its id.
    assert asked.words == {
        *(word.lower() for word in SECRET.rstrip(".").split() if word not in {"saw", "the", "at"}),
        "08exampletown3",
        "08exampletown5",
        "grommet",
    }
    assert set(asked.held) == {cable(3), cable(5)}


def test_a_word_that_stands_in_the_address_of_another_cable_is_no_secret(
    held: ArchiveFolder,
) -> None:
    """It is in the index as a routing indicator, and in no text nor name of a list."""
    sent = cable_record(cable(6), header="FM EXAMPLETOWN\nTO RUEHQX/AMEMBASSY BONN")
    hint = line(5, "Xyzzyplugh is told by RUEHQX.")
    take_in(held, lines(held.root / "sent.jsonl", as_json(sent), hint))
    decisions.release(held, [cable(6)], Ground(on=DAY))
    released(held)
    live = open_live(held, audience=Audience.PUBLIC)

    asked = withheld(held, live, [cable(2)])

    assert live.searcher.frequency("ruehqx") == 0
    assert live.searcher.standing({"ruehqx", *asked.words}) == {"ruehqx"}
    assert "ruehqx" not in asked.words >= {"xyzzyplugh", "frobnitz"}
