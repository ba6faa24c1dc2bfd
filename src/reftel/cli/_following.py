"""``reftel mirror OUT --from``: a mirror brought up to date from another."""

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import click

from reftel.cli import DONE
from reftel.cli._acquaintance import known, newest, remember, seen
from reftel.cli._progress import progress
from reftel.cli._sealed import SENTENCES
from reftel.cli._terminal import on_one_line
from reftel.edition.seal import Outcome, Seal
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror.claim import Claim, Folder, Source, keys_of
from reftel.mirror.fetching import Host
from reftel.mirror.following import Followed, follow

TRUSTED = frozenset((Outcome.HOLDS, Outcome.FIRST))


def follow_mirror(out: Path, other: str, key: Path | None, *, as_json: bool) -> NoReturn:
    """Bring a mirror up to date from another, tell what was withdrawn, and end.

    Where nobody knows the archive, the key of the mirror that is here is taken for its.
    Raises ArchiveError, and changes nothing, where the other is not signed as it should be, or is
    older than an edition that was seen; and what ``follow`` raises.
    """
    source = _source(out, other)
    with closing(source):
        claim = Claim.of(source)
        seal = claim.seal(known(key, source.name), known(key, claim.whose) or keys_of(out))
        _require_trusted(claim, source, seal)
        if not key:
            _require_newest(claim, source)
            if seal.outcome is Outcome.HOLDS:  # a run that is cut off has seen it as well
                seen(claim.whose, claim.made.edition)
        report = Followed()
        with progress("Following") as told:
            for report in follow(out, source, claim):
                told(f"{report.fetched:,} files fetched, {report.bytes:,} bytes")
    if not key:
        for name in (claim.whose, source.name):
            remember(name, seal)
        seen(claim.whose, claim.made.edition)
    if as_json:
        click.echo(json.dumps(_entry(claim, report), ensure_ascii=False))
    else:
        click.echo("\n".join(map(on_one_line, _lines(claim, report, seal))))
    sys.exit(DONE)


def _source(out: Path, other: str) -> Source:
    if "://" in other:
        return Host(other)
    folder = Path(other)
    if folder.resolve() == out.resolve():
        raise ConfigError(
            f"{other} is the mirror that is to be brought up to date.",
            "Nothing was changed.",
            "Name another mirror: its address, or the folder that a copy of it lies in.",
        )
    return Folder(folder)


def _require_trusted(claim: Claim, source: Source, seal: Seal) -> None:
    if seal.outcome not in TRUSTED:
        told = SENTENCES[seal.outcome].format(key=seal.key and seal.key.id)
        raise ArchiveError(
            f"The mirror at {source.name} is not followed. {told}",
            "Nothing was changed.",
            f"Ask whoever keeps {claim.made.archive}, or follow another mirror of it.",
        )


def _require_newest(claim: Claim, source: Source) -> None:
    last = newest(claim.whose)
    if claim.made.edition < last:
        raise ArchiveError(
            f"The mirror at {source.name} is of edition {claim.made.edition}, and edition {last} "
            "was seen before.",
            "Nothing was changed.",
            "Follow a mirror that is up to date: an older edition may hold what was withdrawn.",
        )


def _entry(claim: Claim, report: Followed) -> dict[str, object]:
    made = claim.made
    return {
        "edition": made.edition,
        "files": made.files,
        "fetched": report.fetched,
        "removed": report.removed,
        "withdrawn": [
            {"id": one.id, "day": one.day, "reason": one.reason, "whole": one.is_whole}
            for one in report.withdrawn
        ],
    }


def _lines(claim: Claim, report: Followed, seal: Seal) -> list[str]:
    made = claim.made
    lines = [
        f"{'Withdrawn' if one.is_whole else 'Some of its text withdrawn'}: {one.id} ({one.day}). "
        f"{one.reason}".rstrip()
        for one in report.withdrawn
    ]
    lines.append(
        f"The mirror is of {made.part}edition {made.edition:06} and has {made.files:,} files: "
        f"{report.fetched:,} fetched, {report.removed:,} removed."
    )
    if report.withdrawn:
        lines.append("Where a copy of this folder is what readers see, bring it up to date too.")
    return [*lines, SENTENCES[seal.outcome].format(key=seal.key and seal.key.id)]
