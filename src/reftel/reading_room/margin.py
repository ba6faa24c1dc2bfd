"""What stands round the message of a cable, the same in each of its views, as safe HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from markupsafe import Markup

from reftel.reading_room.frame import Frame, template_of
from reftel.reading_room.pieces import asked
from reftel.telegram.cable import CableRecord


class Framed(Protocol):
    """The page of a cable, as far as it is told here of what."""

    @property
    def record(self) -> CableRecord: ...


@dataclass(frozen=True, slots=True)
class Margin:
    """The pieces in their order; ``above`` and ``below`` are those beside the list of words."""

    labels: Mapping[str, Markup]  # of the fields of the cable
    head: Markup  # what programs read of the cable
    facts: Markup
    above: Markup
    below: Markup
    turn: Markup  # to the cables before and after

    @classmethod
    def of(cls, page: Framed, about: Frame) -> Self:
        """Those of a page that cable.html shows."""
        labels = asked(page.record["id"])
        given = {"page": page, "frame": about, "label": labels}
        made: Any = template_of("cable/margin.html").make_module(given)
        return cls(labels, made.head(), made.facts(), made.above(), made.below(), made.turn())
