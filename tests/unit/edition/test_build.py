"""An edition holds what it was given, and is the live one only when it is whole."""

from datetime import UTC, datetime

from tests.sample import cable_record

from reftel.archive import ArchiveFolder, Audience
from reftel.edition.build import build
from reftel.edition.read import Edition
from reftel.edition.verify import verify

MADE = datetime(2031, 5, 4, 3, 2, tzinfo=UTC)


def test_the_first_edition_holds_the_cables_and_is_live(archive: ArchiveFolder) -> None:
    given = [cable_record("08EXAMPLETOWN12"), cable_record("08EXAMPLETOWN13")]

    made = build(archive, given, audience=Audience.PUBLIC, made_at=MADE)

    assert archive.pointer(audience=Audience.PUBLIC).read_text() == "000001\n"
    edition = Edition(archive.editions(audience=Audience.PUBLIC) / "000001")
    assert edition.manifest == made
    assert list(edition.records()) == [{**one, "edition": 1} for one in given]
    assert verify(edition.folder) == ()
