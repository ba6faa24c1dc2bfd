"""For every text: the query is read, reads back, and its words are lit where they stand."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.sample import cable_record
from tests.strategies import archives, inside, prose, records, texts, textual

from reftel.gazetteer.spellings import SPELLINGS
from reftel.search.card import BETWEEN, card
from reftel.search.clauses import Inside, Near
from reftel.search.folding import WORD, located, plain
from reftel.search.meanings import Spellings, expanded
from reftel.search.memory import MemoryIndex
from reftel.search.query import parse_query
from reftel.search.snippets import lit, passages
from reftel.search.stems import LONGEST, analyser, leads, stem
from reftel.search.tokens import MOST_CHARACTERS, MOST_CLAUSES
from reftel.search.whereabouts import by_paragraph, places
from reftel.telegram.cable import CableRecord


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


NAMES = Spellings.of([*SPELLINGS, ("barley", "policy harvest"), ("US", "die", "café")])


@given(archives(), texts.map(lambda text: text[:200]))
def test_what_a_query_means_adds_to_what_it_finds_and_reads_back(
    archive: list[CableRecord], text: str
) -> None:
    query = parse_query(text)
    wider = expanded(query, NAMES)
    index = MemoryIndex(archive)

    assert set(index.every(query)) <= set(index.every(wider))
    assert expanded(query, NAMES, [one.key for one in wider.expansions]) == query
    if len(wider.describe()) <= MOST_CHARACTERS and len(wider.lights()) < MOST_CLAUSES // 2:
        assert parse_query(wider.describe()).root == wider.root


@given(st.lists(st.text() | texts | prose))
@example(["one\x00two", "\x1cthree\x85four ", "five\u3000six", "", "seven"])
def test_a_cable_is_as_long_as_the_words_between_the_blanks_of_its_paragraphs(
    paragraphs: list[str],
) -> None:
    sample = cable_record()["paragraphs"][0]
    record = cable_record(paragraphs=[{**sample, "text": text} for text in paragraphs])

    parted = [plain(text.replace(BETWEEN, " ")).split() for text in paragraphs]
    assert card(record).words == sum(map(len, parted))


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


@given(archives(), textual())
def test_what_is_lit_is_what_was_found(archive: list[CableRecord], asked: str) -> None:
    """A cable is found for words if and only if something in it would be lit."""
    query = parse_query(asked)
    if len(query.lights()) != 1:
        return
    found = MemoryIndex(archive).every(query)
    near = isinstance(query.root, Near)  # of which there are places only in running text
    for record in archive:
        pieces = [record["subject"], *(one["text"] for one in record["paragraphs"])]
        pieces += [] if near else _lines(record)
        shining = any(is_lit for piece in pieces for _, is_lit in lit(piece, query))
        assert shining == (record["id"] in found), BETWEEN.join(pieces)


def _lines(record: CableRecord) -> list[str]:
    """What else of a cable has words."""
    lines = [record["id"], *record["captions"], record["signer"], record["classified_by"]]
    lines += [one[name] for one in record["references"] for name in ("text", "target")]
    lines += [one["heading"] for one in record["paragraphs"]]
    return [line for line in lines if line]


@given(records("08TOWN1"), inside)
def test_only_paragraphs_that_answer_are_lit(record: CableRecord, asked: str) -> None:
    """Each answers for itself, as the plain back end says of a cable that has no other."""
    query = parse_query(asked)
    if not isinstance(query.root, Inside):
        return
    answering = [
        place
        for place, paragraph in enumerate(record["paragraphs"])
        if MemoryIndex([{**record, "paragraphs": [paragraph]}]).find(query).total
    ]

    assert sorted(by_paragraph(record, query)) == answering
    shown = {passage.anchor for passage in passages(record, query, 9)}
    assert shown == {f"p{place}" for place in answering} or not answering
    for place, spans in places(record, query).items():
        text = record["paragraphs"][place]["text"]
        ends = [0, *(end for _, end in spans)]
        assert all(end <= start < stop for end, (start, stop) in zip(ends, spans, strict=False))
        assert ends[-1] <= len(text)
