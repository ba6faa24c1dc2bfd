"""What a cable may have or lack, for ``has:``; only what its record tells."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reftel.telegram.cable import CableRecord
from reftel.telegram.redactions import REDACTED

_COMMENT = re.compile(r"\bCOMMENTS?\b", re.IGNORECASE)


def _comment(record: CableRecord) -> bool:
    """A comment that a heading announces."""
    headings = [one["heading"] for one in record["paragraphs"] if one["heading"]]
    return bool(headings) and _COMMENT.search("\n".join(headings)) is not None


def _redactions(record: CableRecord) -> bool:
    text = record["text"]
    return ("XXXX" in text or "]" in text) and REDACTED.search(text) is not None


HOLDINGS: Mapping[str, Callable[[CableRecord], bool]] = MappingProxyType(
    {
        "summary": lambda record: bool(record["summary"]),
        "comment": _comment,
        "references": lambda record: bool(record["references"]),
        "tags": lambda record: bool(record["tags"]),
        "captions": lambda record: bool(record["captions"]),
        "signer": lambda record: bool(record["signer"]),
        "subject": lambda record: bool(record["subject"]),
        "header": lambda record: bool(record["header"].strip()),
        "redactions": _redactions,
        "sections": lambda record: (record["sections"] or 0) > 1,  # sent in more than one
        "date": lambda record: record["created"] is not None,
        "defects": lambda record: bool(record["defects"]),
    }
)


def holdings(record: CableRecord) -> tuple[str, ...]:
    """What the cable of a record has."""
    return tuple(name for name, held in HOLDINGS.items() if held(record))
