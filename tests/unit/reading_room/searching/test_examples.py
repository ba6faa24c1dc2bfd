"""What the help page promises of the search box, the language keeps."""

from tests.reader import Reader

from reftel.reading_room.searching.examples import lessons
from reftel.search.clauses import Everything
from reftel.search.query import parse_query


def test_every_example_of_the_help_page_is_read_as_written(room: Reader) -> None:
    assert room.get("/about/searching/").status == 200
    examples = [example.query for lesson in lessons() for example in lesson.examples]
    read = [parse_query(example) for example in examples]

    assert len(examples) > 25
    assert [query.text for query in read if query.notices] == []
    assert [query.text for query in read if isinstance(query.root, Everything)] == []
    assert [query.text for query in read if parse_query(query.describe()).root != query.root] == []
