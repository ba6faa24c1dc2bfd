"""The peer that search is measured against: SQLite FTS5, doing the same work as well as it can.

External content, Porter stems and folded accents, BM25 with the subject at twice the weight,
snippets from ``snippet()``, facets by SQL over a temporary table of the hits with covering
indexes; filters on their own indexed columns. Bodies are kept as text, as FTS5 wants them;
a second table, without content, has the words of each paragraph.
"""

import re
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.questions import Question
from reftel.telegram.cable import CableRecord

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE cable (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  created TEXT, released TEXT, year TEXT, origin TEXT, country TEXT, classification TEXT,
  precedence TEXT, length INTEGER NOT NULL
);
CREATE TABLE paragraph (p INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE tag (n INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (n, tag)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  subject, body, content='cable', content_rowid='n', prefix='4',
  tokenize="porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE inside USING fts5(
  text, content='', tokenize="porter unicode61 remove_diacritics 2"
);
"""
# All is merged once, at the end, and not again and again meanwhile.
_FILLING = """
INSERT INTO words(words, rank) VALUES ('hashsize', 134217728);
INSERT INTO words(words, rank) VALUES ('automerge', 0);
INSERT INTO inside(inside, rank) VALUES ('hashsize', 134217728);
INSERT INTO inside(inside, rank) VALUES ('automerge', 0);
"""
_INDEXES = """
INSERT INTO words(words) VALUES ('optimize');
INSERT INTO inside(inside) VALUES ('optimize');
CREATE UNIQUE INDEX by_id ON cable(id);
CREATE INDEX by_tag ON tag(tag, n);
CREATE INDEX by_origin ON cable(origin);
CREATE INDEX by_created ON cable(created, id);
CREATE INDEX by_length ON cable(length, id);
CREATE INDEX facets
  ON cable(n, origin, country, year, classification, precedence, created, length, id);
ANALYZE;
"""
_INSERT = "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSIDE = (
    "cable.n IN (SELECT n FROM inside JOIN paragraph ON p = inside.rowid WHERE inside MATCH ?)"
)
_COLUMNS = ("origin", "country", "year", "classification", "precedence")
_FACETS = {
    column: f"SELECT {column}, count(*) FROM hit JOIN cable USING (n) GROUP BY 1"  # noqa: S608
    for column in _COLUMNS
} | {"tag": "SELECT tag, count(*) FROM hit JOIN tag USING (n) GROUP BY 1"}
_SORTED = {
    "created-newest": "created DESC, id",
    "created-oldest": "created, id",
    "longest": "length DESC, id",
}


class Fts5:
    """An index in one file; ``ask`` gives a page of hits, the count, six facets, snippets."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA cache_size = -600000")
        self._base.execute("PRAGMA mmap_size = 8000000000")
        self._base.execute("PRAGMA temp_store = MEMORY")

    def fill(self, records: Iterable[CableRecord]) -> float:
        """Take the cables in and index them; gives the seconds that the indexing took."""
        self._base.executescript(_SCHEMA + _FILLING)
        self._base.execute("BEGIN")
        spent, p = 0.0, 0
        for n, record in enumerate(records, 1):
            self._base.execute(_INSERT, _row(n, record))
            tags = [(n, tag) for tag in dict.fromkeys(record["tags"])]
            self._base.executemany("INSERT INTO tag VALUES (?, ?)", tags)
            texts = [(p + at, one["text"]) for at, one in enumerate(record["paragraphs"], 1)]
            self._base.executemany(
                "INSERT INTO paragraph VALUES (?, ?)", [(at, n) for at, _ in texts]
            )
            begun = time.perf_counter()
            self._base.executemany("INSERT INTO inside(rowid, text) VALUES (?, ?)", texts)
            spent += time.perf_counter() - begun
            p += len(texts)
        begun = time.perf_counter()
        self._base.execute(
            "INSERT INTO words(rowid, subject, body) SELECT n, subject, body FROM cable"
        )
        self._base.execute("COMMIT")
        self._base.executescript(_INDEXES)
        return spent + time.perf_counter() - begun

    def ask(self, question: Question) -> tuple[int, list[Any], dict[str, list[Any]]]:
        """Count, twenty hits with snippets, and facets."""
        match = _match(question)
        where, values = _filters(question)
        self._base.execute("DROP TABLE IF EXISTS temp.hit")
        self._base.execute("CREATE TEMP TABLE hit (n INTEGER PRIMARY KEY)")
        found = "words JOIN cable ON cable.n = words.rowid" if match else "cable"
        if match:
            where, values = ["words MATCH ?", *where], [match, *values]
        if match and len(where) == 1:
            found = "words"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        place = "words.rowid" if match else "cable.n"
        self._base.execute(
            f"INSERT INTO hit SELECT {place} FROM {found}{condition}",  # noqa: S608
            values,
        )
        (total,) = self._base.execute("SELECT count(*) FROM hit").fetchone()
        facets = {
            facet: self._base.execute(f"{sql} ORDER BY 2 DESC, 1 LIMIT 20").fetchall()
            for facet, sql in _FACETS.items()
        }
        return total, self._page(question, match), facets

    def _page(self, question: Question, match: str) -> list[Any]:
        if match and not question.sort:
            narrow = "AND +rowid IN (SELECT n FROM hit) " if _filters(question)[0] else ""
            top = self._base.execute(
                f"SELECT rowid FROM words WHERE words MATCH ? {narrow}"  # noqa: S608
                "AND rank MATCH 'bm25(2.0, 1.0)' ORDER BY rank LIMIT 20",
                (match,),
            ).fetchall()
        else:
            order = _SORTED[question.sort or "created-newest"]
            top = self._base.execute(
                f"SELECT n FROM hit JOIN cable USING (n) ORDER BY {order} LIMIT 20"  # noqa: S608
            ).fetchall()
        return [self._shown(n, match) for (n,) in top]

    def _shown(self, n: int, match: str) -> Any:
        line = "cable.id, cable.created, cable.origin, cable.classification, cable.subject"
        if not match:
            sql = f"SELECT {line}, substr(body, 1, 260) FROM cable WHERE n = ?"  # noqa: S608
            return self._base.execute(sql, (n,)).fetchone()
        sql = (
            f"SELECT {line}, snippet(words, 1, '<b>', '</b>', '…', 40) FROM words "  # noqa: S608
            "JOIN cable ON cable.n = words.rowid WHERE words MATCH ? AND words.rowid = ?"
        )
        return self._base.execute(sql, (match, n)).fetchone()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self._path.stat().st_size

    def close(self) -> None:
        self._base.close()


