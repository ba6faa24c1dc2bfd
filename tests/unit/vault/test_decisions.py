"""What is public is what somebody released, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, ONE, THREE, TWO, line, lines, open_vault, seen, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.contents import Sealed, Withdrawal
from reftel.edition.live import LiveEdition
from reftel.edition.manifest import Manifest
from reftel.edition.prepared import Prepared
from reftel.vault import decisions, publication
from reftel.vault.decisions import Ground, UndecidableError
from reftel.vault.models import Decision

GROUND = Ground(on=DAY, reason="Because.", author="An editor")
LATER = Ground(on=date(2026, 4, 1), reason="Later.")


@pytest.fixture
def three(vault: ArchiveFolder, tmp_path: Path) -> ArchiveFolder:
    """Three cables held; the third was never released by its source."""
    take_in(vault, lines(tmp_path / "three.jsonl", line(1), line(2), line(3, released=None)))
    return vault


def public() -> dict[str, str | None]:
    """The ids of what the public may see, with the day of release of each."""
    return {each["id"]: each["released"] for each in seen(Audience.PUBLIC)}


def staff() -> list[str]:
    return [each["id"] for each in seen(Audience.STAFF)]


@pytest.mark.usefixtures("three")
def test_nothing_is_public_before_somebody_says_so() -> None:
    assert public() == {}
    assert staff() == [ONE, TWO, THREE]


def test_a_release_shows_the_day_of_its_source_or_else_its_own(three: ArchiveFolder) -> None:
    assert decisions.release_all(three, GROUND) == 3

    assert public() == {
        ONE: "2011-08-26T00:00Z",
        TWO: "2011-08-26T00:00Z",
        THREE: "2026-03-01",
    }
    assert decisions.release_all(three, LATER) == 0, "nothing is left to release"


def test_the_day_of_a_release_is_written_into_the_record_and_nowhere_else(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    words = 'He said "released":null and meant "released": null.'
    take_in(vault, lines(tmp_path / "quoting.jsonl", line(1, words, released=None)))
    decisions.release_all(vault, GROUND)

    (prepared,) = publication.cables(audience=Audience.PUBLIC)

    sealed = Sealed.opened(prepared.blob)
    assert sealed.record["released"] == "2026-03-01"
    assert words in sealed.record["text"]
    again = Prepared.of(Sealed.of(sealed.record), prepared.texts, prepared.changes, prepared.key)
    assert again == prepared


def test_what_is_withheld_is_released_by_its_name_only(
    three: ArchiveFolder, tmp_path: Path
) -> None:
    take_in(three, lines(tmp_path / "again.jsonl", line(2)), batch="spring")
    decisions.withhold(three, [TWO], GROUND)

    assert decisions.release_batch(three, "spring", GROUND) == 0
    assert decisions.release_all(three, GROUND) == 2
    assert TWO not in public()
    assert TWO in staff()

    assert decisions.release(three, [TWO], GROUND) == 1
    assert TWO in public()


def test_a_batch_is_what_came_in_under_its_name_known_before_or_not(
    three: ArchiveFolder, tmp_path: Path
) -> None:
    take_in(three, lines(tmp_path / "batch.jsonl", line(2), line(4)), batch="spring")

    assert decisions.release_batch(three, "spring", GROUND) == 2

    assert set(public()) == {TWO, "08EXAMPLETOWN4"}
    with pytest.raises(UndecidableError, match="No cable came in under the name 'autumn'"):
        decisions.release_batch(three, "autumn", GROUND)


def test_a_text_that_comes_in_later_is_not_public_before_it_is_released(
    three: ArchiveFolder, tmp_path: Path
) -> None:
    decisions.release_all(three, GROUND)
    take_in(
        three,
        lines(tmp_path / "new.jsonl", line(1, "A secret.", released="2011-09-02T00:00Z")),
    )

    assert public()[ONE] == "2011-08-26T00:00Z"
    assert decisions.release_all(three, LATER) == 1
    assert public()[ONE] == "2011-09-02T00:00Z"


def test_an_older_text_that_comes_in_later_changes_nothing(
    three: ArchiveFolder, tmp_path: Path
) -> None:
    decisions.release_all(three, GROUND)
    take_in(three, lines(tmp_path / "old.jsonl", line(1, "Early.", released="2010-12-01T00:00Z")))

    assert decisions.release_all(three, LATER) == 0
    assert public()[ONE] == "2011-08-26T00:00Z"


def test_a_withdrawn_cable_leaves_a_notice_and_comes_back_by_its_name(
    three: ArchiveFolder,
) -> None:
    decisions.release_all(three, GROUND)
    publication.publish(three, audience=Audience.PUBLIC, made_at=NOW)

    assert decisions.withdraw(three, [ONE, ONE], Ground(on=DAY, reason="By request.")) == 1

    assert set(public()) == {TWO, THREE}
    assert staff() == [TWO, THREE]
    notice = Withdrawal(ONE, "2026-03-01", "By request.")
    assert list(publication.withdrawals(Audience.PUBLIC)) == [notice]
    assert decisions.release_all(three, LATER) == 0
    assert decisions.release(three, [ONE], LATER) == 1
    assert set(public()) == {ONE, TWO, THREE}
    assert list(publication.withdrawals(Audience.PUBLIC)) == []


def test_taken_back_before_any_edition_held_it_a_cable_leaves_no_notice(
    three: ArchiveFolder,
) -> None:
    """Else the notice would tell that a cable exists which never was public."""
    decisions.release_all(three, GROUND)
    decisions.withdraw(three, [ONE], Ground(on=DAY, reason="Too early."))

    for audience, told in ((Audience.PUBLIC, 0), (Audience.STAFF, 1)):
        made = publication.publish(three, audience=audience, made_at=NOW)
        assert made.counts["withdrawn"] == told
    edition = LiveEdition(three, audience=Audience.PUBLIC).current()
    assert edition.standing([ONE]) == {}
    decisions.release(three, [ONE], LATER)
    publication.publish(three, audience=Audience.PUBLIC, made_at=NOW)
    decisions.withdraw(three, [ONE], Ground(on=DAY, reason="By request."))
    assert [one.id for one in publication.withdrawals(Audience.PUBLIC)] == [ONE]


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda a: decisions.withdraw(a, [TWO], GROUND), f"{TWO} was never public."),
        (lambda a: decisions.withhold(a, [ONE], GROUND), f"{ONE} is or was public."),
        (lambda a: decisions.release(a, [TWO, "09NOWHERE1"], GROUND), "Not held .* 09NOWHERE1."),
        (lambda a: decisions.withhold(a, [TWO, "09NOWHERE1"], GROUND), "Not held"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_whole(
    three: ArchiveFolder, decide: object, message: str
) -> None:
    decisions.release(three, [ONE], GROUND)

    with pytest.raises(UndecidableError, match=message):
        decide(three)  # type: ignore[operator]

    assert Decision.objects.count() == 1


def test_a_cable_is_not_withdrawn_without_a_word(three: ArchiveFolder) -> None:
    decisions.release(three, [ONE], GROUND)

    for nothing in ("", " \n"):
        with pytest.raises(UndecidableError, match="not withdrawn without a word"):
            decisions.withdraw(three, [ONE], Ground(on=DAY, reason=nothing))

    assert Decision.objects.count() == 1


def test_ids_may_be_given_in_lower_case(three: ArchiveFolder) -> None:
    assert decisions.release(three, [ONE.lower(), ONE], GROUND) == 1
    assert decisions.withhold(three, [TWO.lower()], GROUND) == 1
    assert decisions.withdraw(three, [ONE.lower()], GROUND) == 1

    assert list(Decision.objects.order_by("id").values_list("cable", "verb")) == [
        (ONE, "release"),
        (TWO, "withhold"),
        (ONE, "withdraw"),
    ]


def test_decisions_are_appended_with_day_reason_and_author(three: ArchiveFolder) -> None:
    decisions.release(three, [ONE], GROUND)
    decisions.withdraw(three, [ONE], LATER)

    assert list(Decision.objects.order_by("id").values_list("cable", "verb", "on", "author")) == [
        (ONE, "release", DAY, "An editor"),
        (ONE, "withdraw", date(2026, 4, 1), ""),
    ]


def test_a_withheld_cable_leaves_no_trace_in_the_edition(tmp_path: Path) -> None:
    """The edition beside a withheld cable is that of a vault which never held it."""
    digests, texts = [], b""
    for name, sources in (("with", [line(1), line(2, "Xyzzyplugh.")]), ("without", [line(1)])):
        with open_vault(tmp_path / name) as archive:
            take_in(archive, lines(tmp_path / f"{name}.jsonl", *sources))
            if len(sources) == 2:
                decisions.withhold(archive, [TWO], Ground(on=DAY, reason="Qwertyfoo"))
            decisions.release_all(archive, GROUND)
            manifest = publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW)
            digests.append(manifest.content_digest)
            folder = archive.editions(audience=Audience.PUBLIC)
            texts += b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())

    assert digests[0] == digests[1]
    for word in (b"xyzzyplugh", b"qwertyfoo", TWO.lower().encode()):
        assert word not in texts.lower()


def test_an_edition_is_built_when_what_is_public_changed(three: ArchiveFolder) -> None:
    def follow() -> Manifest | None:
        return publication.follow(three, made_at=NOW)

    assert follow() is None
    decisions.release(three, [ONE], GROUND)
    first = follow()
    assert first is not None
    assert LiveEdition(three, audience=Audience.PUBLIC).current().record(ONE) is not None
    assert follow() is None
    decisions.withhold(three, [TWO], GROUND)
    assert follow() is None, "what was never public is still not"
    decisions.withdraw(three, [ONE], GROUND)
    second = follow()
    assert second is not None
    assert second.number == first.number + 1
    assert second.counts["cables"] == 0


def test_losing_the_editions_loses_nothing(three: ArchiveFolder) -> None:
    decisions.release_all(three, GROUND)
    first = publication.publish(three, audience=Audience.PUBLIC, made_at=NOW)
    three.pointer(audience=Audience.PUBLIC).unlink()
    folder = three.editions(audience=Audience.PUBLIC) / f"{first.number:06}"
    folder.rename(folder.with_name("gone"))

    again = publication.follow(three, made_at=NOW)

    assert again is not None
    assert again.content_digest == first.content_digest


def test_what_is_withdrawn_leaves_the_edition_of_the_staff_as_well(three: ArchiveFolder) -> None:
    decisions.release_all(three, GROUND)
    publication.publish(three, audience=Audience.STAFF, made_at=NOW)
    publication.follow(three, made_at=NOW)
    live = LiveEdition(three, audience=Audience.STAFF)
    assert live.current().manifest.number == 1
    assert live.current().record(ONE) is not None

    decisions.withdraw(three, [ONE], GROUND)
    publication.follow(three, made_at=NOW)

    assert live.current().record(ONE) is None
    assert live.current().record(TWO) is not None
