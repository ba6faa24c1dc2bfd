"""What the public reads under a veil is worked out once, and asked for many cables at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.batching import CARA, NOW, cable, hold
from tests.holdings import DAY

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.manifest import Manifest
from reftel.redaction.values import Veil
from reftel.telegram.cable import CableRecord
from reftel.vault import decisions, marking, publication, selection, semblance
from reftel.vault.decisions import Ground

SEVERAL = 4


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cables over which a veil was laid to see what is left, each time."""
    seen: list[str] = []
    really = semblance.redacted

    def counted(record: CableRecord, veil: Veil) -> CableRecord | None:
        seen.append(record["id"])
        return really(record, veil)

    monkeypatch.setattr(semblance, "redacted", counted)
    return seen


@pytest.fixture
def veiled(vault: ArchiveFolder, laid: list[str]) -> ArchiveFolder:
    """Four cables that were released, and again without a word; one more is held."""
    hold(vault, *range(1, SEVERAL + 2))
    ids = [cable(number) for number in range(1, SEVERAL + 1)]
    decisions.release(vault, ids, Ground(on=DAY))
    publish(vault)
    for id_ in ids:
        marking.mark_words(id_, "harvest", by=marking.By(author=CARA, at=NOW))
    decisions.release(vault, ids, Ground(on=DAY))
    publish(vault)
    assert sorted(laid) == ids
    laid.clear()
    return vault


def publish(archive: ArchiveFolder, *, afresh: bool = False) -> Manifest:
    return publication.publish(archive, audience=Audience.PUBLIC, made_at=NOW, afresh=afresh)


def test_what_was_found_is_not_looked_for_again(veiled: ArchiveFolder, laid: list[str]) -> None:
    decisions.release(veiled, [cable(SEVERAL + 1)], Ground(on=DAY))

    made = publish(veiled)

    assert (laid, made.counts["cables"]) == ([], SEVERAL + 1)
    assert publish(veiled, afresh=True).content_digest == made.content_digest
    assert len(laid) == SEVERAL


@pytest.mark.parametrize("content", [b"", b"[]", b'{"program":"other","shown":{},"sum":""}', None])
def test_what_is_damaged_or_of_another_program_counts_for_nothing(
    veiled: ArchiveFolder, laid: list[str], content: bytes | None
) -> None:
    path = veiled.vault / "workings" / "semblance"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b'":"', b'":"0', 3) if content is None else content)

    assert publish(veiled).number == 2

    assert len(laid) == SEVERAL
    assert path.read_bytes() == kept


def test_no_cable_has_a_query_of_its_own(veiled: ArchiveFolder) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = list(selection.selected(Audience.PUBLIC))

    assert (len(found), veiled.vault.is_dir()) == (SEVERAL, True)
    revisions = [one["sql"] for one in asked if 'FROM "vault_revision"' in one["sql"]]
    assert len(revisions) == 2, "of what they were read, and their records"
