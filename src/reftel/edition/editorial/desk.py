"""The desk: all that the archive's keepers wrote beside its pages, as an edition takes it in."""

from typing import Any, NamedTuple, Self

from reftel.archive import ArchiveFolder
from reftel.edition.editorial.articles import Article, articles_of
from reftel.edition.editorial.cards import Card, cards_of
from reftel.edition.editorial.collections import Collection, collections_of
from reftel.edition.editorial.coverage import Report, coverage_of


class Desk(NamedTuple):
    """Articles, the newest first; collections by title; reports, the newest first; cards by id."""

    articles: tuple[Article, ...] = ()
    collections: tuple[Collection, ...] = ()
    coverage: tuple[Report, ...] = ()
    cards: tuple[Card, ...] = ()

    @classmethod
    def of(cls, archive: ArchiveFolder) -> Self:
        """What stands in the files of an archive. Raises ConfigError for what cannot be read."""
        return cls(
            articles_of(archive.articles),
            collections_of(archive.collections),
            coverage_of(archive.coverage),
            cards_of(archive.withdrawal_cards),
        )

    def entry(self) -> dict[str, Any]:
        """As JSON has it in the content digest: only what there is."""
        every = {
            "articles": [[one.slug, *one.head, one.markdown] for one in self.articles],
            "collections": [
                [one.slug, *one.head, one.markdown, one.items] for one in self.collections
            ],
            "coverage": list(self.coverage),
            "cards": list(self.cards),
        }
        return {name: written for name, written in every.items() if written}
