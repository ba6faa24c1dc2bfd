"""For every text and every archive: the query is read, and the back ends agree on it."""

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.sample import cable_record

from reftel.search.backend import Facet, SortOrder, under
from reftel.search.card import BETWEEN
from reftel.search.embedded import IndexWriter, Searcher
from reftel.search.folding import WORD, located, plain
from reftel.search.memory import MemoryIndex
from reftel.search.query import Query, parse_query
from reftel.search.snippets import lit, passages
from reftel.search.stems import LONGEST, analyser, leads, stem
from reftel.search.tokens import MOST_CHARACTERS, MOST_CLAUSES
from reftel.telegram.cable import CableRecord

# Few words, so that archives and queries meet; odd ones, so that edges are met.
WORDS = [
    "barley", "harvest", "harvests", "harvested", "US", "U.S.", "u.s", "a", "dying", "die", "skies",
    "O'Doe", "post's", "café", "CAFE", "counter-smuggling", "straße", "ﬁne", "½", "x\u00adray",
    "Ελλάς", "ελλας", "İst", "поле", "収穫", "हिन्दी", "policy", "policies", "stability", "stable",
    "or", "07", "v1.2", "''", "_", "#",
]  # fmt: skip
word = st.sampled_from(WORDS)
prose = st.lists(word, max_size=7).map(" ".join)
value = st.sampled_from(
    ["ECON", "EAGR", "econ", "DOE, JO", "Embassy Ö", "Embassy O", "SECRET", "//"]
)
date = st.sampled_from(
    [None, "", "2007-12-31T23:59Z", "2008-01-01T00:00Z", "2008-02", "2008", "??"]
)


