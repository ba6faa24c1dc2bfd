"""The marks of a cable as they stand beside its text, and what a form for them offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from reftel.archive import ArchiveFolder
from reftel.declaration import unclear
from reftel.desk.cable.overlay import Shown, letters
from reftel.redaction.blocks import is_code
from reftel.telegram.cable import CableRecord
from reftel.vault.models import Mark, MarkState

LABELS = {
    MarkState.STANDING: "Held back",
    MarkState.PROPOSED: "Proposed",
    MarkState.ADRIFT: "Adrift: not found in this text",
}
# The exemptions of the Freedom of Information Act, 5 U.S.C. 552(b), and the categories of
# Executive Order 13526, section 1.4.
CODES: Mapping[str, str] = {
    "B1": "national security",
    "B2": "internal rules",
    "B3": "another law",
    "B4": "trade secrets",
    "B5": "deliberations",
    "B6": "personal privacy",
    "B7": "law enforcement",
    "B8": "banks",
    "B9": "wells",
    "1.4(a)": "military plans",
    "1.4(b)": "foreign government information",
    "1.4(c)": "intelligence",
    "1.4(d)": "foreign relations",
    "1.4(e)": "science and technology",
    "1.4(f)": "nuclear safeguards",
    "1.4(g)": "vulnerabilities",
    "1.4(h)": "weapons of mass destruction",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark or a proposal; ``letter`` is empty where it is not in the text."""

    row: Mark
    letter: str

    @property
    def label(self) -> str:
        named = LABELS[MarkState(self.row.state)]
        return f"{named}: {self.row.rule}" if self.row.state == MarkState.PROPOSED else named

    @property
    def by(self) -> str:
        return self.row.decided_by or self.row.author

    @property
    def at(self) -> datetime:
        return self.row.decided_at or self.row.at

    @property
    def words(self) -> str:
        return " ".join(self.row.words.split())

    @property
    def over(self) -> Shown:
        row = self.row
        return Shown(row.id, row.start, row.end, row.state, self.letter)


def marked(cable: str) -> tuple[Marked, ...]:
    """Those that stand, are proposed or adrift, lettered in the order of the text."""
    named = letters()
    rows = Mark.objects.filter(cable=cable, state__in=list(LABELS)).order_by("start", "end", "id")
    return tuple(Marked(row, "" if row.state == MarkState.ADRIFT else next(named)) for row in rows)


def rules(marks: tuple[Marked, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The rules that propose more than one mark, with the numbers of these."""
    open_: dict[str, list[int]] = {}
    for one in marks:
        if one.row.state == MarkState.PROPOSED:
            open_.setdefault(one.row.rule, []).append(one.row.id)
    return tuple((rule, tuple(ids)) for rule, ids in sorted(open_.items()) if len(ids) > 1)


def adrift(marks: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Those that have lost their place, to be placed anew."""
    return tuple(one for one in marks if one.row.state == MarkState.ADRIFT)


def portions(record: CableRecord) -> tuple[str, ...]:
    """The portion marks of its paragraphs, in order."""
    found = (paragraph["mark"] for paragraph in record["paragraphs"])
    return tuple(dict.fromkeys(mark for mark in found if mark))


def codes(archive: ArchiveFolder) -> Iterator[tuple[str, str]]:
    """The codes to choose from, with their meanings: those of ``reftel.toml``, or the usual.

    Raises ConfigError where the file lists what can be no code.
    """
    declared = archive.table("redaction").get("codes", list(CODES))
    if not isinstance(declared, list) or not all(map(_is_code, declared)):
        asked = "'codes' of [redaction] should be a list of strings like \"B6\", 16 letters at most"
        raise unclear(archive.config, asked)
    for code in declared:
        yield code, CODES.get(code, "")


def _is_code(written: object) -> bool:
    return isinstance(written, str) and written != "" and is_code(written)
