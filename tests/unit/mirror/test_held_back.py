"""What is held back is in no file of a mirror; what is taken back leaves it with the next run."""

from pathlib import Path

from tests.batching import LATER, NOW, cable, hold
from tests.holdings import DAY, open_vault
from tests.leak import in_drawers, leaks

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.live import open_live
from reftel.mirror import checking
from reftel.mirror.copying import Order
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.mirror import mirror
from reftel.site.wiring import viewing_folder
from reftel.vault import decisions, marking, publication
from reftel.vault.decisions import Ground

WORDS = ["Qzalpha", "Qzbeta", "Qzgamma"]


def mirrored(archive: ArchiveFolder, out: Path) -> None:
    edition = open_live(archive, audience=Audience.PUBLIC)
    for _ in mirror(Order(viewing_folder, edition.folder, out, ""), edition.manifest):
        pass
    assert list(checking.faults(out, MirrorManifest.read(out))) == []


def test_redacted_withheld_and_withdrawn_words_are_in_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with open_vault(tmp_path / "archive") as vault:
        hold(vault, 1, words="Qzalpha Roe saw the barley.")
        hold(vault, 2, words="Qzbeta said so.")
        hold(vault, 3, words="Qzgamma knew of it.")
        marking.mark_words(cable(1), "Qzalpha Roe", by=marking.By(author="anna", at=NOW))
        decisions.withhold(vault, [cable(2)], Ground(on=DAY, reason="A source.", at=NOW))
        decisions.release_all(vault, Ground(on=DAY, at=NOW))
        publication.follow(vault, made_at=NOW)
        mirrored(vault, out)
        assert {one.found for one in leaks(out, WORDS)} == {"Qzgamma"}
        assert {one.found for one in in_drawers(out, WORDS)} == {"Qzgamma"}

        decisions.withdraw(vault, [cable(3)], Ground(on=DAY, reason="Asked for.", at=LATER))
        publication.follow(vault, made_at=LATER)
        mirrored(vault, out)

    assert leaks(out, WORDS) == []
    assert in_drawers(out, WORDS) == []
    assert "Asked for." in (out / f"cable/{cable(3)}/index.html").read_text()
    assert not (out / f"cable/{cable(3)}.json").exists()
