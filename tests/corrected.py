"""An invented archive with a past: five editions, with corrections and withdrawals.

XYZZY stands in what was withdrawn and nowhere else; PLUGH in what nobody was to read.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from reftel.archive import ArchiveFolder, Audience
from reftel.telegram.cable import as_json
from tests.holdings import lines, open_vault, take_in
from tests.sample import cable_record

CORRECTED, REDONE, WITHDRAWN, PLAIN = (f"08EXAMPLETOWN{n}" for n in (12, 13, 14, 15))
CANARIES = (b"xyzzy", b"plugh")
GRAIN = "The harvest of blue barley rose by a third, traders told Econoff on February 20."
SALT = "The Minister of Salt called on the DCM to complain about the price of barges."
BARGE = "A barge with forty sacks of salt is missing since the first of May."
ROUTE = "P 290544Z FEB 08\nFM AMEMBASSY EXAMPLETOWN\nTO RUEHC/SECSTATE WASHDC PRIORITY 1866\n"


def cable(
    id_: str,
    released: str,
    *words: str,
    tags: str = "ECON",
    subject: str = "BLUE BARLEY",
    ref: str = "",
    signer: str = "ROE",
) -> bytes:
    """A text of a cable as a line of JSON Lines, by the day on which its source released it."""
    told = "\n\n".join(f"{number}. (U) {one}" for number, one in enumerate(words, start=1))
    number = id_.removeprefix("08EXAMPLETOWN")
    opening = f"UNCLAS EXAMPLETOWN {number}\n\nE.O. 12958: N/A\nTAGS: {tags}\nSUBJECT: {subject}\n"
    opening += f"\nREF: {ref}\n" if ref else ""
    dates = [
        {"kind": "created", "value": "2008-02-29T05:44Z", "source": "page-2011"},
        {"kind": "released", "value": f"{released}T00:00Z", "source": "page-2011"},
    ]
    text = f"{opening}\n{told}\n\n{signer}\n"
    return as_json(cable_record(id_, text=text, header=ROUTE, dates=dates))


def corrected_archive(
    root: Path, after: Callable[[ArchiveFolder], object] = lambda _archive: None
) -> ArchiveFolder:
    """The archive; ``after`` is called when an edition of it has gone live."""
    with open_vault(root) as archive:
        (archive.pages / "xyzzy.md").write_text("# Our xyzzy\n", encoding="utf-8")
        for folder in (archive.articles, archive.collections):
            folder.mkdir()
            (folder / "salt.md").write_text(f"# Salt\n\n- {PLAIN}: a barge\n", "utf-8")
            (folder / "xyzzy.md").write_text(f"# Xyzzy\n\n- {PLAIN}: xyzzy\n", "utf-8")
        for edition, _ in enumerate(_steps(archive), start=1):
            if edition == 2:
                for folder in (archive.pages, archive.articles, archive.collections):
                    (folder / "xyzzy.md").unlink()
            publish(archive, edition)
            after(archive)
    return archive


def publish(archive: ArchiveFolder, day: int) -> None:
    from reftel.vault import publication  # noqa: PLC0415 -- the vault is opened first

    made_at = datetime(2026, 3, day, 12, tzinfo=UTC)
    publication.publish(archive, audience=Audience.PUBLIC, made_at=made_at)


def _steps(archive: ArchiveFolder) -> Iterator[None]:
    """What was decided before each edition."""
    from reftel.vault import decisions  # noqa: PLC0415 -- the vault is opened first
    from reftel.vault.decisions import Ground  # noqa: PLC0415

    def ground(day: int, notice: str = "", reason: str = "Plugh.") -> Ground:
        return Ground(on=date(2026, 3, day), reason=reason, notice=notice)

    def come_in(*texts: bytes) -> None:
        take_in(archive, lines(archive.root / "in.jsonl", *texts))

    come_in(
        cable(CORRECTED, "2010-12-01", GRAIN, SALT, tags="ECON, ZZ", ref="08 STATE 4321"),
        cable(REDONE, "2010-12-01", SALT, "Xyzzy Roe was there.", tags="ECON, PREL"),
        cable(
            WITHDRAWN,
            "2010-12-02",
            "Xyzzy.",
            tags="KXYZZY, (XYZZY, JANE), ECON",
            subject="XYZZY AT 08STATE2731",
            ref="08 STATE 1234",
            signer="XYZZY",
        ),
        cable(PLAIN, "2010-12-01", BARGE, tags="EWWT", subject="A barge is missing"),
    )
    decisions.release_all(archive, ground(1, "The first part."))
    yield
    come_in(
        cable(CORRECTED, "2011-08-26", GRAIN.replace("third", "quarter"), SALT, BARGE),
        cable(REDONE, "2011-08-26", SALT, "Xyzzy Doe was there.", tags="ECON, PREL"),
    )
    decisions.release_all(archive, ground(2, "A page was cut off."))
    yield
    decisions.withdraw(archive, [WITHDRAWN], ground(3, reason="Asked for by a person named."))
    decisions.withdraw(archive, [REDONE], ground(3, reason="To take a xyzzy out."))
    yield
    come_in(cable(REDONE, "2012-01-01", SALT, tags="ECON"))
    decisions.release(archive, [REDONE], ground(4, "Released again without a name."))
    yield
    come_in(cable(CORRECTED, "2012-01-01", GRAIN.replace("third", "quarter"), BARGE))
    decisions.release_all(archive, ground(5, "A paragraph belonged to another cable."))
    yield
