"""The following: a mirror that is brought up to date from another, by somebody with no archive.

What was withdrawn goes first, before anything is fetched; then comes what is new or another. The
manifest is exchanged at last, so a mirror that was cut off half way does not verify, and is whole
when the same is done again. Every file here is read: one that was damaged is fetched again.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reftel.edition import durable, pins
from reftel.errors import ArchiveError, ConfigError
from reftel.mirror import notices, sums
from reftel.mirror.alone import alone
from reftel.mirror.checking import beside, ring_of
from reftel.mirror.claim import Claim, Source, is_of, saved
from reftel.mirror.fetching import Unanswered, in_order
from reftel.mirror.leading import owner
from reftel.mirror.manifest import KEYS, MINISIG, NAME, SIGNATURE, MirrorManifest
from reftel.mirror.mirror import OWN, emptied
from reftel.mirror.notices import Notice
from reftel.mirror.places import FOLDERS
from reftel.mirror.renewal import forgotten

IN_VAIN_AT_MOST = 10
LIST_AT_MOST = 1 << 28  # bytes of the list of withdrawals
LAST = notices.NAME  # what was withdrawn is told until all of it is done


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a mirror so far."""

    fetched: int = 0
    bytes: int = 0
    removed: int = 0
    withdrawn: tuple[Notice, ...] = ()  # since the edition that was here before


class _Wanted(NamedTuple):
    place: str
    digest: str


def follow(out: Path, source: Source, claim: Claim) -> Iterator[Followed]:
    """Bring a mirror up to date from another whose claim is to be trusted; what came of it so far.

    Raises ConfigError where the folder holds something else, or a mirror of another archive, and
    ArchiveError where it holds a newer edition, or where the other mirror is not as it claims.
    """
    coming = durable.beside(out / sums.NAME)
    half = list(out.glob(f"{coming.name}*"))
    with alone(out, begun=bool(half) or durable.beside(out / NAME).exists()):
        _require_newer(out, claim)
        for path in half:
            if path != coming:  # a list that was cut off
                path.unlink(missing_ok=True)
        claim.fetch_list(source, coming)
        listed = dict(_of_notices(coming))
        told = _withdrawn(source, listed)
        durable.replace_bytes(durable.beside(out / NAME), claim.manifest)  # from now on none before
        forgotten(out)  # it is of another list
        report = Followed(withdrawn=_since(out, told))
        report = replace(report, removed=_dropped(out, coming, told))
        yield report
        for size in _fetched(out, source, claim, coming):
            fetched, total = report.fetched + 1, report.bytes + size
            report = replace(report, fetched=fetched, bytes=total)
            yield report
        if LAST in listed:
            saved(source, LAST, out / LAST, listed[LAST], LIST_AT_MOST)
        _exchanged(out, claim)
    yield report


def _require_newer(out: Path, claim: Claim) -> None:
    """Raise ConfigError where a newer edition is here, or a part of it after a run was cut off."""
    begun = durable.beside(out / NAME)
    for what, path in (("edition", out / NAME), ("a part of edition", begun)):
        with suppress(OSError, ValueError, ArchiveError):  # there is none
            here = MirrorManifest.of_text(path.read_text(encoding="utf-8"), str(path))
            _require_same(out, here, claim)
            if here.edition > claim.made.edition:
                raise ConfigError(
                    f"{out} holds {what} {here.edition}, and the other mirror edition "
                    f"{claim.made.edition}, which is older.",
                    "Nothing was changed.",
                    "Follow a mirror that is up to date.",
                )


def _require_same(out: Path, here: MirrorManifest, claim: Claim) -> None:
    made = claim.made
    if (pins.whose(here.address, here.archive), here.part) != (claim.whose, made.part):
        raise ConfigError(
            f"{out} is a mirror of {here.part}{here.archive}, and the other one of "
            f"{made.part}{made.archive}.",
            "Nothing was changed.",
            "Name another folder, or another mirror.",
        )


def _of_notices(listed: Path) -> Iterator[tuple[str, str]]:
    return (one for one in sums.read(listed) if one[0] == LAST)


