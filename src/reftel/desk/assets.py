"""Style sheets and scripts of the desk, under names that change with them."""

from collections.abc import Mapping
from pathlib import Path

from reftel.reading_room import assets as room

FOLDER = Path(__file__).parent / "static"
PREFIX = "/desk/static/"


def assets() -> Mapping[str, str]:
    """Address of each file by its plain name; those of the reading room are among them."""
    return {**room.assets(), **room.assets(FOLDER, PREFIX)}
