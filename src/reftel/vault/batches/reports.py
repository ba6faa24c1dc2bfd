"""The report of a batch: how far it is, what its checks and its rehearsal said. Kept as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from reftel.edition.manifest import Manifest
from reftel.vault.batches.checks import Failure
from reftel.vault.models import Batch

KEPT_FINDINGS = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rehearsal found that must not be public: at which address, where in it, what."""

    address: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal found, and what it walked and searched, by name and number."""

    findings: tuple[Finding, ...] = ()
    walked: Mapping[str, int] = field(default_factory=dict)


Rehearsal = Callable[[Path, Manifest], Rehearsed]


@dataclass(frozen=True, slots=True)
class Report:
    """``step`` says how far it is while it runs; what happened, and what to do, where it ended."""

    step: str = ""  # checks, edition, rehearsal, flip
    happened: str = ""
    next_step: str = ""
    failures: tuple[Failure, ...] = ()
    findings: tuple[Finding, ...] = ()
    walked: Mapping[str, int] = field(default_factory=dict)

    def written(self) -> str:
        told = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of(cls, batch: Batch) -> "Report":
        """What was kept of a batch; an empty report where nothing was."""
        told: dict[str, Any] = json.loads(batch.report or "{}")
        told["failures"] = tuple(
            Failure(one["check"], one["count"], tuple(map(tuple, one["cables"])))
            for one in told.get("failures", ())
        )
        told["findings"] = tuple(Finding(**one) for one in told.get("findings", ()))
        return cls(**told)


def tell(batch: Batch, report: Report) -> None:
    """Keep a report with a batch, where its page finds it."""
    Batch.objects.filter(id=batch.id).update(report=report.written())
