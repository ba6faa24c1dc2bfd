"""A mirror brought up to date is, byte for byte, the one made from nothing."""

import random
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.corrected import CORRECTED, WITHDRAWN, corrected_archive
from tests.holdings import lines, open_vault, take_in
from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.mirror import checking, sums
from reftel.mirror.copying import Order
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.mirror import Report, mirror
from reftel.mirror.places import place
from reftel.site.wiring import viewing_folder
from reftel.telegram.cable import as_json

POSTS = ("AMEMBASSY VIENTIANE", "AMEMBASSY BONN", "SECSTATE WASHDC", "USUN NEW YORK", "CIA")
TAGS = ("ECON", "PREL", "LA", "GM", "KTIP", "(ROE, JANE)", "(Roe, Jane)")
SIGNERS = ("ROE", "DOE", "XYZZY", "Roe")
CABLES = 14
CITED = "cable/08EXAMPLETOWN15/cite.html"
LISTED = "browse/tag/ECON/index.html"
SEED = 12  # another one is another history, and it has to hold as well


def brought(
    archive: ArchiveFolder, out: Path, *, whole: bool = False, pages_only: bool = False
) -> Report:
    """The mirror in a folder brought up to the live edition; what came of it."""

    def former(number: int) -> Path | None:
        above = (archive.editions(audience=Audience.PUBLIC), archive.former)
        return next(
            (one / f"{number:06}" for one in above if (one / f"{number:06}").is_dir()), None
        )

    edition = open_live(archive, audience=Audience.PUBLIC)
    order = Order(viewing_folder, edition.folder, out, "", pages_only, not pages_only)
    earlier = (lambda _number: None) if whole else former
    *_, report = mirror(order, edition.manifest, former=earlier)
    return report


def require_same(archive: ArchiveFolder, renewed: Path, fresh: Path) -> Report:
    """Bring one mirror up to date, and make all of the other: no file may differ."""
    report = brought(archive, renewed)
    brought(archive, fresh, whole=True)
    listed, expected = (dict(sums.read(one / sums.NAME)) for one in (renewed, fresh))
    assert {
        place for place in {*listed, *expected} if listed.get(place) != expected.get(place)
    } == set()
    assert (renewed / "mirror.json").read_bytes() == (fresh / "mirror.json").read_bytes()
    assert list(checking.faults(renewed, MirrorManifest.read(renewed))) == []
    return report


def cable(chance: random.Random, number: int) -> bytes:
    """A cable of this number, of any post, day, tags and references."""
    some = chance.sample(POSTS, 3)
    refs = ", ".join(f"08 EXAMPLETOWN {chance.randint(1, CABLES + 4)}" for _ in range(2))
    tags = ", ".join(chance.sample(TAGS, 3))
    text = (
        f"UNCLAS EXAMPLETOWN {number:06}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: {tags}\n"
        f"SUBJECT: BLUE BARLEY {chance.randint(1, 3)}\n\nREF: {refs}\n\n"
        f"1. (U) Grain {chance.randint(1, 9)}.\n\n{chance.choice(SIGNERS)}\n"
    )
    header = f"P 290544Z FEB 08\nFM {some[0]}\nTO {some[1]} PRIORITY 1866\nINFO {some[2]}\n"
    day = f"2008-0{chance.randint(1, 2)}-0{chance.randint(1, 3)}T05:44Z"
    released = f"2011-08-0{chance.randint(1, 3)}T00:00Z"
    dates = [
        {"kind": "created", "value": day, "source": "page-2011"},
        {"kind": "released", "value": released, "source": "page-2011"},
    ]
    return as_json(cable_record(f"08EXAMPLETOWN{number}", text=text, header=header, dates=dates))


