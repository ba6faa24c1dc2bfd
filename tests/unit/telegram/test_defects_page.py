"""docs/reference/defects.md has every kind of defect, each with an example that shows it."""

import re
from pathlib import Path

import pytest

from reftel.telegram import parse
from reftel.telegram.defects import DefectKind
from reftel.telegram.record import Published

PAGE = Path(__file__).parents[3] / "docs/reference/defects.md"
EXAMPLE = re.compile(
    r"^### `(?P<code>[a-z-]+)`\n(?P<words>.*?)^```text(?: published (?P<published>\S+))?\n"
    r"(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = {match["code"]: match for match in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))}


def test_every_kind_has_an_example_and_none_is_made_up() -> None:
    assert set(EXAMPLES) == {kind.value for kind in DefectKind}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_example_has_the_defect(code: str) -> None:
    match = EXAMPLES[code]
    said = match["published"]
    is_date = said is not None and said[4:5] == "-"
    published = Published(
        source="plain", id=None if is_date else said, created=said if is_date else None
    )
    kinds = {defect.kind.value for defect in parse(match["text"], published=published).defects}

    assert code in kinds
    assert len(match["words"].split()) > 4
