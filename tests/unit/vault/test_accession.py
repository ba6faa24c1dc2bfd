"""Taking sources in: what counts as what, nothing twice, nothing lost, the order no matter."""

import random
from itertools import permutations
from pathlib import Path

import pytest
from tests.holdings import DAY, NOW, files, hand, line, lines, open_vault, rows, take_in

from reftel.archive import ArchiveFolder, Audience
from reftel.errors import SourceError
from reftel.telegram.cable import read_cable
from reftel.vault import decisions, reading
from reftel.vault.accession import accession
from reftel.vault.models import Cable, Original, Provenance, Rejection, Revision, Witness
from reftel.vault.originals import Originals
from reftel.vault.publication import publish


def test_the_corpus_gives_what_its_readme_says(vault: ArchiveFolder, corpus: Path) -> None:
    report = take_in(vault, corpus)

    assert str(report).startswith("111 files taken in, 108 cables, 111 revisions, 0 rejected")
    assert report.new_revisions == 3
    assert not report.rejects


def test_cables_revisions_and_what_is_known_are_told_apart(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    first = lines(tmp_path / "first.jsonl", line(1), line(2))
    changed = lines(tmp_path / "changed.jsonl", line(1, "The harvest was bad."), line(3))
    same_text = lines(tmp_path / "same.jsonl", line(2, source="page-2010"))

    reports = [take_in(vault, path) for path in (first, changed, same_text, first)]

    assert [str(report) for report in reports] == [
        "1 file taken in, 2 cables, 2 revisions, 0 rejected",
        "1 file taken in, 1 cable, 2 revisions, 0 rejected",
        "0 files taken in, 0 cables, 0 revisions, 0 rejected, 1 known",
        "0 files taken in, 0 cables, 0 revisions, 0 rejected, 2 known",
    ]
    assert [report.new_revisions for report in reports] == [0, 1, 0, 0]
    assert (Cable.objects.count(), Revision.objects.count()) == (3, 4)
    assert Original.objects.count() == 5, "the page that gave nothing new is kept as well"
    assert Witness.objects.count() == 5


def test_an_original_is_kept_as_it_came_with_every_place_it_was_seen_at(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    one = lines(tmp_path / "one.jsonl", line(1))
    two = lines(tmp_path / "two.jsonl", line(7), line(1))

    take_in(vault, one, two)

    held = Original.objects.get(witnesses__revision__cable="08EXAMPLETOWN1")
    assert Originals(vault.originals).content(held.sha256) == line(1)
    assert held.size == len(line(1))
    seen = Provenance.objects.filter(original=held).values_list("container", "place")
    assert sorted(seen) == [(str(one), "line 1"), (str(two), "line 2")]


def test_what_cannot_be_read_is_kept_listed_and_told_of_each_time(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    heap = tmp_path / "heap"
    lines(heap / "a.jsonl", line(1))
    (heap / "b.html").write_bytes(b"<html><title>Cable Viewer</title>")
    (heap / "c.html").write_bytes(b"")
    (heap / "notes.txt").write_bytes(b"Remember the milk.")

    first, second = take_in(vault, heap), take_in(vault, heap)

    assert str(first) == ("1 file taken in, 1 cable, 1 revision, 2 rejected, 1 passed over")
    assert str(second) == (
        "0 files taken in, 0 cables, 0 revisions, 2 rejected, 1 known, 1 passed over"
    )
    assert [(reject.container, reject.kind) for reject in first.rejects] == [
        (str(heap / "b.html"), "truncated"),
        (str(heap / "c.html"), "empty"),
    ]
    kept = Rejection.objects.get(kind="truncated")
    assert Originals(vault.originals).content(kept.original_id) == (heap / "b.html").read_bytes()
    assert Rejection.objects.count() == 2


def test_order_batches_and_repetition_leave_the_same_vault(tmp_path: Path) -> None:
    """Three texts of one cable, two of them in two wrappings: whichever comes first."""
    sources = [
        lines(tmp_path / f"{number}.jsonl", content)
        for number, content in enumerate(
            [
                line(1, "A."),
                line(1, "B.", released="2010-12-01T00:00Z"),
                line(1, "B.", released="2010-12-01T00:00Z", source="page-2010"),
                line(1, "C.", released=None),
                line(2, "D."),
                line(2, "D.", source="csv"),
                b'{"id": "08EXAMPLETOWN9", "dates": "broken"}',
            ]
        )
    ]
    states = []
    for seed in range(4):
        chance = random.Random(seed)  # noqa: S311
        order = chance.sample(sources, len(sources))
        cut = chance.randrange(1, len(order))
        with open_vault(tmp_path / f"archive{seed}") as archive:
            take_in(archive, *order[:cut])
            take_in(archive, *order[cut:], *order[:2])
            state = (rows(), files(archive.originals))
            decisions.release_all(archive, decisions.Ground(on=DAY))
            manifest = publish(archive, audience=Audience.PUBLIC, made_at=NOW)
            states.append((*state, manifest.content_digest))

    assert states[1:] == states[:1] * 3
    assert len(states[0][0]["Revision"]) == 4


def test_releases_in_between_leave_the_same_edition(tmp_path: Path) -> None:
    """However much was held when a release was made, the last one brings all of it out."""
    sources = [
        lines(tmp_path / "1.jsonl", line(1, "A.", released="2010-12-01T00:00Z"), line(2)),
        lines(tmp_path / "2.jsonl", line(1, "B."), line(3, released=None)),
        lines(tmp_path / "3.jsonl", line(1, "C.", released=None), line(2, source="csv")),
    ]
    digests = set()
    for number, order in enumerate(permutations(sources)):
        with open_vault(tmp_path / f"archive{number}") as archive:
            for source in order:
                take_in(archive, source)
                decisions.release_all(archive, decisions.Ground(on=DAY))
            manifest = publish(archive, audience=Audience.PUBLIC, made_at=NOW)
            digests.add(manifest.content_digest)

    assert len(digests) == 1


def test_workers_give_the_same_vault_as_none(tmp_path: Path) -> None:
    dump = lines(tmp_path / "dump.jsonl", *(line(number) for number in range(1, 301)))
    states = []
    for workers in (0, 2):
        with open_vault(tmp_path / f"archive{workers}") as archive:
            report = take_in(archive, dump, workers=workers)
            states.append((str(report), rows(), files(archive.originals)))

    assert states[0] == states[1]
    assert states[0][0] == "1 file taken in, 300 cables, 300 revisions, 0 rejected"


def test_a_dry_run_tells_what_a_run_would_and_writes_nothing(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    known = lines(tmp_path / "known.jsonl", line(1))
    heap = lines(tmp_path / "new.jsonl", line(1), line(1, "Changed."), line(2), line(2), b"{}{")
    take_in(vault, known)
    before = (rows(), files(vault.originals))

    rehearsed = accession(vault, [heap], workers=0, dry_run=True, hand=hand())

    assert (rows(), files(vault.originals)) == before
    real = take_in(vault, heap)
    assert str(rehearsed) == str(real)
    assert rehearsed.new_revisions == real.new_revisions == 1


def test_a_path_with_nothing_at_it_is_told_before_anything_is_taken_in(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    good = lines(tmp_path / "good.jsonl", line(1))

    with pytest.raises(SourceError, match=r"There is nothing at .*missing\."):
        take_in(vault, good, tmp_path / "missing")

    assert not Original.objects.exists()


def test_a_parser_that_fails_loses_only_the_cable_it_failed_on(
    vault: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(header: str, body: str, published: object) -> object:
        if "poison" in body:
            raise ValueError("out of range")
        return read_cable(header, body, published)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_cable", failing)

    report = take_in(vault, lines(tmp_path / "x.jsonl", line(1), line(2, "poison"), line(3)))

    assert str(report) == "1 file taken in, 2 cables, 2 revisions, 1 rejected"
    assert report.rejects[0].kind == "unreadable"
    assert "ValueError: out of range" in report.rejects[0].message
    assert Originals(vault.originals).content(Rejection.objects.get().original_id)


def test_a_file_name_that_is_no_utf8_is_written_with_its_bytes_spelt_out(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    path = tmp_path / "caf\udce9.jsonl"
    lines(path, line(1))

    take_in(vault, path)

    assert Provenance.objects.get().container.endswith("caf\\udce9.jsonl")


def test_an_archive_beside_its_sources_is_not_taken_into_itself(
    vault: ArchiveFolder, tmp_path: Path
) -> None:
    """As with ``reftel open .``, which makes its archive in the folder that it reads."""
    lines(tmp_path / "a.jsonl", line(1))

    reports = [take_in(vault, path) for path in (tmp_path, tmp_path, vault.root)]

    assert [str(report) for report in reports] == [
        "1 file taken in, 1 cable, 1 revision, 0 rejected",
        "0 files taken in, 0 cables, 0 revisions, 0 rejected, 1 known",
        "0 files taken in, 0 cables, 0 revisions, 0 rejected, 1 passed over",
    ]


@pytest.mark.parametrize(
    ("text", "lacking", "remedy"),
    [
        (
            "UNCLAS EXAMPLETOWN 000012\nTAGS: ECON\n1. (U) Barley.\n",
            "This reads like a cable (EXAMPLETOWN 12), but does not show the year it was sent,",
            "Put that on a line above the text, as NNEXAMPLETOWN12,",
        ),
        (
            "TAGS: ECON\nSUBJECT: BARLEY\n1. (U) Barley.\n",
            "does not show the year it was sent and its station and its number,",
            "Put that on a line above the text, as 08EXAMPLETOWN12,",
        ),
    ],
)
def test_a_cable_without_an_id_is_told_what_lacks_and_how_to_give_it(
    text: str, lacking: str, remedy: str, vault: ArchiveFolder, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text)

    report = take_in(vault, file)

    [refusal] = report.rejects
    assert refusal.kind == "no-id"
    assert lacking in refusal.message
    assert remedy in refusal.message
    # As told, so done.
    file.write_text(f"08EXAMPLETOWN12\n{text}")
    assert take_in(vault, file).total.cables == 1
