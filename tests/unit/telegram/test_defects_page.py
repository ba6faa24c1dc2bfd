"""docs/reference/defects has a page for every kind of defect, with an example that shows it."""

import re
from pathlib import Path

import pytest

from reftel.telegram import parse
from reftel.telegram.defects import SENTENCES, DefectKind
from reftel.telegram.record import Published

PAGES = Path(__file__).parents[3] / "docs/reference/defects"
EXAMPLE = re.compile(
    r"^# `(?P<code>[a-z-]+)`\n(?P<words>.*?)^## Example\n\n"
    r"```text(?: published (?P<published>\S+))?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = {
    path.stem: match
    for path in PAGES.glob("*.md")
    if (match := EXAMPLE.match(path.read_text("utf-8"))) is not None
}


def test_every_kind_has_a_page_and_none_is_made_up() -> None:
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

    assert code == match["code"]
    assert code in kinds
    assert SENTENCES[DefectKind(code)] in match["words"]
    assert len(match["words"].split()) > 10
