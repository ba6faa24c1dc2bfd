"""The rehearsal in processes of their own, which have the edition and cannot open the vault.

The parent hands each what to look for on standard input; it answers with one line of JSON. Its
environment names no archive, and whatever opens a file in the vault is stopped.
"""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Any

from reftel.archive import ArchiveFolder
from reftel.edition.read import Edition
from reftel.errors import ReftelError
from reftel.rehearsal.secrets import Secrets

MOST_FINDINGS = 500  # of the walk, and of the folder
PATIENCE_S = 1800


class RehearsalError(ReftelError):
    """The rehearsal itself failed: nobody knows whether the edition leaks, so it stays in."""


def rehearse(
    archive: ArchiveFolder, folder: Path, secrets: Secrets, *, parts: int = 1
) -> dict[str, Any]:
    """What a stranger finds in an edition that is not live yet, and what was walked.

    So many processes share it.
    """
    asked = {"vault": str(archive.vault.resolve()), "secrets": secrets.written()}
    each = [json.dumps({**asked, "share": [part, parts]}).encode() for part in range(parts)]
    with ThreadPoolExecutor(parts) as together:
        answers = list(together.map(lambda one: _told(folder, one), each))
    walked = Counter[str]()
    for answer in answers:
        walked.update(answer["walked"])
    findings = list(chain.from_iterable(answer["findings"] for answer in answers))
    return {"findings": findings, "walked": dict(walked)}


def _told(folder: Path, asked: bytes) -> dict[str, Any]:
    """What one process answers."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reftel.site.rehearsing", str(folder.resolve())],
            input=asked,
            capture_output=True,
            env={"PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
            cwd="/",
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(str(error)) from error
    if done.returncode:
        raise _failed(done.stderr.decode("utf-8", "replace")[-2000:])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _walked(folder: Path, written: str, share: tuple[int, int]) -> dict[str, Any]:
    """All findings, but no more than anybody would read, and what was walked."""
    from reftel.rehearsal.folder import Folder  # noqa: PLC0415 -- loads Django
    from reftel.rehearsal.visitor import Visitor  # noqa: PLC0415
    from reftel.rehearsal.walk import Share, Walk, changes  # noqa: PLC0415
    from reftel.site.wiring import showing  # noqa: PLC0415

    secrets, edition, own = Secrets.read(written), Edition(folder), Share(*share)
    walk = Walk(edition, Visitor(showing(edition)), secrets, own)
    files = Folder(folder, secrets)
    parts = [walk.findings()]
    if own.is_last:
        parts.append(files.findings(id_ for id_, _ in changes(edition)))
    some = chain.from_iterable(islice(part, MOST_FINDINGS) for part in parts)
    findings: list[tuple[str, str, str]] = list(dict.fromkeys(some))
    if "reftel.vault" in sys.modules:
        findings.append(("the rehearsal", "process", "it has loaded the vault"))
    return {"findings": findings, "walked": {**walk.counts, **files.counts}}


def _shut(vault: str) -> None:
    """Let nothing in this process open a file in the vault, nor in a folder of it."""

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if event in {"open", "sqlite3.connect"} and vault in str(given[0]):
            raise PermissionError(f"{event}: the rehearsal has no business in the vault")

    sys.addaudithook(watch)


def main() -> None:
    asked = json.load(sys.stdin)
    _shut(asked["vault"])
    json.dump(_walked(Path(sys.argv[1]), asked["secrets"], asked["share"]), sys.stdout)


def _failed(why: str) -> RehearsalError:
    return RehearsalError(
        f"The rehearsal did not come to its end: {why.strip() or 'it said nothing'}.",
        "Nothing was released; the live edition is as it was.",
        "Run it again; if that does not help, report it with the lines above.",
    )


if __name__ == "__main__":
    main()
