"""What the pages of the keepers' writings show."""

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reftel.archive import ArchiveFolder, Audience
from reftel.desk.room import as_readers_see
from reftel.edition.editorial.draft import Draft, Kind
from reftel.edition.editorial.files import UnclearError
from reftel.edition.editorial.head import headed
from reftel.edition.live import open_live
from reftel.edition.pointer import live_folder
from reftel.reading_room.editorial.drafts import draft_page
from reftel.vault.exposure import Exposure
from reftel.vault.writings import MOST_BYTES, Writing, listed

LISTED = 200  # files of a kind
AROUND = 2  # lines shown before and after one that is wrong
ROWS = 50  # of a table, as it was read

TITLES = {
    Kind.ARTICLES: "Articles",
    Kind.COLLECTIONS: "Collections",
    Kind.PAGES: "Pages about the archive",
    Kind.COVERAGE: "What others wrote",
    Kind.CARDS: "Withdrawal cards",
    Kind.SPELLINGS: "Spellings of names",
}
NOTHING, NO_PAGE = Draft(), Markup()
TABLES = {
    Kind.COVERAGE: "one row a report",
    Kind.CARDS: "one row a telegram that is withheld elsewhere",
    Kind.SPELLINGS: "one row a name",
}
_HEAD = "---\ntitle: \nauthor: \ndate: \nlanguage: en\n---\n"
BEGINNINGS = {
    Kind.ARTICLES: f"{_HEAD}\n",
    Kind.COLLECTIONS: f"{_HEAD}\nWhat they share.\n\n- 08EXAMPLETOWN12: why it is here\n",
    Kind.PAGES: "# Title\n\n",
    Kind.COVERAGE: "id,title,publisher,date,address,language\n",
    Kind.CARDS: "id,date,from,to,subject,source,note\n",
    Kind.SPELLINGS: "",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in the list; ``wrong`` says what of it would stop the next edition."""

    name: str
    title: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class KindPart:
    """The files of one kind; ``more`` are not listed. A table is one file, there or not."""

    kind: Kind
    title: str
    files: tuple[FileLine, ...]
    more: int = 0
    about: str = ""  # a table's one row, in words


@dataclass(frozen=True, slots=True)
class EditorialPage:
    """What desk/editorial.html may use."""

    parts: tuple[KindPart, ...]
    typed: str = ""  # a name that could not be taken

    @property
    def folders(self) -> tuple[KindPart, ...]:
        return tuple(part for part in self.parts if not part.kind.is_table)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be understood, among those around it."""

    line: int
    why: str
    first: int
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A writing as readers would find it: a page, or the rows of a table."""

    html: Markup = NO_PAGE
    draft: Draft = NOTHING
    unplaced: bool = False  # there is no public edition to show it in

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(tuple, self._table[:ROWS]))

    @property
    def count(self) -> int:
        return len(self._table)

    @property
    def _table(self) -> tuple[tuple[str, ...], ...]:
        return self.draft.reports or self.draft.cards or self.draft.groups


@dataclass(frozen=True, slots=True)
class WritingPage:
    """What desk/writing.html may use; ``text`` is what was typed, else what the file says."""

    writing: Writing
    title: str
    text: str | None
    version: str  # that the form answers for
    wrong: Wrong | None = None
    exposed: Exposure | None = None
    now: str | None = None  # what the file says, where it was changed meanwhile
    preview: Preview | None = None
    most_bytes: int = MOST_BYTES


def editorial_page(archive: ArchiveFolder, typed: str = "") -> EditorialPage:
    """All files of the keepers."""
    return EditorialPage(tuple(_part(archive, kind) for kind in Kind), typed[:80])


def _part(archive: ArchiveFolder, kind: Kind) -> KindPart:
    files = listed(archive, kind)
    if kind.is_table:
        lines = tuple(FileLine(name, f"{name}.csv") for name in files)
        return KindPart(kind, TITLES[kind], lines, about=TABLES[kind])
    lines = tuple(_line(name, path) for name, path in list(files.items())[:LISTED])
    return KindPart(kind, TITLES[kind], lines, len(files) - len(lines))


def _line(name: str, path: Path) -> FileLine:
    try:
        return FileLine(name, headed(path).head.title)
    except UnclearError as error:
        return FileLine(name, name, f"line {error.line}: {error.why}")


def wrong(error: UnclearError, text: str) -> Wrong:
    """Where a text is wrong."""
    lines = text.splitlines()
    first = max(1, error.line - AROUND)
    around = tuple(line[:200] for line in lines[first - 1 : error.line + AROUND])
    return Wrong(error.line, error.why, first, around)


def preview(archive: ArchiveFolder, kind: Kind, draft: Draft) -> Preview:
    """A draft as the reading room sets it, in the public edition that is live now."""
    if kind.is_table:
        return Preview(draft=draft)
    if live_folder(archive, audience=Audience.PUBLIC) is None:
        return Preview(unplaced=True)
    page = draft_page(open_live(archive, audience=Audience.PUBLIC), draft)
    return Preview(as_readers_see("editorial/draft.html", page))
