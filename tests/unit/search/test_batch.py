"""Lists of terms, as lines and as tables."""

import pytest

from reftel.errors import SourceError
from reftel.search.batch import terms_of_csv, terms_of_lines


def test_a_line_is_a_query_as_it_stands() -> None:
    text = '\ufeffbarley, rye\r\n"forced labor"\n\n  from:vientiane  \rbarley, rye'

    assert terms_of_lines(text) == ("barley, rye", '"forced labor"', "from:vientiane")


def test_of_a_table_the_first_cell_or_a_column_is_taken() -> None:
    text = 'name,"query ""read"""\r\nRoe,"""forced labor"""\r\n,\r\nDoe\r\n'

    assert terms_of_csv(text) == ("name", "Roe", "Doe")
    assert terms_of_csv(text, 'query "read"') == ('"forced labor"',)


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SourceError, match="no column 'term'; it has 'name', 'note'"):
        terms_of_csv("name,note\nRoe,x\n", "term")
    with pytest.raises(SourceError, match="it has none"):
        terms_of_csv("", "term")


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(SourceError, match="cannot be read as CSV"):
        terms_of_csv('"' + "x" * 200_000)
