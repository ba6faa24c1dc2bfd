"""The folder of an index: opened without a trace, and what is wrong with it, told.

``layout.json`` is written last, so an index without it is one that was never finished.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

import tantivy

from reftel.errors import IndexUnavailable
from reftel.search.embedded import schema as layout
from reftel.search.embedded.parts import Part, Segment, clear_away

CABLES, PARAGRAPHS = "cables", "paragraphs"
FREE = "Free disk space if it ran out, then build the edition anew with 'reftel rebuild'."
LET_READ = (
    "Let this user read every file in that folder; where one is missing or damaged, build the "
    "edition anew with 'reftel rebuild'."
)
_STAMP, _META = "layout.json", "meta.json"


def finish(folder: Path, parts: Sequence[Part]) -> None:
    """Write what the engine reads first, then the stamp.

    Everybody may read all of it who may read the stamp: the engine keeps what it writes to
    the user who wrote it, and a server runs as another.
    """
    _list(folder / CABLES, layout.cables(), [one for part in parts for one in part.cables])
    _list(
        folder / PARAGRAPHS, layout.paragraphs(), [one for part in parts for one in part.paragraphs]
    )
    cables = sum(part.size for part in parts)
    stamp = {"layout": layout.LAYOUT, "cables": cables, "engine": "tantivy"}
    stamp["parts"] = [part.entry for part in parts]
    (folder / _STAMP).write_text(json.dumps(stamp) + "\n", encoding="utf-8")
    mode = S_IMODE((folder / _STAMP).stat().st_mode)
    for name in (CABLES, PARAGRAPHS):
        for path in (folder / name).iterdir():
            if S_IMODE(path.stat().st_mode) != mode:
                path.chmod(mode)


def _list(folder: Path, schema: tantivy.Schema, segments: Sequence[Segment]) -> None:
    """``meta.json`` as the engine writes it, with these segments."""
    empty = folder.with_name(f"{folder.name}.empty")
    empty.mkdir()
    tantivy.Index(schema, path=str(empty), reuse=False)
    meta = json.loads((empty / _META).read_text(encoding="utf-8"))
    clear_away(empty)
    meta["segments"] = [segment.entry for segment in segments]
    (folder / _META).write_text(json.dumps(meta, indent=2), encoding="utf-8")


def finished_parts(folder: Path) -> tuple[Part, ...]:
    """The parts of an index.

    Raises IndexUnavailable unless the stamp is there, and of the layout that is read here.
    """
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        found = stamp["layout"]
        if found == layout.LAYOUT:
            return tuple(map(Part.of, stamp["parts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = f"is missing or was never finished ({error})"
        raise unavailable(folder, why, LET_READ) from error
    why = f"has layout {found}; this reftel reads {layout.LAYOUT}"
    raise unavailable(folder, why, "Build the edition anew with 'reftel rebuild'.")


def opened(folder: Path, name: str) -> tantivy.Searcher:
    """One of the two indexes, to be read and never looked at again for changes."""
    with told(folder, "cannot be opened", LET_READ), _elsewhere(folder / name) as place:
        index = tantivy.Index.open(str(place))
        layout.register_analyser(index)
        index.config_reader(reload_policy="manual")
        return index.searcher()


@contextmanager
def told(folder: Path, what: str, next_step: str) -> Iterator[None]:
    """Tantivy's errors as ours. It raises ValueError and OSError for whatever goes wrong."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise unavailable(folder, f"{what} ({error})", next_step) from error


def unavailable(folder: Path, why: str, next_step: str) -> IndexUnavailable:
    return IndexUnavailable(
        f"The search index in {folder} {why}.",
        "The cables themselves, the vault and every other edition are untouched.",
        next_step,
    )


@contextmanager
def _elsewhere(folder: Path) -> Iterator[Path]:
    """A folder of links to the files of an index, in which the engine may make its lock.

    It locks whatever it opens, with a file beside meta.json that it has to write; so an
    index could not be opened by who may only read it, nor from a disk that is read-only.
    All files are open when the block ends, and the links are gone. Where none can be made,
    it is the folder itself.
    """
    with ExitStack() as opening:
        try:
            room = tempfile.TemporaryDirectory(prefix="reftel-", ignore_cleanup_errors=True)
            place = _links(folder, Path(opening.enter_context(room)))
        except OSError:  # a full disk, or a system on which not everybody makes links
            place = folder
        yield place
        if place is not folder:
            # The engine looks once more, from a thread of its own, and would put a new lock
            # into a folder that is being emptied. It finds no folder of this name.
            with suppress(OSError):
                place.rename(place.with_name("read"))


def _links(folder: Path, room: Path) -> Path:
    place = room / "index"
    place.mkdir()
    for path in folder.resolve().iterdir():
        if path.suffix != ".lock":
            (place / path.name).symlink_to(path)
    return place
