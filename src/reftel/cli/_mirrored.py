"""``reftel verify`` of a mirror, in a folder or on a host, and of a file that a proof goes with."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import SystemRandom
from typing import NoReturn

import click

from reftel.cli._acquaintance import CHECKS, known, newest, remember, seen, state
from reftel.cli._progress import progress
from reftel.cli._sealed import Checked, end
from reftel.cli._terminal import on_one_line
from reftel.edition import pins
from reftel.edition.seal import Outcome
from reftel.mirror import checking, hosted, sums
from reftel.mirror.bookmark import Bookmark
from reftel.mirror.checking import EXTRA, Finding
from reftel.mirror.claim import Claim, Folder
from reftel.mirror.fetching import CONNECTIONS, Host
from reftel.mirror.manifest import MirrorManifest
from reftel.mirror.proving import Proof

FAULTS_AT_MOST = 100_000  # whoever has more of them has another mirror
REFUSED = frozenset((Outcome.STRANGE, Outcome.BROKEN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a mirror is to be checked."""

    key: Path | None = None  # of its archive; as remembered if not said
    sample: int | None = None  # files; all if not said
    connections: int = CONNECTIONS
    anew: bool = False  # whether it does not go on where it was cut off
    as_json: bool = False


def check_mirror(folder: Path, wish: Wish) -> NoReturn:
    """Check a mirror in a folder, and that it is no older than one that was seen, and end."""
    claim = Claim.of(Folder(folder))
    made, seal = claim.made, claim.seal(known(wish.key, claim.whose))
    mark = _bookmark(str(folder.resolve()), made, wish)
    whole = f"The mirror of {made.named} is as it was made: {made.files:,} files."
    whole += _before(mark)
    told = _told(checking.findings(folder, made, mark.passed), made, mark, wish)
    _end(claim, Checked(made.edition, seal, (*_older(claim, wish), *told), whole), wish)


def check_host(address: str, wish: Wish) -> NoReturn:
    """Check a mirror on a host, whole or a sample of it, and end.

    No file is asked for of one that another key signed, or that is older than one that was seen.
    """
    with Host(address, connections=wish.connections) as host:
        claim = Claim.of(host)
        keys = (known(wish.key, name) for name in (host.address, claim.whose))
        made, seal = claim.made, claim.seal(*keys)
        older = _older(claim, wish)
        if older or seal.outcome in REFUSED:
            told = older or ("No file of it was asked for.",)
            end(Checked(made.edition, seal, told), as_json=wish.as_json)
        mark = _bookmark(host.address, made, wish)
        listed = mark.path.with_name(sums.NAME)
        with progress("Reading the list of files"):
            claim.fetch_list(host, listed)
        look = _sampled if wish.sample else _all
        faults, whole = look(host, listed, made, mark, wish)
    listed.unlink()
    _end(claim, Checked(made.edition, seal, faults, whole), wish, host.address)


def _all(
    host: Host, listed: Path, made: MirrorManifest, mark: Bookmark, wish: Wish
) -> tuple[tuple[str, ...], str]:
    """The faults of a mirror on a host, and what to say where there are none."""
    whole = (
        f"The mirror of {made.named} at {host.address} is as it was made: "
        f"{made.files:,} files. What lies beside them cannot be seen from here."
    )
    whole += _before(mark)
    return _told(hosted.findings(host, listed, made, mark.passed), made, mark, wish), whole


def _sampled(
    host: Host, listed: Path, made: MirrorManifest, _: Bookmark, wish: Wish
) -> tuple[tuple[str, ...], str]:
    """The same of a sample."""
    chosen = hosted.sample(made, wish.sample or 0, SystemRandom())
    whole = (
        f"A sample of the mirror of {made.named} at {host.address} is as it was made: "
        f"{len(chosen):,} of {made.files:,} files, by chance. The others were not looked at."
    )
    findings = hosted.findings(host, listed, made, lambda place: False, chosen)  # noqa: ARG005
    return _told(findings, made, None, wish), whole


def check_file(file: Path, proof: Path, key: Path | None, *, as_json: bool) -> NoReturn:
    """Check one file against a proof that it belongs to a mirror, and end."""
    told = Proof.read(proof)
    made = told.mirror
    name = pins.whose(made.address, made.archive)
    whole = f"It is {told.place} of the mirror of {made.named}, as it was made."
    wrong = () if told.holds_for(file.read_bytes()) else (f"It is not {told.place}: altered.",)
    found = Checked(made.edition, told.seal(known(key, name)), wrong, whole)
    if found.sound and not key:
        remember(name, found.seal)
    end(found, as_json=as_json)


def _older(claim: Claim, wish: Wish) -> tuple[str, ...]:
    """What to say where somebody may have put an edition of before in the place of a newer one."""
    last = 0 if wish.key else newest(claim.whose)
    if claim.made.edition >= last:
        return ()
    return (f"It is of edition {claim.made.edition}, and edition {last} was seen before.",)


def _bookmark(lies: str, made: MirrorManifest, wish: Wish) -> Bookmark:
    folder = state() / CHECKS / sha256(lies.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    mark = Bookmark.read(folder / "bookmark.json", made.sums)
    return Bookmark(mark.path, mark.sums) if wish.anew else mark


def _before(mark: Bookmark) -> str:
    return f" {mark.files:,} of them were looked at in a run that was cut off." * bool(mark.files)


def _told(
    findings: Iterator[Finding], made: MirrorManifest, mark: Bookmark | None, wish: Wish
) -> tuple[str, ...]:
    """The faults among these. Cut off, it prints them, and keeps how far it came."""
    faults: list[str] = []
    done = mark.files if mark else 0
    try:
        with progress("Checking") as told:
            for one in findings:
                if one.what:
                    faults.append(one.line)
                done += one.what != EXTRA
                told(f"{done:,} of {made.files:,} files, {len(faults):,} at fault")
                if mark and one.what != EXTRA and one.place != sums.NAME:
                    mark.move(one)
                if len(faults) == FAULTS_AT_MOST:
                    return (*faults, "There are more; the check ended here.")
    except BaseException:
        if mark:
            mark.put_down()
        if faults and not wish.as_json:
            click.echo("\n".join(map(on_one_line, faults)))
        raise
    if mark:
        mark.take_out()
    return tuple(faults)


def _end(claim: Claim, found: Checked, wish: Wish, *names: str) -> NoReturn:
    """Remember what is sound, by the name of its archive and by these, and end."""
    if found.sound and not wish.key:
        for name in (claim.whose, *names):
            remember(name, found.seal)
        seen(claim.whose, found.number)
    end(found, as_json=wish.as_json)