def test_after_any_history_it_is_the_one_made_from_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    with open_vault(tmp_path / "archive") as archive:
        from reftel.vault import decisions, publication  # noqa: PLC0415 -- it is open now
        from reftel.vault.decisions import Ground  # noqa: PLC0415

        few = []
        for day in range(1, 5):
            numbers = chance.sample(range(1, CABLES + 1), 9 if day == 1 else 2)
            here = [cable(chance, number) for number in numbers]
            take_in(archive, lines(archive.root / "in.jsonl", *here))
            decisions.release_all(archive, Ground(on=date(2026, 3, day), reason="", notice=""))
            if day > 1 and chance.random() < 0.7:
                gone = f"08EXAMPLETOWN{numbers[0]}"
                ground = Ground(on=date(2026, 3, day), reason="Asked for.", notice="")
                decisions.withdraw(archive, [gone], ground)
            made_at = datetime(2026, 3, day, 12, tzinfo=UTC)
            publication.publish(archive, audience=Audience.PUBLIC, made_at=made_at)
            report = require_same(archive, tmp_path / "renewed", tmp_path / "fresh")
            assert report.manifest is not None
            few.append(report.copied < report.manifest.files - 5)
    assert any(few[1:])


def test_after_corrections_withdrawals_and_articles_it_is_the_one_made_from_nothing(
    tmp_path: Path,
) -> None:
    copied, cited = [], set()

    def after(archive: ArchiveFolder) -> None:
        report = require_same(archive, tmp_path / "renewed", tmp_path / "fresh")
        copied.append(report.copied)
        cited.add((tmp_path / "renewed" / CITED).read_text(encoding="utf-8"))

    archive = corrected_archive(tmp_path / "archive", after)
    (steady,) = cited  # through five editions, as its text did not change
    assert "08EXAMPLETOWN15 @1 #" in steady
    again = brought(archive, tmp_path / "renewed")
    assert (again.new, again.removed) == (0, 0)
    assert again.copied < copied[0] / 2
    _damaged(archive, tmp_path / "renewed", again)


def test_what_keepers_lead_to_at_addresses_of_before_stays_as_it_is_made_from_nothing(
    tmp_path: Path,
) -> None:
    """Also of what is withdrawn, where servers are told of each address that it is gone."""
    views = ("sent/", "raw/", "cite/", "history/1/sent/", "sent.html")
    ids = (CORRECTED, WITHDRAWN)
    links = " ".join(f"[x](/cable/{id_}/{view})" for id_ in ids for view in views)
    told = set[str | None]()

    def after(archive: ArchiveFolder) -> None:
        require_same(archive, tmp_path / "renewed", tmp_path / "fresh")
        rules = (tmp_path / "renewed/rules/nginx.conf").read_text(encoding="utf-8")
        told.update(map(place, re.findall(r'location = "([^"]+)"', rules)))
        if not (archive.pages / "old.md").exists():
            (archive.pages / "old.md").write_text(f"# Old\n\n{links} [{WITHDRAWN}]\n", "utf-8")

    corrected_archive(tmp_path / "archive", after)
    renewed = tmp_path / "renewed"
    assert {f"cable/{WITHDRAWN}/raw.txt", f"cable/{WITHDRAWN}/history/1/sent.html"} <= told
    assert [one for one in told if not (one and (renewed / one).is_file())] == []
    led = (renewed / f"cable/{CORRECTED}/cite/index.html").read_text(encoding="utf-8")
    assert f'<a href="../../../cable/{CORRECTED}/cite.html">' in led