def _withdrawn(source: Source, listed: dict[str, str]) -> tuple[Notice, ...]:
    """What was withdrawn, as the archive signed it: by its place in the list of files."""
    if LAST not in listed:
        return ()
    try:
        content = source.content(LAST, LIST_AT_MOST)
        if sha256(content).hexdigest() != listed[LAST]:
            raise Unanswered("it was altered")  # noqa: TRY301 -- told with the rest
        return notices.read(content)
    except (Unanswered, ValueError) as error:
        raise _not_followed(source, f"{LAST}: {error}", "Nothing was changed.") from error


def _since(out: Path, told: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """What the list that lies here did not tell yet; nothing where there is no mirror yet."""
    try:
        before = frozenset(notices.read((out / LAST).read_bytes()))
    except (OSError, ValueError):
        return told if (out / NAME).exists() else ()
    return tuple(one for one in told if one not in before)


def _dropped(out: Path, coming: Path, told: tuple[Notice, ...]) -> int:
    """Remove what is not of the mirror any more, and of what was withdrawn all that is not new."""
    doomed = {one.page for one in told}
    removed, beside_folders = 0, _beside_folders(out)
    for place, digest, is_there in beside(out, sums.read(coming)):
        if digest:
            goes = is_there and owner(f"/{place}") in doomed and not is_of(out / place, digest)
        else:
            goes = place.partition("/")[0] in FOLDERS or place in beside_folders
        if goes:
            (out / place).unlink()
            emptied(out, (out / place).parent)
            removed += 1
    return removed


def _beside_folders(out: Path) -> frozenset[str]:
    """The files beside the folders of a mirror that the list of before names."""
    with suppress(OSError, ValueError):
        return frozenset(place for place, _ in sums.read(out / sums.NAME) if "/" not in place) - OWN
    return frozenset()


def _fetched(out: Path, source: Source, claim: Claim, coming: Path) -> Iterator[int]:
    """The size of each file that was not there as it should be, once it is."""
    wanted = (
        _Wanted(place, digest)
        for place, digest, is_there in beside(out, sums.read(coming))
        if digest and place != LAST and not (is_there and is_of(out / place, digest))
    )
    fetch = partial(_put, out, source, claim.made.bytes)
    in_vain: list[str] = []
    for size, why in in_order(fetch, wanted, hands=source.connections, stop=source.close):
        if why:
            in_vain.append(why)
        else:
            yield size
        if len(in_vain) == IN_VAIN_AT_MOST:
            break
    if in_vain:
        more = f", and {len(in_vain) - 1} more" if len(in_vain) > 1 else ""
        raise _not_followed(
            source, in_vain[0] + more, "What came is in its place; the mirror is not whole yet."
        )


def _put(out: Path, source: Source, at_most: int, wanted: _Wanted) -> tuple[int, str]:
    """The size of a file, and why it did not come, where it did not."""
    path = out / wanted.place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return saved(source, wanted.place, path, wanted.digest, at_most), ""
    except Unanswered as error:
        return 0, f"{wanted.place}: {error}"


def _exchanged(out: Path, claim: Claim) -> None:
    """Put the list, and what the mirror says of itself, in the place of what was there."""
    keys, minisig = (one.encode() for one in claim.beside(ring_of(out)))
    for name in (SIGNATURE, MINISIG, KEYS):
        (out / name).unlink(missing_ok=True)
    durable.replace_bytes(out / NAME, claim.manifest)
    durable.beside(out / sums.NAME).replace(out / sums.NAME)
    for name, content in ((KEYS, keys), (MINISIG, minisig), (SIGNATURE, claim.signature)):
        if content:
            durable.replace_bytes(out / name, content)


def _not_followed(source: Source, why: str, untouched: str) -> ArchiveError:
    return ArchiveError(
        f"The mirror at {source.name} is not as it claims, or did not answer: {why}.",
        untouched,
        "Run the same command again, or follow another mirror of the archive.",
    )