def _row(n: int, record: CableRecord) -> tuple[Any, ...]:
    created = record["created"]
    body = "\n\n".join(paragraph["text"] for paragraph in record["paragraphs"])
    return (
        n,
        record["id"],
        record["subject"],
        f"{record['id']} {' '.join(record['captions'])} {record['signer'] or ''}\n{body}",
        created,
        record["released"],
        created and created[:4],
        record["origin"],
        record["country"],
        record["classification"],
        record["precedence"],
        sum(len(paragraph["text"].split()) for paragraph in record["paragraphs"]),
    )


def _match(question: Question) -> str:
    parts = [_quoted(word) for word in question.words]
    parts += [_quoted(phrase) for phrase in question.phrases]
    parts += [f"{prefix}*" for prefix in question.prefixes]
    if question.either:
        parts.append(f"({' OR '.join(_quoted(word) for word in question.either)})")
    return " AND ".join(parts)


def _quoted(text: str) -> str:
    return '"' + re.sub(r"[^\w ]", " ", text) + '"'


def _filters(question: Question) -> tuple[list[str], list[str]]:
    where: list[str] = []
    values: list[str] = []
    if question.tag:
        where.append("cable.n IN (SELECT n FROM tag WHERE tag = ?)")
        values.append(question.tag)
    if question.origin:
        where.append("cable.origin = ?")
        values.append(question.origin)
    if question.together:
        where.append(_INSIDE)
        values.append(" AND ".join(_quoted(word) for word in question.together))
    if question.years:
        where.append("cable.created >= ? AND cable.created < ?")
        values += [str(question.years[0]), str(question.years[1] + 1)]
    return where, values
