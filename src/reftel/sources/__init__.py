"""What can be taken in: containers opened as streams, items told by content, cables read.

Two calls, and the bytes between them::

    items(path)     a folder, file or archive -> SourceItem (bytes, place, kind) | Rejected
    readings(item)  one item                  -> Reading (header, body, Published) | Rejected

``items`` touches the disk and streams; ``readings`` is pure, so worker processes run it.
Neither raises over what a file holds: whatever is wrong is a ``Rejected`` with a reason.
What the text of a telegram means is not read here; that is ``reftel.telegram``.

Modules, in reading order: ``item`` (the values), ``limits`` (what hostile input may cost),
``walk`` (folders and files), ``containers`` and its kin (archives), ``kinds`` (what bytes
are), ``rows`` and ``records`` (dumps cut into records), ``readings`` and one module a kind,
``several`` (a text with more telegrams than one).
"""

from reftel.sources.item import Reading, Rejected, RejectKind, SourceItem, SourceKind
from reftel.sources.limits import Limits
from reftel.sources.readings import readings
from reftel.sources.walk import items

__all__ = [
    "Limits",
    "Reading",
    "RejectKind",
    "Rejected",
    "SourceItem",
    "SourceKind",
    "items",
    "readings",
]
