"""Articles: Markdown files that tell what cables say, and cite them."""

from pathlib import Path
from typing import NamedTuple

from reftel.edition.editorial.files import markdown_files, unclear
from reftel.edition.editorial.head import Head, headed

TAKEN = ("country", "language")  # words that stand where the word of an article would


class Article(NamedTuple):
    """One article: the word in its address, what its head says, and the text below."""

    slug: str
    head: Head
    markdown: str


def articles_of(folder: Path) -> tuple[Article, ...]:
    """The articles ``*.md`` of a folder, the newest first; those without a date come last.

    Raises ConfigError for one that cannot be read.
    """
    found = [_article(slug, path) for slug, path in markdown_files(folder, "article").items()]
    return tuple(sorted(found, key=lambda one: one.head.day, reverse=True))


def _article(slug: str, path: Path) -> Article:
    if slug in TAKEN:
        raise unclear(path, 1, f"an article cannot be named '{slug}': give the file another name")
    head, markdown, _ = headed(path)
    return Article(slug, head, markdown)
