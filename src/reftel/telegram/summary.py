"""Which paragraphs sum the message up."""

import re
from collections.abc import Sequence
from typing import Final

from reftel.telegram.record import Paragraph

HEADING: Final = re.compile(r"(?<!END )(?<!END OF )\bSUMMARY\b", re.IGNORECASE)
BEGINS: Final = re.compile(
    r"\W{0,3}(?:BEGIN\s{1,2})?(?:EXECUTIVE\s{1,2})?SUMMARY(?:\s{1,2}AND\s{1,2}[A-Z]{4,12}"
    r"(?:\s{1,2}[A-Z]{4,12})?)?\s{0,2}(?:[:.\-]|$|\n)",
    re.IGNORECASE,
)
END: Final = re.compile(r"END(?<=\bEND)\s{1,3}(?:OF\s{1,3})?SUMMARY\b")  # in capitals
MOST_WITHOUT_END: Final = 3  # that are a summary where neither END nor a heading follows
MOST: Final = 12  # paragraphs that a summary may have up to its END


def summary(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The anchors of the summary: under its heading as far as the next, or to END SUMMARY.

    Without an end mark a summary that begins inside a paragraph is that paragraph alone.
    """
    for place, one in enumerate(paragraphs):
        headed = one.heading is not None and HEADING.search(one.heading.value) is not None
        if not headed and BEGINS.match(one.text[:60]) is None:
            continue
        found = [one.anchor]
        if _ends(one):
            return tuple(found)
        ended = False
        for following in paragraphs[place + 1 : place + MOST]:
            ended = following.heading is not None
            if ended:
                break
            found.append(following.anchor)
            if _ends(following):
                return tuple(found)
        whole = not ended and len(found) > MOST_WITHOUT_END
        return tuple(found) if headed and not whole else (one.anchor,)
    return ()


def _ends(paragraph: Paragraph) -> bool:
    return END.search(paragraph.text.upper()) is not None
