"""The archive folder: where everything lies, and what ``reftel.toml`` declares.

::

    ARCHIVE/
      reftel.toml        name, hashtag, declared total, address, languages, policy, desk, format
      pages/             the publisher's own Markdown pages: faq.md, community.md, …
      articles/          Markdown that tells what cables say: NAME.md
      collections/       cables that belong together: NAME.md
      coverage.csv       what others wrote about a cable; may be left out
      withdrawal-cards.csv  telegrams that are withheld elsewhere; may be left out
      spellings.csv      names that its cables write in several ways; may be left out
      vault/             private: vault.sqlite3, originals/, keys/, lock, workings/, and
                         editions/ for the staff
      editions/NNNNNN/   public, immutable: manifest.json, catalogue.sqlite, index/
      unfinished/        private: the public edition that is being made; gone when it is
      plates/            pages of the live public edition that were made beforehand
      current            the number of the live public edition

The layout is a contract, described in docs/formats/archive-folder.md.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from reftel.declaration import Declaration, declared, unclear, written
from reftel.errors import ArchiveError
from reftel.policy import Policy

FORMAT_VERSION = 1


class Audience(StrEnum):
    """For whom an edition is built. There is no value for "no filter"."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """Paths inside one archive folder. Creating one touches no disk."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "reftel.toml"

    @property
    def pages(self) -> Path:
        return self.root / "pages"

    @property
    def articles(self) -> Path:
        return self.root / "articles"

    @property
    def collections(self) -> Path:
        return self.root / "collections"

    @property
    def coverage(self) -> Path:
        return self.root / "coverage.csv"

    @property
    def withdrawal_cards(self) -> Path:
        return self.root / "withdrawal-cards.csv"

    @property
    def spellings(self) -> Path:
        return self.root / "spellings.csv"

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def database(self) -> Path:
        return self.vault / "vault.sqlite3"

    @property
    def originals(self) -> Path:
        return self.vault / "originals"

    @property
    def audit_head(self) -> Path:
        return self.vault / "audit-head"

    @property
    def keys(self) -> Path:
        """Where secrets lie, each a file that its owner alone may read."""
        return self.vault / "keys"

    @property
    def writings(self) -> Path:
        """What the keepers' files said before they were changed on the desk, by digest."""
        return self.vault / "writings"

    @property
    def former(self) -> Path:
        """Public editions that are not to be copied any more: some hold what was withdrawn."""
        return self.vault / "former"

    @property
    def plates(self) -> Path:
        """Pages of the live public edition that were made beforehand."""
        return self.root / "plates"

    def preview(self, batch: int) -> Path:
        """Where the edition of a batch lies as it would be, for those who look at it first."""
        return self.vault / "previews" / f"{batch:06}"

    @property
    def lock(self) -> Path:
        return self.vault / "writer.lock"

    def editions(self, *, audience: Audience) -> Path:
        """Where editions for this audience lie: those for the staff stay behind the wall."""
        return (self.root if audience is Audience.PUBLIC else self.vault) / "editions"

    def unfinished(self, *, audience: Audience) -> Path:
        """Where an edition for this audience is made: its owner alone may look into that."""
        return (self.root if audience is Audience.PUBLIC else self.vault) / "unfinished"

    def pointer(self, *, audience: Audience) -> Path:
        """The file that names the live edition of this audience."""
        return (self.root if audience is Audience.PUBLIC else self.vault) / "current"

    def workings(self, *, audience: Audience) -> Path:
        """Where is kept what was worked out of cables for the latest edition."""
        return self.vault / "workings" / audience.value

    def create(self, declaration: Declaration) -> None:
        """Make the folder and its ``reftel.toml``; what already stands there is left alone."""
        for folder in (self.pages, self.originals, self.editions(audience=Audience.PUBLIC)):
            folder.mkdir(parents=True, exist_ok=True)
        if not self.config.exists():
            self.config.write_text(written(declaration, FORMAT_VERSION), encoding="utf-8")

    def declaration(self) -> Declaration:
        """What ``reftel.toml`` declares.

        Raises ArchiveError where there is no archive, where it cannot be read or is of a
        newer format, and ConfigError where the file cannot be understood.
        """
        return declared(self.config, self._values())

    def policy(self) -> Policy:
        """What has to hold before anything becomes public. Raises as ``declaration`` does."""
        try:
            return Policy.of(self._values().get("policy", {}))
        except ValueError as error:
            raise unclear(self.config, str(error)) from error

    def table(self, name: str) -> dict[str, Any]:
        """A table of ``reftel.toml``, for the package that knows what it means; {} if none.

        Raises as ``declaration`` does.
        """
        found = self._values().get(name, {})
        if not isinstance(found, dict):
            raise unclear(self.config, f"'{name}' should be a table, as in [{name}]")
        return found

    def _values(self) -> dict[str, Any]:
        try:
            values = tomllib.loads(self.config.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise ArchiveError(
                f"There is no archive in {self.root}.",
                "Nothing was written.",
                "Name an archive folder with --archive, or make one with 'reftel import'.",
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{self.config} cannot be read: {error.strerror or error}.",
                "Nothing was changed.",
                "It should be a file that this user may read.",
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise unclear(self.config, str(error)) from error
        _require_known_format(self.root, values.get("format"))
        return values


def _require_known_format(root: Path, found: object) -> None:
    if not isinstance(found, int) or found < 1:
        raise unclear(root / "reftel.toml", "the line 'format = 1' is missing")
    if found > FORMAT_VERSION:
        raise ArchiveError(
            f"The archive in {root} has format {found}; this reftel knows formats up to "
            f"{FORMAT_VERSION}.",
            "Nothing in it was changed.",
            "Install a newer reftel, or open another archive with --archive.",
        )
