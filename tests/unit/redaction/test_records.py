"""A record under a veil: what its container said holds no word of what is marked."""

import pytest

from reftel.redaction.records import redacted
from reftel.redaction.values import Mark, Veil
from reftel.telegram.cable import SEAM, read_cable
from reftel.telegram.record import Published

TEXT = (
    "UNCLAS EXAMPLETOWN 000012\n\n"
    "1. (U) We met John Doe in the old town hall of the city yesterday afternoon.\n\n"
    "2. (U) It rains."
)


@pytest.mark.parametrize("later", [TEXT, TEXT.replace("John Doe", "XXXXXXXX")])
def test_a_subject_of_the_container_is_redacted_whoever_struck_the_words_out(later: str) -> None:
    said = Published(source="jsonl", id="08EXAMPLETOWN12", subject="Meeting with John Doe")
    _, record = read_cable("", later, said)
    whole = SEAM + TEXT
    at = whole.index("John Doe")
    mark = Mark.at(whole, at, at + len("John Doe"))._replace(root=1)
    assert record is not None

    shown = redacted(record, Veil.of([mark]))

    assert shown is not None
    assert shown["subject"] == "Meeting with [REDACTED]"
    assert shown["paragraphs"][0]["text"].startswith("We met [REDACTED] in the old town hall")
