"""What the help page promises of the search box, the language keeps."""

import pytest

from reftel.reading_room.examples import Example, lessons
from reftel.search.clauses import Everything
from reftel.search.query import parse_query

EXAMPLES = [example for lesson in lessons() for example in lesson.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.query for one in EXAMPLES])
def test_every_example_is_read_as_written(example: Example) -> None:
    query = parse_query(example.query)

    assert query.notices == ()
    assert not isinstance(query.root, Everything)
    assert parse_query(query.describe()).root == query.root
