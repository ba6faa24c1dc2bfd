"""The page on the query language says what is true."""

import re
from pathlib import Path

import pytest

from reftel.search.query import FIELDS, parse_query
from reftel.search.tokens import NoticeKind

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "query.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("written", "read"), EXAMPLES)
def test_an_example_is_read_as_the_page_says(written: str, read: str) -> None:
    query = parse_query(written)

    assert query.describe() == read
    assert query.notices == ()
    assert parse_query(read).root == query.root


def test_every_notice_is_explained_and_every_field_listed() -> None:
    explained = set(re.findall(r"`([a-z-]+)`(?=[^|\n]*\|)", PAGE.partition("| notice |")[2]))

    assert len(EXAMPLES) == 21
    assert {kind.value for kind in NoticeKind} <= explained
    assert [field for field in FIELDS if f"`{field}:`" not in PAGE] == []
