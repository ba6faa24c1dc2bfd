"""A page of the site taken apart, before any of it is decoded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Bytes between tags, character references still in them.

    ``cells`` are those of the table, in order; ``blocks`` the boxes below it, without links
    and ¶ marks. ``cut`` is true where a box begins and does not end.
    """

    heading: bytes | None
    cells: tuple[bytes, ...]
    blocks: tuple[bytes, ...]
    old_script: bool
    new_script: bool
    complete: bool
    cut: bool = False
