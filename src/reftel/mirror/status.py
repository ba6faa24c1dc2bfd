"""The status: how the mirrors of an archive stand, as a page for people and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reftel.mirror.surveying import Standing, State

FORMAT = 1
WORDS = {
    State.CURRENT: "Current",
    State.LAGGING: "Behind",
    State.ALTERED: "Altered",
    State.DEAD: "No answer",
}
MARKS = {State.CURRENT: "●", State.LAGGING: "◐", State.ALTERED: "✕", State.DEAD: "○"}


@dataclass(frozen=True, slots=True)
class Status:
    """How the mirrors of an archive stood at some time."""

    name: str  # of the archive; its address where nobody told a name
    newest: int
    at: datetime  # UTC
    standings: Sequence[Standing]

    def entry(self) -> dict[str, Any]:
        """The same as JSON has it; docs/reference/commands/mirror-check.md describes it."""
        return {
            "format": FORMAT,
            "archive": self.name,
            "newest": self.newest,
            "at": self._at,
            "mirrors": [asdict(one) for one in self.standings],
        }

    def written(self) -> str:
        return json.dumps(self.entry(), indent=2, ensure_ascii=False) + "\n"

    def page(self) -> str:
        """A page that needs nothing but itself."""
        environment = Environment(
            loader=PackageLoader("reftel.mirror"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        return environment.get_template("status.html").render(
            name=self.name,
            newest=self.newest,
            at=self._at,
            when=f"{self.at:%Y-%m-%d %H:%M} UTC",
            standings=self.standings,
            words=WORDS,
            marks=MARKS,
        )

    @property
    def _at(self) -> str:
        return self.at.isoformat(timespec="seconds")
