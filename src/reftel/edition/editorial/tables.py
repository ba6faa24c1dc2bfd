"""The desk in the tables of a catalogue. docs/formats/edition.md has them."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from reftel.edition.editorial import cards
from reftel.edition.editorial.articles import Article
from reftel.edition.editorial.cards import Card
from reftel.edition.editorial.collections import Collection, Item
from reftel.edition.editorial.coverage import Report
from reftel.edition.editorial.desk import Desk
from reftel.edition.editorial.head import Head
from reftel.edition.editorial.prose import cited

_HEADED = """
  rank INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, author TEXT NOT NULL,
  day TEXT NOT NULL, language TEXT NOT NULL, countries TEXT NOT NULL, summary TEXT NOT NULL,
  markdown TEXT NOT NULL
"""
SCHEMA = f"""
CREATE TABLE article ({_HEADED});
CREATE TABLE article_cable (
  cable TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (cable, article)
) WITHOUT ROWID;
CREATE TABLE collection ({_HEADED});
CREATE TABLE collection_cable (
  collection INTEGER NOT NULL, rank INTEGER NOT NULL, cable TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (collection, rank)
) WITHOUT ROWID;
CREATE INDEX collection_of_cable ON collection_cable (cable);
CREATE TABLE coverage (
  rank INTEGER PRIMARY KEY, cable TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL,
  day TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL
);
CREATE INDEX coverage_of_cable ON coverage (cable);
{cards.SCHEMA}
"""

# Of each kind, that many are told beside a cable.
MOST_MENTIONS = 50
# What mentions a cable, for its page: kind, rank, and eight columns of which some are empty.
MENTIONS = f"""
SELECT * FROM (
  SELECT 'article', article.rank, slug, title, author, day, language, '', NULL, NULL
  FROM article_cable JOIN article ON article.rank = article_cable.article
  WHERE cable = ?1 ORDER BY 2 LIMIT {MOST_MENTIONS})
UNION ALL SELECT * FROM (
  SELECT 'collection', collection.rank, slug, title, author, day, language, note, NULL, NULL
  FROM collection_cable JOIN collection ON collection.rank = collection_cable.collection
  WHERE cable = ?1 ORDER BY 2 LIMIT {MOST_MENTIONS})
UNION ALL SELECT * FROM (
  SELECT 'coverage', rank, address, title, publisher, day, language, '', NULL, NULL
  FROM coverage WHERE cable = ?1 ORDER BY 2 LIMIT {MOST_MENTIONS})
"""  # noqa: S608 -- only a number of ours


def write(database: sqlite3.Connection, desk: Desk) -> dict[str, int]:
    """The desk into empty tables, beside cables and notices; gives what the manifest counts."""
    each = database.executemany
    articles = list(enumerate(desk.articles, 1))
    collections = list(enumerate(desk.collections, 1))
    each("INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?)", _headed(articles))
    each(
        "INSERT INTO article_cable VALUES (?,?)",
        ((id_, rank) for rank, one in articles for id_ in cited(one.markdown)),
    )
    each("INSERT INTO collection VALUES (?,?,?,?,?,?,?,?,?)", _headed(collections))
    each(
        "INSERT INTO collection_cable VALUES (?,?,?,?)",
        ((rank, at, *item) for rank, one in collections for at, item in enumerate(one.items, 1)),
    )
    each(
        "INSERT INTO coverage VALUES (?,?,?,?,?,?,?)",
        ((rank, *report) for rank, report in enumerate(desk.coverage, 1)),
    )
    each(
        "INSERT INTO card VALUES (?,?,?,?,?,?,?,?,NULL,NULL)",
        ((number, *card) for number, card in enumerate(desk.cards, 1)),
    )
    database.execute(cards.RANK)
    return {
        "articles": len(desk.articles),
        "collections": len(desk.collections),
        "coverage": len(desk.coverage),
        "cards": database.execute(cards.COUNT).fetchone()[0],
    }


def read(database: sqlite3.Connection) -> Desk:
    """The whole desk of a catalogue, as it went in."""
    run = database.execute
    items = run("SELECT collection, cable, note FROM collection_cable ORDER BY collection, rank")
    of_rank = {
        rank: tuple(Item(*item) for _, *item in some)
        for rank, some in groupby(items, itemgetter(0))
    }
    return Desk(
        tuple(article(row) for row in run("SELECT * FROM article ORDER BY rank")),
        tuple(
            collection(row, of_rank.get(row[0], ()))
            for row in run("SELECT * FROM collection ORDER BY rank")
        ),
        tuple(Report(*row[1:]) for row in run("SELECT * FROM coverage ORDER BY rank")),
        tuple(Card(*row) for row in run(cards.ALL)),
    )


def article(row: tuple[Any, ...]) -> Article:
    """An article, from a whole row of its table."""
    slug, head, markdown = _opened(row)
    return Article(slug, head, markdown)


def collection(row: tuple[Any, ...], items: tuple[Item, ...] = ()) -> Collection:
    """A collection, from a whole row of its table."""
    slug, head, markdown = _opened(row)
    return Collection(slug, head, markdown, items)


def _opened(row: tuple[Any, ...]) -> tuple[str, Head, str]:
    _, slug, title, author, day, language, countries, summary, markdown = row
    head = Head(title, author, day, language, tuple(countries.split()), summary)
    return slug, head, markdown


def _headed(ranked: Iterable[tuple[int, Article | Collection]]) -> Iterator[tuple[Any, ...]]:
    for rank, one in ranked:
        title, author, day, language, countries, summary = one.head
        written = (title, author, day, language, " ".join(countries), summary)
        yield rank, one.slug, *written, one.markdown