def test_the_notice_of_a_withdrawn_cable_stays_when_one_comes_that_cites_it(tmp_path: Path) -> None:
    """More were withdrawn at once than the page of an edition names."""

    def told(number: int, refers: int, day: int) -> bytes:
        text = (
            f"UNCLAS EXAMPLETOWN {number:06}\n\nTAGS: ECON\nSUBJECT: BARLEY\n\n"
            f"REF: 08 EXAMPLETOWN {refers}\n\n1. (U) Grain.\n"
        )
        dates = [{"kind": "created", "value": f"2008-02-{day:02}T05:44Z", "source": "page-2011"}]
        return as_json(cable_record(f"08EXAMPLETOWN{number}", text=text, dates=dates))

    with open_vault(tmp_path / "archive") as archive:
        from reftel.vault import decisions, publication  # noqa: PLC0415 -- it is open now
        from reftel.vault.decisions import Ground  # noqa: PLC0415

        withdrawn = [f"08EXAMPLETOWN{number}" for number in range(10, 24)]
        first = [told(number, 99, 1) for number in (1, *range(10, 24))]
        for day, here in enumerate((first, [], [told(2, 23, 9)]), start=1):
            take_in(archive, lines(archive.root / "in.jsonl", *here))
            ground = Ground(on=date(2026, 3, day), reason="Asked for.", notice="")
            if here:
                decisions.release_all(archive, ground)
            else:
                decisions.withdraw(archive, withdrawn, ground)
            made_at = datetime(2026, 3, day, 12, tzinfo=UTC)
            publication.publish(archive, audience=Audience.PUBLIC, made_at=made_at)
            require_same(archive, tmp_path / "renewed", tmp_path / "fresh")
    assert (tmp_path / "renewed/cable/08EXAMPLETOWN23/index.html").exists()


def test_a_cable_that_comes_in_the_middle_of_a_list_touches_one_of_its_pages(
    tmp_path: Path,
) -> None:
    """Of each list: the page on which it stands, and the first, which counts."""
    renewed, fresh = tmp_path / "renewed", tmp_path / "fresh"

    def told(number: int) -> bytes:
        day = date(2008, 1, 1) + timedelta(days=number)
        dates = [{"kind": "created", "value": f"{day}T05:44Z", "source": "page-2011"}]
        text = "UNCLAS EXAMPLETOWN\n\nTAGS: ECON\nSUBJECT: BARLEY\n\n1. (U) Grain.\n"
        return as_json(cable_record(f"08EXAMPLETOWN{number:03}", text=text, dates=dates))

    def listed(folder: Path = renewed) -> dict[str, str]:
        return dict(sums.read(folder / sums.NAME))

    with open_vault(tmp_path / "archive") as archive:
        from reftel.vault import decisions, publication  # noqa: PLC0415 -- it is open now
        from reftel.vault.decisions import Ground  # noqa: PLC0415

        def released(day: int, come: Iterable[int], gone: Iterable[int] = ()) -> Report:
            ground = Ground(on=date(2026, 3, day), reason="Asked for.", notice="")
            take_in(archive, lines(archive.root / "in.jsonl", *map(told, come)))
            decisions.release_all(archive, ground)
            decisions.withdraw(archive, [f"08EXAMPLETOWN{one:03}" for one in gone], ground)
            made_at = datetime(2026, 3, day, 12, tzinfo=UTC)
            publication.publish(archive, audience=Audience.PUBLIC, made_at=made_at)
            return brought(archive, renewed, pages_only=True)

        released(1, range(0, 240, 2))
        before = listed()
        report = released(2, [201])
        after = listed()
        pages = [one for one in after if one.startswith("browse/tag/ECON/")]
        touched = [one for one in {*before, *after} if before.get(one) != after.get(one)]
        assert len(pages) >= 3
        assert len([one for one in touched if one in pages]) == 2
        assert "browse/tag/ECON/index.html" in touched
        assert len(touched) < report.copied < len(after) / 8

        released(3, [1, 51, 53, 55, 237], gone=[100, 202, 204])
        brought(archive, fresh, whole=True, pages_only=True)
        assert listed() == listed(fresh)


def _damaged(archive: ArchiveFolder, out: Path, made: Report) -> None:
    """A file of the same size is not seen, one that is missing is; the whole is always right."""
    page = out / LISTED
    content = page.read_bytes()
    page.write_bytes(content.replace(b"<main ", b"<mair "))
    brought(archive, out)
    assert list(checking.faults(out, MirrorManifest.read(out))) == [("altered", LISTED)]
    brought(archive, out, whole=True)
    assert page.read_bytes() == content
    assert made.manifest is not None
    for missing in (page, out / "robots.txt"):  # in a folder, and beside the folders
        missing.unlink()
        whole = brought(archive, out)
        assert (whole.new, whole.copied > made.copied) == (1, True)
        assert whole.manifest == made.manifest