@st.composite
def archives(draw: st.DrawFn) -> list[CableRecord]:
    """A few cables, ids ascending."""
    return [
        cable_record(
            f"08TOWN{number}",
            created=draw(date),
            released=draw(date),
            origin=draw(value),
            country=draw(st.none() | value),
            classification=draw(value),
            subject=draw(prose),
            tags=draw(st.lists(value, max_size=3)),
            captions=draw(st.lists(word, max_size=2)),
            references=[],
            signer=draw(st.none() | word),
            paragraphs=[
                {"anchor": f"p{n}", "number": None, "mark": None, "heading": None, "text": text}
                for n, text in enumerate(draw(st.lists(prose, max_size=3)))
            ],
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """One clause, most often sound."""
    kind = draw(st.integers(0, 6))
    if kind < 3:
        text = draw(word)
        return [text, f"{text[: draw(st.integers(1, 5))]}*", f'"{draw(prose)}"'][kind]
    if kind == 3:
        return f"subject:{draw(word)}"
    if kind == 4:
        field = draw(st.sampled_from(["tag", "origin", "class", "country", "from"]))
        written = draw(value)
        return f"{field}:" + draw(
            st.sampled_from([written, f'"{written}"', f'="{written}"', f"{written[:3]}*"])
        )
    if kind == 5:
        field = draw(st.sampled_from(["created", "released"]))
        days = ["2008", "2007..2008-01", ">2007", "<=2008-01-01", "..2007-12", "2008-02..", "<2008"]
        return f"{field}:{draw(st.sampled_from(days))}"
    return draw(st.text(alphabet='ab ()"*:-=\\.', max_size=6))


queries = st.recursive(
    clauses(),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map("".join),
        inner.map(lambda text: f"NOT ({text})"),
        inner.map(lambda text: f"-{text}"),
        inner.map(lambda text: f"({text})"),
    ),
    max_leaves=6,
)
texts = st.one_of(
    queries, st.text(), st.text(alphabet='ab"“”()*:-=\\.<> \t\u202e\x00ß', max_size=80)
)


@settings(max_examples=40)
@given(archive=archives(), asked=st.lists(queries, min_size=1, max_size=8))
def test_the_index_on_disk_agrees_with_the_plain_one(
    archive: list[CableRecord], asked: list[str]
) -> None:
    """Hits, counts, facets, and the order of every sort by date."""
    plain_one = MemoryIndex(archive)
    with tempfile.TemporaryDirectory() as folder:
        with IndexWriter(Path(folder), threads=1, heap=15_000_000) as writer:
            for record in archive:
                writer.add(record)
        embedded = Searcher(Path(folder))

        for text in asked:
            _agree(embedded, plain_one, parse_query(text))


def _agree(embedded: Searcher, plain_one: MemoryIndex, query: Query) -> None:
    assert set(embedded.find(query).ids) == set(plain_one.find(query).ids)
    for order in SortOrder:
        if order is not SortOrder.RELEVANCE or not query.weighs():
            assert embedded.find(query, sort=order) == plain_one.find(query, sort=order)
    counts = plain_one.counts(query)
    assert embedded.counts(query) == counts
    assert embedded.counts(query, limit=1) == {facet: counts[facet][:1] for facet in Facet}
    for name, _ in counts[Facet.ORIGIN]:
        chosen = under(query, Facet.ORIGIN, name)
        assert embedded.find(chosen).total == plain_one.find(chosen).total


@given(texts)
def test_every_text_is_a_query_and_its_notices_lie_inside_it(text: str) -> None:
    query = parse_query(text)

    assert query.text == text
    for notice in query.notices:
        assert 0 <= notice.start <= notice.end <= len(text)
        assert notice.message


@given(texts.map(lambda text: text[:200]))
def test_how_a_query_was_read_reads_back_to_the_same(text: str) -> None:
    query = parse_query(text)
    again = parse_query(query.describe())

    if len(query.describe()) <= MOST_CHARACTERS and len(query.lights()) < MOST_CLAUSES // 2:
        assert again.root == query.root
        assert again.notices == ()


@given(st.text() | prose)
def test_words_are_the_same_with_and_without_places_and_in_the_engine(text: str) -> None:
    folded = plain(text)
    whole = located(text)

    assert whole.plain == folded
    assert plain(folded) == folded
    kept = [word for word in WORD.findall(folded) if len(word.encode()) < LONGEST]
    assert analyser().analyze(folded) == kept
    assert all(stem(word) for word in kept)
    for match in WORD.finditer(folded):
        start, end = whole.span(*match.span())
        assert 0 <= start < end <= len(text)


@example(word="bying")
@given(
    st.from_regex(
        r"[a-z]{1,8}(ed|ing|ly|ies|ied|ization|ability|ative|ness|s|y|e)?", fullmatch=True
    )
)
def test_every_word_begins_as_its_stem_says(word: str) -> None:
    assert word.startswith(leads(stem(word)))


@given(st.lists(st.text() | prose, max_size=4), texts)
def test_passages_are_parts_of_their_paragraphs(paragraphs: list[str], text: str) -> None:
    query = parse_query(text)
    record = cable_record(
        paragraphs=[
            {"anchor": f"p{n}", "number": None, "mark": None, "heading": None, "text": one}
            for n, one in enumerate(paragraphs)
        ]
    )
    written = {f"p{n}": " ".join(one.split()) for n, one in enumerate(paragraphs)}

    for passage in passages(record, query, 2):
        shown = "".join(fragment for fragment, _ in passage.fragments)
        assert " ".join(shown.strip("…").split()) in written[passage.anchor]
    whole = "".join(fragment for fragment, _ in lit(" ".join(paragraphs), query))
    assert whole.split() == " ".join(paragraphs).split()


@settings(max_examples=40)
@given(archives(), word)
def test_what_is_lit_is_what_was_found(archive: list[CableRecord], asked: str) -> None:
    """A cable is found for a word if and only if something in it would be lit."""
    query = parse_query(f'"{asked}"')
    if not query.lights():
        return
    found = set(MemoryIndex(archive).find(query, limit=100).ids)
    for record in archive:
        pieces = [record["subject"], record["signer"] or "", *record["captions"]]
        pieces += [paragraph["text"] for paragraph in record["paragraphs"]]
        shining = any(is_lit for piece in pieces for _, is_lit in lit(piece, query))
        assert shining == (record["id"] in found), BETWEEN.join(pieces)
