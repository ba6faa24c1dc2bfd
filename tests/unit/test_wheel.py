"""A wheel is of Python alone unless it was asked for more, and a working copy is never more."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("version", "asked"), [("standard", "false"), ("editable", "true")])
def test_nothing_is_compiled(
    version: str, asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATCH_BUILD_HOOK_ENABLE_CUSTOM", asked)

    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=[version])

    assert wheel.endswith("-py3-none-any.whl")
    with ZipFile(wheel) as made:
        assert [name for name in made.namelist() if name.endswith((".so", ".pyd", ".c"))] == []
